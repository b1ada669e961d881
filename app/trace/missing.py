"""Explain why an area's figure is missing: what rules out that it was small, or that no release covers it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

import numpy as np
from sqlalchemy import Connection

from app.disclosure import Disclosed, disclose
from app.domain import Area, Level, Period, Shown
from app.editions import StoredEdition
from app.statistics.completeness import (
    FAR_ABOVE,
    Authorities,
    left_out_up_to,
    short_authorities,
    silent_authorities,
)
from app.store.said import counts_said


class Because(Enum):
    """Why a figure is missing.

    SILENT: none of the areas that it is published with has a figure, though they cannot all be small. SHORT: their
    total is more than those that are shown and what may be hidden. BETWEEN: periods before and after, which share its
    days, have far more. NO_FIGURE: the release has none, or none speaks of it.
    """

    SILENT = auto()
    SHORT = auto()
    BETWEEN = auto()
    NO_FIGURE = auto()


@dataclass(frozen=True)
class WhyMissing:
    """Why a figure is missing, with the figures that tell.

    `authority` is what it lies in of the level by which data comes in late, and `total` its own count, None where that
    is not known; of its `areas` `shown` are shown, and come to `sum_shown`. `around` are the counts of the periods
    before and after that share days with this one.
    """

    because: Because
    authority: Area | None = None
    total: int | None = None
    areas: int = 0
    shown: int = 0
    sum_shown: int = 0
    around: tuple[tuple[Period, int], ...] = ()


def why_missing(
    connection: Connection, edition: StoredEdition, area: Area, week: Period, row_ids: Sequence[int], *, is_said: bool
) -> WhyMissing:
    """Find why a figure is missing as publishing did, from what these releases say; `is_said`: one speaks of it."""
    dataset, level = edition.dataset, area.level
    if level != dataset.finest or not is_said:
        return WhyMissing(Because.NO_FIGURE)
    reporting = dataset.reports_by
    areas = edition.areas[level]
    authorities = Authorities([one.within.get(reporting, "") for one in areas])
    now, before = _known(connection, edition, level, week, row_ids)
    own = _own_counts(edition, reporting, week)
    code = area.within.get(reporting, "")
    inside = authorities.areas_of([code])
    shown = now.cells.numbers[inside & now.cells.are_shown]
    told = WhyMissing(
        Because.NO_FIGURE,
        edition.area(reporting, code),
        own.get(code),
        int(inside.sum()),
        len(shown),
        int(shown.sum()),
    )
    definition = dataset.level(level)
    silent = silent_authorities(authorities, now.weights, before.weights, own, left_out_up_to(definition))
    short = short_authorities(authorities, now.cells.numbers, own, definition.hidden.most if definition.hidden else 0)
    for names, because in ((silent, Because.SILENT), (short, Because.SHORT)):
        if code in names:
            return replace(told, because=because)
    around = _around(edition, area, week)
    return replace(told, because=Because.BETWEEN, around=around) if around else told


def _known(
    connection: Connection, edition: StoredEdition, level: Level, week: Period, row_ids: Sequence[int]
) -> tuple[Disclosed, Disclosed]:
    """Disclose what the releases say of all areas of a level in a period, and in the one before."""
    codes = [area.code for area in edition.areas[level]]
    every, none = np.ones(len(codes), bool), np.zeros(len(codes), bool)
    hidden = edition.dataset.level(level).hidden
    now, before = (
        disclose(counts_said(connection, level, codes, [its.end], row_ids)[0], every, none, hidden)
        for its in (week, week.before)
    )
    return now, before


def _own_counts(edition: StoredEdition, level: Level, week: Period) -> dict[str, int]:
    """Return the areas' own counts that are shown, of those all of whose parts are known."""
    table = edition.tables(week).get(level)
    pairs = zip(edition.areas[level], table.cells if table else (), strict=False)
    partly_known = edition.facts.get("partly_known", ())
    return {area.code: cell.cases for area, cell in pairs if isinstance(cell, Shown) and area.code not in partly_known}


def _around(edition: StoredEdition, area: Area, week: Period) -> tuple[tuple[Period, int], ...]:
    """Return the counts before and after, of periods that share days, that are far above what is hidden."""
    record = [
        (table.week, table.cells[0].cases) for table in edition.whole_record(area) if isinstance(table.cells[0], Shown)
    ]
    hidden = edition.dataset.level(area.level).hidden
    least = FAR_ABOVE * hidden.most if hidden else 0
    before = [one for one in record if one[0] < week and one[1] > least][-1:]
    after = [one for one in record if one[0] > week and one[1] > least][:1]
    pair = (*before, *after)
    return pair if len(pair) > 1 and pair[-1][0].start <= pair[0][0].end else ()
