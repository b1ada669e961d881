"""Check what a definition says of its tables and boundaries."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping, Sequence

from app.dataset.checks_levels import no_level
from app.dataset.checks_words import pattern_problem
from app.dataset.definition import Dataset
from app.dataset.files import Table, TableColumns
from app.dataset.lines import Place
from app.dataset.problems import Problem
from app.domain import Level

_FIGURES = re.compile(r"[0-9.]*[0-9][0-9.]*")
_ONE_OF_THEM = "count, population, name, other_name, parents, parent_names, finds, or longitude and latitude"


def table_problems(dataset: Dataset) -> Iterator[Problem]:
    """Find what is wrong with the tables, the boundaries and the days of publication."""
    for number, table in enumerate(dataset.tables):
        place: Place = ("tables", number)
        for problem in (
            *_of_levels(dataset, table),
            *_of_columns(dataset, table),
            *_of_wide(dataset, table),
            *_of_table(table),
        ):
            yield Problem((*place, *problem.place), f"{table.name}: {problem.sentence}")
        yield from _of_marks(dataset, table, place)
    for number, layer in enumerate(dataset.boundaries):
        if layer.level and layer.level not in dataset.slugs:
            yield Problem(("boundaries", number, "level"), no_level("level", layer.level, dataset.slugs))
    for name in dataset.published:
        if "/" in name or "\\" in name:
            yield Problem(("published", name), f"published: give the file's name alone, without folders: {name}.")


def _of_levels(dataset: Dataset, table: Table) -> Iterator[Problem]:
    if table.level and table.level not in dataset.slugs:
        yield Problem(("level",), no_level("level", table.level, dataset.slugs))
        return
    coarser = dataset.slugs[: dataset.slugs.index(table.level)] if table.level else ()
    for key in ("parents", "parent_names"):
        given: Mapping[Level, str] = getattr(table.columns, key)
        for slug in given:
            if slug not in dataset.slugs:
                yield Problem(("columns", key, slug), no_level(key, slug, dataset.slugs))
            elif slug not in coarser:
                yield Problem(("columns", key, slug), f"{key}: {slug} is not coarser than {table.level}.")


def _of_columns(dataset: Dataset, table: Table) -> Iterator[Problem]:
    columns, wide = table.columns, table.wide
    place = ("columns",)
    is_of_one = any(level.slug == table.level and level.only for level in dataset.levels)
    if not columns.code and not columns.name and not wide.areas and not is_of_one:
        yield Problem(place, "columns lack code and name: say which column tells the area.")
    elif not _gives_something(table):
        yield Problem(place, f"columns give nothing but the area: say a column for {_ONE_OF_THEM}.")
    for said, lacking in (("longitude", "latitude"), ("latitude", "longitude")):
        if getattr(columns, said) and not getattr(columns, lacking):
            yield Problem((*place, said), f"{said} needs {lacking} beside it.")
    if table.daily and columns.start:
        yield Problem((*place, "start"), "daily counts are of one day: name it by end, and leave start out.")
    yield from _of_headings(columns)


def _gives_something(table: Table) -> bool:
    columns, wide = table.columns, table.wide
    with_code = columns.name if columns.code else ""
    given = (columns.count, columns.population, with_code, columns.other_name, columns.parents, columns.parent_names)
    return any((*given, columns.finds, columns.longitude, columns.latitude, wide.periods, wide.areas))


def _of_headings(columns: TableColumns) -> Iterator[Problem]:
    """Find headings that are said to be two things; an area's code may be its name too, and what finds it."""
    single = ("code", "name", "other_name", "count", "end", "start", "population", "longitude", "latitude")
    said: list[tuple[Place, str]] = [((key,), getattr(columns, key)) for key in single]
    said += [(("parents", slug), heading) for slug, heading in columns.parents.items()]
    of: dict[str, Place] = {}
    for place, heading in said:
        before = of.setdefault(heading, place)
        if heading and before != place and (before, place) != (("code",), ("name",)):
            one, other = (".".join(map(str, each)) for each in (before, place))
            yield Problem(("columns", *place), f'columns: "{heading}" cannot be both {one} and {other}.')


def _of_wide(dataset: Dataset, table: Table) -> Iterator[Problem]:
    columns, wide = table.columns, table.wide
    if not wide.periods and not wide.areas:
        if columns.count and not (columns.end or columns.start):
            sentence = "count needs end beside it: which column has the period's last day. start, its first, does too."
            yield Problem(("columns", "count"), sentence)
        return
    if wide.periods and wide.areas:
        yield Problem(("wide", "areas"), "wide: columns are of periods or of areas. Leave periods or areas out.")
    if columns.count:
        yield Problem(("columns", "count"), "counts are in one column or in wide ones: leave count or wide out.")
    if wide.periods and (columns.end or columns.start):
        key = "end" if columns.end else "start"
        yield Problem(("columns", key), f"the headings of wide.periods name the last days: leave {key} out.")
    if wide.periods and (wrong := pattern_problem(wide.periods)):
        yield Problem(("wide", "periods"), f"wide: periods {wrong}.")
    if wide.areas and not (columns.end or columns.start):
        yield Problem(("wide", "areas"), "wide.areas needs columns.end: which column has the period's last day.")
    yield from _of_wide_codes(dataset, table)


def _of_wide_codes(dataset: Dataset, table: Table) -> Iterator[Problem]:
    level = next((each for each in dataset.levels if each.slug == table.level), None)
    if level is None or pattern_problem(level.code):
        return
    for heading, code in table.wide.areas.items():
        if not re.fullmatch(level.code, code):
            sentence = f'wide: "{code}" is no code of {level.slug}, by the pattern {level.code}.'
            yield Problem(("wide", "areas", heading), sentence)


def _of_table(table: Table) -> Iterator[Problem]:
    if table.encoding and not _is_encoding(table.encoding):
        yield Problem(("encoding",), f'there is no encoding "{table.encoding}": such as mac-roman or cp850.')
    for number, mark in enumerate(table.marks):
        if _FIGURES.fullmatch(mark.strip()):
            yield Problem(("marks", number), f'marks: "{mark}" is a count, and no mark for a hidden one.')


def _of_marks(dataset: Dataset, table: Table, place: Sequence[str | int]) -> Iterator[Problem]:
    if not table.marks:
        return
    here = (*place, "marks")
    if table.daily:
        yield Problem(here, f"{table.name}: days cannot be summed where one is hidden. Leave marks or daily out.")
    if any(level.slug == table.level and level.hidden is None for level in dataset.levels):
        sentence = f"marks stand for hidden counts, and {table.level} hides none: say hidden = {{ most = 3 }} there."
        yield Problem(here, f"{table.name}: {sentence}")


def _is_encoding(name: str) -> bool:
    try:
        codecs.lookup(name)
    except LookupError:
        return False
    return True
