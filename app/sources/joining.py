"""The files of one zip as one: their parts joined, kind by kind."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

import pandas as pd

from app.domain import Level
from app.errors import BadFileError
from app.sources.cells import number_of
from app.sources.contents import Counts, Hierarchy, Part, Postcodes, Reading
from app.sources.count_rows import one_row_each
from app.sources.postcodes import join_rows

P = TypeVar("P", bound=Part)


def join(readings: Mapping[str, Reading]) -> Reading:
    """Join what was read from files of these names: one part per kind, and per level and sort of counts.

    Where a level has seven-day counts and daily ones of an area, the seven-day counts stand. Raises BadFileError
    where files disagree.
    """
    several = len(readings) > 1
    notes = [f"{name}: {note}" if several else note for name, its in readings.items() for note in its.notes]
    parts = [part for reading in readings.values() for part in reading.parts]
    joined: list[Part] = []
    for alike in _alike([part for part in parts if not isinstance(part, Counts)], _kind):
        joined.append(_join_geography(alike))
    for sort in _alike([part for part in parts if isinstance(part, Counts)], _sort):
        counts, its_notes = _join_counts(sort)
        joined.append(counts)
        notes += its_notes
    return _without_daily_twins(Reading(tuple(joined), tuple(notes)))


def _kind(part: Part) -> str:
    return type(part).__name__


def _sort(counts: Counts) -> tuple[Level, bool, bool]:
    return counts.level, counts.daily, counts.whole


def _alike(parts: Iterable[P], key: Callable[[P], Hashable]) -> list[list[P]]:
    """Group the parts by their key, in order of first appearance."""
    groups: dict[Hashable, list[P]] = {}
    for part in parts:
        groups.setdefault(key(part), []).append(part)
    return list(groups.values())


def _join_geography(parts: Sequence[Part]) -> Part:
    if len(parts) == 1:
        return parts[0]
    if isinstance(parts[0], Postcodes):
        return Postcodes(join_rows([part.rows for part in parts]))
    rows = pd.concat([part.rows for part in parts], ignore_index=True)
    key = "msoa_code" if isinstance(parts[0], Hierarchy) else "area_code"
    again = rows[key][rows[key].duplicated()]
    if not again.empty:
        raise BadFileError(f"{again.iloc[0]} stands in two files of {_kind(parts[0]).lower()}. Load one of them alone.")
    return replace(parts[0], rows=rows)


def _join_counts(parts: list[Counts]) -> tuple[Counts, tuple[str, ...]]:
    if len(parts) == 1:
        return parts[0], ()
    rows = pd.concat([part.rows for part in parts], ignore_index=True)
    rows, notes = one_row_each(rows, largest=not parts[0].whole, numbered=False)
    return replace(parts[0], rows=rows), tuple(f"{parts[0].level}: {note}" for note in notes)


def _without_daily_twins(reading: Reading) -> Reading:
    parts: list[Part] = []
    notes = reading.notes
    for part in reading.parts:
        if isinstance(part, Counts) and part.daily:
            summed = _areas_summed(part.level, reading.parts)
            twins = part.rows["area_code"].isin(summed)
            if twins.any():
                days = number_of(int(twins.sum()), "daily count")
                notes += (f"{part.level}: left out {days} of areas whose seven-day counts are there too.",)
                part = replace(part, rows=part.rows[~twins].reset_index(drop=True))
            if part.rows.empty:
                continue
        parts.append(part)
    return Reading(tuple(parts), notes)


def _areas_summed(level: Level, parts: Iterable[Part]) -> set[str]:
    alike = (part for part in parts if isinstance(part, Counts) and part.level is level and not part.daily)
    return {code for part in alike for code in part.rows["area_code"].unique()}
