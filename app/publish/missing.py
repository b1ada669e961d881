"""Find which areas of the finest level are missing: what published figures forbid to be small is not called hidden."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from app.cells import NUMBERS, Cells, Marks
from app.dataset import Dataset
from app.disclosure import Disclosed
from app.domain import Area, Level, Period, Withheld
from app.statistics.completeness import (
    Authorities,
    gaps_between_large,
    left_out_up_to,
    short_authorities,
    silent_authorities,
)
from app.store.geography import Geography

Tables = Mapping[tuple[Level, Period], Disclosed]


@dataclass(frozen=True)
class Missing:
    """What is missing of a period: the `authorities`, by code, all of whose areas that are not shown are missing.

    `are_missing` marks the finest level's areas that are, but for those that are shown or not published.
    """

    authorities: frozenset[str]
    are_missing: Marks

    def mark(self, cells: Cells) -> Cells:
        """Return the cells with what is missing marked so, whatever stood in its place."""
        marked = self.are_missing & (cells.are(Withheld.HIDDEN) | cells.are(Withheld.MISSING))
        return Cells(np.where(marked, np.int32(NUMBERS[Withheld.MISSING]), cells.numbers))


def find_missing(
    geography: Geography, disclosed: Tables, dataset: Dataset, of: Collection[Period] | None = None
) -> dict[Period, Missing]:
    """Find what is missing of each period that the finest level has on record, or of these alone."""
    finest, reporting = dataset.finest, dataset.reports_by
    hide_up_to, without_value = dataset.hide_up_to.get(finest, 0), left_out_up_to(dataset.level(finest))
    authorities = Authorities([area.within.get(reporting, "") for area in geography.areas[finest]])
    weeks = sorted(week for level, week in disclosed if level == finest)
    gaps = gaps_between_large(weeks, [disclosed[finest, week].cells.numbers for week in weeks], hide_up_to)
    found = {}
    for week, are_gaps in zip(weeks, gaps, strict=True):
        if of is not None and week not in of:
            continue
        table, before = disclosed[finest, week], disclosed.get((finest, week.before))
        own_counts = _own_counts(geography.areas[reporting], disclosed.get((reporting, week)))
        comparable = {code: own for code, own in own_counts.items() if code not in geography.partly_known}
        silent = silent_authorities(
            authorities, table.weights, before.weights if before else None, comparable, without_value
        )
        short = short_authorities(authorities, table.cells.numbers, comparable, hide_up_to)
        outside = authorities.without(~table.cells.are(Withheld.MISSING))
        late = silent | short | outside
        found[week] = Missing(late, authorities.areas_of(late) | are_gaps)
    return found


def _own_counts(areas: Sequence[Area], found: Disclosed | None) -> dict[str, int]:
    if found is None:
        return {}
    shown = np.flatnonzero(found.cells.are_shown).tolist()
    return {areas[place].code: int(found.cells.numbers[place]) for place in shown}
