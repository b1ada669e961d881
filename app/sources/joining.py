"""Join the files of one zip, kind by kind."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import pandas as pd

from app.dataset import Dataset
from app.domain import Length, Level
from app.errors import BadFileError
from app.sources.contents import Counts, Described, Found, Hierarchy, Parents, Part, Postcodes, Rates, Reading
from app.sources.count_rows import one_row_each
from app.sources.phrases import number_of, of_length
from app.sources.postcode_rows import join_rows

P = TypeVar("P", bound=Part)


def join(readings: Mapping[str, Reading], dataset: Dataset) -> Reading:
    """Join what was read from files of these names: one part per kind, and per level and sort of counts.

    Where a level has counts of whole periods and daily ones of an area, those of whole periods stand. Raises
    BadFileError where files disagree.
    """
    several = len(readings) > 1
    notes = [f"{name}: {note}" if several else note for name, its in readings.items() for note in its.notes]
    warnings = [f"{name}: {each}" if several else each for name, its in readings.items() for each in its.warnings]
    parts = [(name, part) for name, reading in readings.items() for part in reading.parts]
    if {Counts, Rates} <= {type(part) for _, part in parts}:
        raise BadFileError("It holds counts, and rates too. Load its files one by one.")
    joined: list[Part] = []
    for alike in _alike([(name, part) for name, part in parts if not isinstance(part, Counts)], _kind):
        joined.append(_join_geography(alike, dataset))
    joined = _with_parents(joined, dataset)
    for sort in _alike([(name, part) for name, part in parts if isinstance(part, Counts)], _sort):
        counts, its_notes = _join_counts(sort)
        joined.append(counts)
        notes += its_notes
    return _without_daily_twins(Reading(tuple(joined), tuple(notes), tuple(warnings)), dataset.length)


def _kind(part: Part) -> tuple[str, Level]:
    return type(part).__name__, getattr(part, "level", "")


def _sort(counts: Counts) -> tuple[Level, bool, bool]:
    return counts.level, counts.daily, counts.whole


def _alike(parts: Iterable[tuple[str, P]], key: Callable[[P], Hashable]) -> list[list[tuple[str, P]]]:
    """Group the parts by their key, in order of first appearance, each with its file's name."""
    groups: dict[Hashable, list[tuple[str, P]]] = {}
    for name, part in parts:
        groups.setdefault(key(part), []).append((name, part))
    return list(groups.values())


def _join_geography(parts: Sequence[tuple[str, Part]], dataset: Dataset) -> Part:
    _, part = parts[0]
    if len(parts) == 1:
        return part
    if isinstance(part, Postcodes):
        return Postcodes(join_rows([its.rows for _, its in parts]))
    rows = _rows_by_file(parts)
    key = _key(part, dataset)
    if isinstance(part, Found):
        return Found(rows.drop_duplicates(ignore_index=True))
    if isinstance(part, Described):
        return replace(part, rows=rows.drop_duplicates(key, keep="last", ignore_index=True))
    rows = rows.drop_duplicates()
    again = rows[(rows[key] != "") & rows[key].duplicated(keep=False)].sort_values(key)
    if not again.empty:
        first, second = (str(again.index[place]) for place in (0, 1))
        raise BadFileError(f"{again[key].iloc[0]} stands in both {first} and {second}. Take it out of one of them.")
    return replace(part, rows=rows.reset_index(drop=True))


def _key(part: Part, dataset: Dataset) -> str:
    match part:
        case Hierarchy():
            return f"{dataset.finest}_code"
        case Parents(level=level) | Described(level=level):
            return f"{level}_code"
        case _:
            return "area_code"


def _with_parents(parts: Sequence[Part], dataset: Dataset) -> list[Part]:
    """Fill in blanks of a hierarchy from the parents that came with it."""
    hierarchy = next((part for part in parts if isinstance(part, Hierarchy)), None)
    if hierarchy is None:
        return list(parts)
    rows = hierarchy.rows.copy()
    parents = [part for part in parts if isinstance(part, Parents)]
    for part in sorted(parents, key=lambda part: -dataset.slugs.index(part.level)):
        rows = _filled(rows, part)
    others = (part for part in parts if not isinstance(part, Parents | Hierarchy))
    return [Hierarchy(rows), *others]


def _filled(rows: pd.DataFrame, parents: Parents) -> pd.DataFrame:
    key = f"{parents.level}_code"
    known = parents.rows.set_index(key)
    for name in known.columns.intersection(rows.columns):
        blank = (rows[name] == "") & (rows[key] != "")
        rows.loc[blank, name] = rows.loc[blank, key].map(known[name]).fillna("")
    return rows


def _join_counts(parts: Sequence[tuple[str, Counts]]) -> tuple[Counts, tuple[str, ...]]:
    _, part = parts[0]
    if len(parts) == 1:
        return part, ()
    rows, notes = one_row_each(_rows_by_file(parts), _files_disagree, largest=not part.whole)
    marks = tuple(mark for _, its in parts for mark in its.marks)
    return replace(part, rows=rows, marks=marks), tuple(f"{part.level}: {note}" for note in notes)


def _rows_by_file(parts: Sequence[tuple[str, Part]]) -> pd.DataFrame:
    """Join rows, with the names of their files as the index."""
    names = [name for name, part in parts for _ in range(len(part.rows))]
    return pd.concat([part.rows for _, part in parts]).set_axis(pd.Index(names))


def _files_disagree(first: pd.Series[Any], second: pd.Series[Any]) -> BadFileError:
    return BadFileError(
        f"{first.name} and {second.name} give {second['area_code']} different counts for {second['day']:%Y-%m-%d}. "
        "Load the one that is right alone."
    )


def _without_daily_twins(reading: Reading, length: Length) -> Reading:
    parts: list[Part] = []
    notes = reading.notes
    for part in reading.parts:
        if isinstance(part, Counts) and part.daily:
            summed = _areas_summed(part.level, reading.parts)
            twins = part.rows["area_code"].isin(summed)
            if twins.any():
                days = number_of(int(twins.sum()), "daily count")
                notes += (f"{part.level}: left out {days} of areas whose {of_length(length)} counts are there too.",)
                part = replace(part, rows=part.rows[~twins].reset_index(drop=True))
            if part.rows.empty:
                continue
        parts.append(part)
    return replace(reading, parts=tuple(parts), notes=notes)


def _areas_summed(level: Level, parts: Iterable[Part]) -> set[str]:
    alike = (part for part in parts if isinstance(part, Counts) and part.level == level and not part.daily)
    return {code for part in alike for code in part.rows["area_code"].unique()}
