"""Decide what a total and periods that share days imply together, by linear and integer programmes (HiGHS in scipy)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import LinearConstraint, OptimizeResult, milp
from scipy.sparse import csr_array

from app.audit.served import Flags, Numbers, whole

SECONDS = 10  # for one programme: what it has not decided by then keeps its bounds
_NEAR = 1e-5
_FIRST = 1e5  # the weight of the sum that a programme is about: one case of it outweighs all others together
_SOLVED, _INFEASIBLE = 0, 2


@dataclass(frozen=True)
class Programme:
    """Whole numbers of none or more, and sums of them (rows) that lie between two ends."""

    sums: csr_array
    least: Numbers
    most: Numbers


@dataclass(frozen=True)
class Decided:
    """The least and the most that some of a programme's sums can be, and which of them were not decided in time."""

    least: Numbers
    most: Numbers
    undecided: Flags


def decide(programme: Programme, rows: Sequence[int]) -> Decided | None:
    """Return the least and the most that some of its sums can be; None where no numbers come to all of them.

    Each programme looks for an end of one sum and, as far as that leaves, for ends of the others that no solution
    had: so that few programmes are to be solved for many. The sums that are asked for have few cases.
    """
    chosen = programme.sums[list(rows)]
    ends = np.stack([programme.least[list(rows)], programme.most[list(rows)]])
    is_seen, undecided = ends[0] == ends[1], np.zeros(len(rows), bool)
    is_seen = np.stack([is_seen, is_seen])
    is_first = True
    while is_first or not is_seen.all():
        side, number = np.unravel_index(int(np.argmin(is_seen)), is_seen.shape)
        weights = np.where(is_seen[0], np.where(is_seen[1], 0.0, -1.0), 1.0)
        weights[number] = _FIRST if side == 0 else -_FIRST
        found = _solve(programme, chosen.T @ weights)
        if found.status == _INFEASIBLE:
            return None
        if found.x is not None:
            values = whole(chosen @ np.rint(found.x))
            if found.status == _SOLVED:
                ends[side, number] = values[number]
            is_seen |= values == ends
        undecided[number] |= not is_seen[side, number]
        is_seen[side, number], is_first = True, False
    return Decided(ends[0], ends[1], undecided)


def _solve(programme: Programme, costs: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> OptimizeResult:
    """Solve a programme as if numbers need not be whole, and only where they then are not as it is."""
    limits = LinearConstraint(programme.sums, programme.least, programme.most)
    found = milp(costs, constraints=limits, options={"time_limit": SECONDS})
    if found.status != _SOLVED or np.abs(found.x - np.rint(found.x)).max(initial=0) < _NEAR:
        return found
    options = {"time_limit": SECONDS, "mip_rel_gap": 0.0}
    return milp(costs, constraints=limits, integrality=np.ones(len(costs)), options=options)
