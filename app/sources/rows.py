"""Find the rows of a published file that a count was read from: their numbers, and the text in them.

A row is one that a count was read from where the layout's own reader gives the count for that row alone, and a column
is the one of the counts where another figure in it gives that other count: so no layout has to say where it reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

import pandas as pd

from app.domain import Area, Period
from app.errors import BadFileError, CasemapError
from app.sources.containers import PackedFile, opened
from app.sources.contents import Counts, Populations
from app.sources.given import Given, Publication
from app.sources.layer_tables import read_layer
from app.sources.layouts import AreasLayout, CountsLayout, ShapedCountsLayout
from app.sources.recognising import Known, known_files
from app.sources.registry import table_in
from app.sources.tables import Table

_PROBES = ("11", "12")  # figures that are put in a cell to see whether it is the one of the count


@dataclass(frozen=True)
class Printed:
    """A row that says a figure, and what stands there as printed.

    `file` is the member of a zip or the sheet that it is in, empty where there is one file alone; `row` is the line of
    a CSV file, the row of a sheet or the place in a list. `column` and `text` are empty where no one column says it.
    `day` is the last day that the row is of.
    """

    file: str
    row: int
    column: str
    text: str
    day: date


@dataclass(frozen=True)
class Rows:
    """The rows that an area's count in a period was read from, in the file's order, and how many name the area at all.

    Each is of a single day where the counts `are_daily`; where they `are_rates`, counts follow from populations.
    """

    printed: tuple[Printed, ...] = ()
    of_area: int = 0
    are_daily: bool = False
    are_rates: bool = False


Said = Mapping[date, int | None]  # counts by their days, None where a row has none


def rows_of_count(path: Path, area: Area, period: Period, given: Publication) -> Rows:
    """Find the rows of a published file; raises as reading the file does."""
    known = known_files(path, given.dataset)
    with opened(path) as files:
        found = [
            _rows_in(file, each, area, period, given)
            for file in files
            for each in known.get(file.name, ())
            if each.layout.is_of_counts
        ]
    of_periods = [rows for rows in found if rows.printed and not rows.are_daily]  # these come before sums of days
    chosen = of_periods or [rows for rows in found if rows.printed]
    return Rows(
        tuple(printed for rows in chosen for printed in rows.printed),
        sum(rows.of_area for rows in found),
        are_daily=any(rows.are_daily for rows in chosen),
        are_rates=any(rows.are_rates for rows in chosen),
    )


def _rows_in(file: PackedFile, known: Known, area: Area, period: Period, given: Publication) -> Rows:
    layout, name = known.layout, file.name if file.member or file.sheet else ""
    if isinstance(layout, ShapedCountsLayout):
        return _rates_in(read_layer(file.lay_out(), layout.columns), known, area, period, name)
    if not isinstance(layout, CountsLayout):
        return Rows()
    table = table_in(file, known)
    near = naming(table, area)
    said = partial(_said_by, layout, area, period, given.with_marks(layout.marks))
    kinds = set()
    found = []
    for row in _single_rows(near or table, lambda part: bool(said(part)[0])):
        counts, are_daily = said(row)
        kinds.add(are_daily)
        column, text = _column_of(row, counts, lambda part: said(part)[0])
        found += [Printed(name, int(row.frame.index[0]), column, text, day) for day in counts]
    return Rows(tuple(found), len(near.frame) if near else 0, are_daily=True in kinds)


def naming(table: Table, area: Area) -> Table | None:
    """Return the rows that have an area's code in some column or, where none has, its name; None where none has it."""
    for text in (area.code, area.name):
        is_named = pd.Series(False, index=table.frame.index)
        for place in table.frame:
            column = table.frame[place]
            is_named |= column.isin([each for each in column.cat.categories if str(each).strip() == text])
        if is_named.any():
            return _part(table, table.frame[is_named])
    return None


def _part(table: Table, frame: pd.DataFrame) -> Table:
    """Return a table of some of its rows, without texts that stand in no row any more."""
    return Table(
        table.headings,
        frame.apply(lambda column: column.cat.remove_unused_categories()),
        table.name,
        delimiter=table.delimiter,
    )


