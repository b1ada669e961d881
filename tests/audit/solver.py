"""An attacker who has rows of open data, the rule of what is hidden and a solver, and no code of the audit.

Each area's cases of each day are a whole number; what is served are sums of these.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import numpy as np
from scipy.optimize import LinearConstraint, milp

Row = Mapping[str, str]  # of the open data
Cell = tuple[str, str]  # an area's code, and the last day of a week


def ends_of_hidden(
    areas: Iterable[Row], totals: Iterable[Row], *, within: str, most: int
) -> dict[Cell, tuple[int, int]]:
    """Return the least and the most that each hidden count can be; `within` is the column of an area's total."""
    areas = list(areas)
    codes = sorted({row["area_code"] for row in areas})
    inside = {row["area_code"]: row[within] for row in areas}
    days = {day: place for place, day in enumerate(sorted({day for row in areas for day in _days(row)}))}
    wholes, hidden, sums = [], [], []

    def total_of(some: Iterable[str], row: Row) -> np.ndarray:
        chosen = np.zeros((len(codes), len(days)))
        chosen[np.ix_([codes.index(code) for code in some], [days[day] for day in _days(row)])] = 1
        return chosen.ravel()

    for row in areas:
        wholes.append(total_of([row["area_code"]], row))
        shown = row["cases"]
        sums.append((int(shown), int(shown)) if shown else (0, most if row["status"] == "hidden" else np.inf))
        if row["status"] == "hidden":
            hidden.append(((row["area_code"], row["week_end"]), wholes[-1]))
    for row in totals:
        its = [code for code in codes if inside[code] == row["area_code"]]
        if row["cases"] and its and set(_days(row)) <= days.keys():
            wholes.append(total_of(its, row))
            sums.append((int(row["cases"]), int(row["cases"])))
    limits = LinearConstraint(np.array(wholes), *map(np.array, zip(*sums, strict=True)))
    return {cell: (_end(row, limits), -_end(-row, limits)) for cell, row in hidden}


def _end(costs: np.ndarray, limits: LinearConstraint) -> int:
    found = milp(costs, constraints=limits, integrality=np.ones(len(costs)))
    assert found.status == 0, "what is served contradicts itself"
    end: int = round(found.fun)
    return end


def _days(row: Row) -> list[date]:
    first, last = date.fromisoformat(row["week_start"]), date.fromisoformat(row["week_end"])
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]
