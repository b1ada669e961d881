"""Described tables of areas: their parents, names, populations and points, and keys such as postcodes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

from app.dataset import Dataset
from app.dataset.files import Table as TableDefinition
from app.domain import Level
from app.errors import BadFileError
from app.sources.cells import matches, parsed, texts, whole_number
from app.sources.contents import Described, Found, Hierarchy, Names, Parents, Part, Points, Populations, Reading
from app.sources.described.columns import column_of
from app.sources.described.rows import AreaRows, area_rows, code_of, distinct
from app.sources.given import Given
from app.sources.names import filled, refuse_two_parents
from app.sources.phrases import number_of
from app.sources.tables import Table
from app.sources.text import CORRECT

_UNSAID = re.compile("(NA|N/A|-|0)?", re.IGNORECASE)
_WITH_DECIMALS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})*\.[0-9]{1,30}|[0-9]{1,12}\.[0-9]{1,30}")
_TWO_WAYS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?!-?[0-9])")
_AXES = (("longitude", 180.0), ("latitude", 90.0))


def read_areas(table: Table, given: Given, definition: TableDefinition) -> Reading:
    """Read what a table says of areas; raises BadFileError with row and column."""
    dataset = given.dataset
    rows = area_rows(definition, dataset, table, given.known)
    if rows.table.frame.empty:
        return Reading((), (*rows.notes, f"It has no row that is read as {definition.name}."))
    parts: list[Part] = [*_hierarchy(definition, dataset, rows)]
    notes = rows.notes
    if rows.names is not None:
        names = distinct(_named(definition, rows), ["area_code"])
        parts.append(Names(rows.level, names.reset_index(drop=True)))
    if definition.columns.population:
        people, told = _populations(definition, dataset, rows)
        heading = str(column_of(rows.table, definition.columns.population).name)
        parts.append(
            Populations(
                rows.level, _once(rows, pd.DataFrame({"population": people.dropna().astype("int64")})), _year(heading)
            )
        )
        notes += told
    if definition.columns.longitude and definition.columns.latitude:
        points = _points(definition, rows).dropna()
        parts.append(Points(rows.level, _once(rows, points)))
    found, of_found = _found(definition, dataset, rows)
    return Reading((*parts, *found), notes + of_found)


def described_in(
    definition: TableDefinition, dataset: Dataset, rows: AreaRows, days: pd.Series[pd.Timestamp] | None
) -> tuple[tuple[Part, ...], tuple[str, ...]]:
    """Return what a table of counts says of its areas, of an area in several rows the row of the latest day.

    Where areas do not lie in one other each it says nothing of them. Of a level that is not the finest it gives names
    alone.
    """
    level = rows.level
    if days is not None:
        rows = rows.at(days.sort_values(kind="stable").index)
    if level != dataset.finest:
        return ((Names(level, _last(_named(definition, rows))),) if rows.names is not None else ()), ()
    columns = {f"{each}_{what}": "" for each in dataset.coarser for what in ("code", "name")}
    frame = pd.DataFrame({**columns, "area_code": rows.codes}, index=rows.codes.index)
    frame[rows.with_parents.columns] = rows.with_parents
    frame[f"{level}_name"] = "" if rows.names is None else rows.names
    notes: tuple[str, ...] = ()
    if definition.columns.other_name:
        frame["other_name"] = _other_names(definition, rows)
    if definition.columns.population:
        frame["population"], notes = _populations(definition, dataset, rows)
    if definition.columns.longitude and definition.columns.latitude:
        frame = frame.join(_points(definition, rows))
    frame = _last(frame).rename(columns={"area_code": f"{level}_code"})
    found, of_found = _found(definition, dataset, rows)
    for each in rows.parents:
        try:
            _refuse_two(frame, each, dataset, rows.parents)
        except BadFileError as problem:
            told = f"Left out what it says of its areas, which does not agree: {problem}"
            return found, (*of_found, told)
    return (Described(level, frame), *found), notes + of_found


def _last(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.drop_duplicates("area_code", keep="last").sort_index().reset_index(drop=True)


def _refuse_two(frame: pd.DataFrame, level: Level, dataset: Dataset, given: Iterable[Level]) -> None:
    above = [f"{each}_code" for each in dataset.above(level) if each in given]
    coded = frame[frame[f"{level}_code"] != ""]
    refuse_two_parents(coded, [f"{level}_code", f"{level}_name", *above])


def _hierarchy(definition: TableDefinition, dataset: Dataset, rows: AreaRows) -> tuple[Part, ...]:
    """Return the parents of areas, if the table says them or there is nothing to say."""
    level = rows.level
    coarser = dataset.slugs[: dataset.slugs.index(level)]
    says = definition.columns.parents or definition.columns.parent_names
    if not says and not (rows.names is not None and all(dataset.level(each).only for each in coarser)):
        return ()
    frame = rows.with_parents
    for each in rows.parents:
        _refuse_two(frame, each, dataset, rows.parents)
    frame = frame.assign(**{f"{level}_code": rows.codes})
    if level != dataset.finest:
        frame[f"{level}_name"] = "" if rows.names is None else rows.names
        return (Parents(level, distinct(frame, [f"{level}_code"]).reset_index(drop=True)),) if coarser else ()
    for each in coarser:
        for column in (f"{each}_code", f"{each}_name"):
            frame[column] = frame.get(column, "")
    return (Hierarchy(distinct(frame, [f"{level}_code"]).reset_index(drop=True)),)


def _named(definition: TableDefinition, rows: AreaRows) -> pd.DataFrame:
    names = pd.DataFrame({"area_code": rows.codes, "name": rows.names})
    if definition.columns.other_name:
        names["other_name"] = _other_names(definition, rows)
    return names[names["name"] != ""]


def _other_names(definition: TableDefinition, rows: AreaRows) -> pd.Series[str]:
    return filled(column_of(rows.table, definition.columns.other_name), or_blank=True)


def _populations(
    definition: TableDefinition, dataset: Dataset, rows: AreaRows
) -> tuple[pd.Series[int], tuple[str, ...]]:
    """Return populations as Int64, NA where none is said, and notes; raises BadFileError with row and column."""
    column = column_of(rows.table, definition.columns.population)
    rows.table.check_figures(column)
    at_most = dataset.level(rows.level).people_at_most
    values = pd.array(parsed(column, lambda text: _people(text, at_most), None), dtype="Int64")
    people = pd.Series(values.take(column.cat.codes.to_numpy()), index=column.index)
    rounded = rows.codes[matches(column, _WITH_DECIMALS) & (texts(column).str.rstrip("0").str[-1:] != ".")].nunique()
    unsaid = rows.codes[people.isna()].nunique()
    notes: tuple[str, ...] = ()
    if rounded:
        notes = (f"Rounded {number_of(rounded, 'population')} to whole people.",)
    return people, notes + ((f"{number_of(unsaid, 'area')} without a population.",) if unsaid else ())


def _people(text: str, at_most: int) -> int | None:
    if _UNSAID.fullmatch(text):
        return None
    is_decimal = _WITH_DECIMALS.fullmatch(text) and not _TWO_WAYS.fullmatch(text)
    exact = Decimal(text.replace(",", "")) if is_decimal else Decimal(whole_number(text))
    number = int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    if not 0 <= number <= at_most:
        raise ValueError(f"{text} cannot be an area's population: it must be above 0, and at most {at_most:,}.")
    return number or None


def _year(heading: str) -> int | None:
    named = set(_YEAR.findall(heading))
    return int(named.pop()) if len(named) == 1 else None


def _points(definition: TableDefinition, rows: AreaRows) -> pd.DataFrame:
    """Return longitude and latitude, NaN where they are blank; raises BadFileError where one is not on Earth."""
    columns = {"longitude": definition.columns.longitude, "latitude": definition.columns.latitude}
    return pd.DataFrame({axis: _degrees(column_of(rows.table, columns[axis]), axis, most) for axis, most in _AXES})


def _degrees(column: pd.Series[str], axis: str, most: float) -> pd.Series[float]:
    written = texts(column)
    degrees = pd.to_numeric(written.where(written != "NA", ""), errors="coerce")
    bad = column[~degrees.between(-most, most) & ~written.isin(["", "NA"])]
    if not bad.empty:
        problem = f'"{str(bad.iloc[0])[:40]}" is not a {axis} in degrees. {CORRECT}'
        raise BadFileError(problem, row=int(bad.index[0]), column=str(column.name))
    return degrees.astype("float64")


def _once(rows: AreaRows, values: pd.DataFrame) -> pd.DataFrame:
    """Return area_code and values, one row per area."""
    frame = pd.DataFrame({"area_code": rows.codes.loc[values.index]}).join(values)
    return distinct(frame, ["area_code"]).reset_index(drop=True)


def _found(definition: TableDefinition, dataset: Dataset, rows: AreaRows) -> tuple[tuple[Part, ...], tuple[str, ...]]:
    """Return what areas of the finest level are found by."""
    if not definition.columns.finds or rows.level != dataset.finest:
        return (), ()
    finder = dataset.finder
    pattern = re.compile(finder.pattern if finder else ".+", re.IGNORECASE)
    column = texts(column_of(rows.table, definition.columns.finds))
    split = {text: _texts_in(text, pattern, finder.digits if finder else 0) for text in column.unique()}
    frame = pd.DataFrame({"text": column.map(split), "area_code": rows.codes}).explode("text").dropna()
    fits = frame["text"].map(lambda text: pattern.fullmatch(text) is not None).astype(bool)
    once = frame[fits].drop_duplicates(ignore_index=True)
    others = int((~fits).sum())
    name = finder.name if finder else "text"
    notes: tuple[str, ...] = ()
    if others:
        notes = (f"Left out {number_of(others, 'cell')} that a {name} cannot be.",)
    return ((Found(once.astype("str")),) if len(once) else ()), notes


def _texts_in(text: str, pattern: re.Pattern[str], digits: int) -> list[str]:
    """Return the texts in a cell, separated by commas, or by spaces if they are invalid otherwise; zeros put back."""
    parts = [part.strip() for part in re.split(r"[,;|/]", text) if part.strip()]
    listed = [each for part in parts for each in ([part] if pattern.fullmatch(part) else part.split())]
    return [code_of(each, digits) for each in listed] if digits else listed
