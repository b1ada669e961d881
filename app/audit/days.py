"""Bounds of an area's counts in the stretches between the ends of its periods: for daily periods, of single days."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.audit.bounds import MOST
from app.audit.served import Flags, Numbers
from app.audit.windows import Run

_ROUNDS = 4


@dataclass(frozen=True)
class Stretches:
    """The least and the most that each of several areas (rows) had in each stretch of a run (columns)."""

    run: Run
    least: Numbers
    most: Numbers

    def of(self, other: Run) -> tuple[Numbers, Numbers]:
        """Return the bounds of another run's stretches; what does not lie on this one's edges can be anything."""
        place = {day: number for number, day in enumerate(self.run.edges)}
        shape = (len(self.least), len(other.edges) - 1)
        least, most = np.zeros(shape, np.int64), np.full(shape, MOST)
        for number, (begins, ends) in enumerate(zip(other.edges, other.edges[1:], strict=False)):
            if begins in place and ends in place:
                inside = slice(place[begins], place[ends])
                least[:, number] = self.least[:, inside].sum(axis=1)
                most[:, number] = np.minimum(self.most[:, inside].sum(axis=1), MOST)
        return least, most


def stretches_of(run: Run, counts: Numbers) -> Stretches:
    """Narrow what areas had in each stretch of a run, from their counts in its periods; below zero is not known.

    Where a period takes up one stretch and drops one, these differ as the periods do: so what is known of one day is
    known of that a period later. An area whose periods contradict one another is left as it was.
    """
    begins, ends = run.ends
    shape = (len(counts), len(run.edges) - 1)
    least, most = np.zeros(shape, np.int64), np.full(shape, MOST)
    for _ in range(_ROUNDS):
        for number, (begin, end) in enumerate(zip(begins, ends, strict=True)):
            _of_period(counts[:, number], least[:, begin:end], most[:, begin:end])
        steps = [
            (begins[number], ends[number], counts[:, number + 1] - counts[:, number], counts[:, number : number + 2])
            for number in range(len(run.weeks) - 1)
            if begins[number + 1] == begins[number] + 1 and ends[number + 1] == ends[number] + 1
        ]
        for dropped, taken, more, both in steps:
            _follow(least, most, dropped, taken, more, both.min(axis=1) >= 0)
        for dropped, taken, more, both in reversed(steps):
            _follow(least, most, taken, dropped, -more, both.min(axis=1) >= 0)
    contradicted = (least > most).any(axis=1)
    least[contradicted], most[contradicted] = 0, MOST
    return Stretches(run, least, most)


def _of_period(counts: Numbers, least: Numbers, most: Numbers) -> None:
    """Narrow a period's stretches in place by its count."""
    known = counts >= 0
    sum_least, sum_most = least.sum(axis=1, keepdims=True), most.sum(axis=1, keepdims=True)
    at_most = np.where(known[:, None], counts[:, None] - (sum_least - least), MOST)
    at_least = np.where(known[:, None], counts[:, None] - (sum_most - most), 0)
    np.minimum(most, at_most, out=most)
    np.maximum(least, at_least, out=least)


def _follow(least: Numbers, most: Numbers, one: int, other: int, more: Numbers, known: Flags) -> None:
    """Narrow a stretch in place that has so many more than another."""
    least[known, other] = np.maximum(least[known, other], least[known, one] + more[known])
    most[known, other] = np.minimum(most[known, other], most[known, one] + more[known])