def _said_by(layout: CountsLayout, area: Area, period: Period, given: Publication, table: Table) -> tuple[Said, bool]:
    """Return what a layout's reader finds of an area's counts in a period, and whether these are daily counts."""
    try:
        parts = layout.read(table, given).parts
    except (CasemapError, TypeError, ValueError, KeyError, IndexError):  # readers know no such parts of tables
        return {}, False
    for part in parts:
        if not isinstance(part, Counts) or part.level != area.level:
            continue
        first = period.start if part.daily else period.end
        rows = part.rows[part.rows["area_code"].astype("str") == area.code]
        days = [day.date() for day in rows["day"]]
        counts = [None if pd.isna(count) else int(count) for count in rows["cases"]]
        found = {day: count for day, count in zip(days, counts, strict=True) if first <= day <= period.end}
        if found:
            return found, part.daily
    return {}, False


def _single_rows(table: Table, says: Callable[[Table], bool]) -> Iterator[Table]:
    """Part a table down to the single rows that say what is sought."""
    if table.frame.empty or not says(table):
        return
    if len(table.frame) == 1:
        yield table
        return
    half = len(table.frame) // 2
    for frame in (table.frame[:half], table.frame[half:]):
        yield from _single_rows(_part(table, frame), says)


def _column_of(row: Table, counts: Said, said: Callable[[Table], Said]) -> tuple[str, str]:
    """Return the column of a single row in which its count is printed, and what stands there; empty where none is it.

    Where columns must agree, all that have the same text are tried together.
    """
    texts = [str(row.frame.iat[0, place]) for place in range(len(row.headings))]
    alike = [[place for place, other in enumerate(texts) if other == text] for text in dict.fromkeys(texts)]
    for places in [*([place] for place in range(len(texts))), *alike]:
        text = texts[places[0]]
        probe = next(each for each in _PROBES if each != text.strip())
        changed = said(_with(row, places, probe))
        if changed.keys() == counts.keys() and set(changed.values()) == {int(probe)}:
            return row.headings[places[0]], text
    return "", ""


def _with(row: Table, places: Sequence[int], text: str) -> Table:
    frame = row.frame.copy()
    for place in places:
        frame.isetitem(place, pd.Categorical([text]))
    return replace(row, frame=frame)


def _rates_in(table: Table, known: Known, area: Area, period: Period, name: str) -> Rows:
    """Find the features of an area's rate in a period, which say the day as YYYY-MM-DD."""
    near = naming(table, area)
    if near is None:
        return Rows()
    told = table.find(next(column for column in known.layout.columns.needed if column.tells))[0]
    day = period.end.isoformat()
    found = [
        Printed(name, int(str(row)), table.headings[told], str(cells.iloc[told]), period.end)
        for row, cells in near.frame.iterrows()
        if any(str(cell).startswith(day) for cell in cells)
    ]
    return Rows(tuple(found), len(near.frame), are_rates=True)


def row_of_population(path: Path, area: Area, given: Given) -> int | None:
    """Find the row of a file of areas that says an area's population; None where none does.

    Raises as reading the file does.
    """
    known = known_files(path, given.dataset)
    with opened(path) as files:
        for file in files:
            for each in known.get(file.name, ()):
                if isinstance(each.layout, AreasLayout) and (row := _population_in(file, each, area, given)):
                    return row
    return None


def _population_in(file: PackedFile, known: Known, area: Area, given: Given) -> int | None:
    table = naming(table_in(file, known), area)
    if table is None or not isinstance(known.layout, AreasLayout):
        return None
    for place in range(len(table.frame)):
        row = _part(table, table.frame[place : place + 1])
        try:
            parts = known.layout.read(row, given).parts
        except BadFileError:
            continue
        for part in parts:
            if isinstance(part, Populations) and area.code in part.rows["area_code"].astype("str").tolist():
                return int(row.frame.index[0])
    return None
