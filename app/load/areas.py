"""Write what a file says of areas: the hierarchy, names, populations, points, boundaries and postcodes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from app.dataset import Dataset
from app.domain import Level
from app.load.boundaries import keep_boundaries, prepare_geography, unmatched_in
from app.load.loaded import Loaded
from app.settings import Settings
from app.sources import (
    Boundaries,
    Contents,
    Described,
    Found,
    Hierarchy,
    Names,
    Parents,
    Points,
    Populations,
    Postcodes,
)
from app.sources.phrases import listed
from app.store.areas import (
    Called,
    Place,
    has_hierarchy,
    replace_hierarchy,
    write_found_by,
    write_names,
    write_parents,
    write_points,
    write_populations,
)
from app.store.geography import geography_digest, read_area_codes, read_found_by, read_places
from app.store.postcodes import write_postcodes
from app.wording import counted


def load_areas(connection: Connection, path: Path, contents: Contents, settings: Settings) -> Loaded:
    """Write areas over those known, and prepare what maps need of them.

    Raises BadFileError where boundaries lack most of the areas or cannot be theirs, GeometryError where they cannot be
    prepared.
    """
    dataset = settings.dataset
    digest, codes = geography_digest(connection), read_area_codes(connection, dataset)
    _write(connection, contents, dataset)
    if geography_digest(connection) == digest:
        return Loaded(path, contents.layout)
    prepare_geography(connection, dataset)
    warnings = (
        *contents.warnings,
        *_other_year(contents, dataset),
        *unmatched_in(connection, dataset, contents),
        *_reorganised(codes, read_area_codes(connection, dataset)),
    )
    rows = sum(len(part.rows) for part in contents.parts)
    return Loaded(path, contents.layout, rows=rows, notes=contents.notes, warnings=warnings)


def take_described(connection: Connection, contents: Contents, dataset: Dataset) -> tuple[str, ...]:
    """Store what a file of counts says of areas until a file of areas says it; return a note."""
    notes: tuple[str, ...] = ()
    for part in contents.parts:
        match part:
            case Described():
                notes += _take_places(connection, part, dataset)
                _take_facts(connection, part, dataset)
            case Names():
                write_names(connection, _named(part), stands_in=True)
            case Found() if not read_found_by(connection):
                _write_found(connection, part)
    if notes:
        prepare_geography(connection, dataset)
    return notes


def _take_places(connection: Connection, part: Described, dataset: Dataset) -> tuple[str, ...]:
    if has_hierarchy(connection):
        return ()
    known = {(place.level, place.code): place for place in read_places(connection)}
    given = {(place.level, place.code): place for place in _places(part.rows, dataset)}
    if known | given == known:
        return ()
    replace_hierarchy(connection, (known | given).values(), stands_in=True)
    return (f"Took {counted(len(given), 'area')} and what they lie in from it, until a hierarchy is loaded.",)


def _take_facts(connection: Connection, part: Described, dataset: Dataset) -> None:
    rows, level = part.rows.rename(columns={f"{part.level}_code": "area_code"}), part.level
    write_names(connection, _called(part.rows, dataset), stands_in=True)
    if "population" in rows:
        people = dict(_pairs(rows.dropna(subset="population"), "population"))
        write_populations(connection, level, people, stands_in=True)
    if "longitude" in rows:
        write_points(connection, level, _points(rows.dropna(subset=["longitude", "latitude"])), stands_in=True)


def _write(connection: Connection, contents: Contents, dataset: Dataset) -> None:
    for part in contents.parts:
        match part:
            case Hierarchy():
                replace_hierarchy(connection, _places(part.rows, dataset))
                write_names(connection, _called(part.rows, dataset))
            case Parents():
                write_parents(connection, _places(part.rows, dataset))
                write_names(connection, _called(part.rows, dataset))
            case Names():
                write_names(connection, _named(part))
            case Populations():
                write_populations(connection, part.level, dict(_pairs(part.rows, "population")))
            case Points():
                write_points(connection, part.level or dataset.finest, _points(part.rows))
            case Boundaries():
                keep_boundaries(connection, dataset, part)
            case Found():
                _write_found(connection, part)
            case Postcodes():
                write_postcodes(connection, part.rows)


def _write_found(connection: Connection, part: Found) -> None:
    write_found_by(connection, zip(part.rows["text"], part.rows["area_code"], strict=True))


def _points(rows: pd.DataFrame) -> dict[str, tuple[float, float]]:
    at = zip(rows["longitude"].tolist(), rows["latitude"].tolist(), strict=True)
    return dict(zip(rows["area_code"], at, strict=True))


def _pairs(rows: pd.DataFrame, column: str) -> Iterable[tuple[str, Any]]:
    return zip(rows["area_code"], rows[column].tolist(), strict=True)


def _named(part: Names) -> dict[tuple[Level, str], Called]:
    others = part.rows["other_name"] if "other_name" in part.rows else [""] * len(part.rows)
    rows = zip(part.rows["area_code"], part.rows["name"], others, strict=True)
    return {(part.level, code): Called(name, other) for code, name, other in rows}


def _places(rows: pd.DataFrame, dataset: Dataset) -> list[Place]:
    """Return the finest area of each row that is known, and what it lies in."""
    levels = [level for level in dataset.slugs if f"{level}_code" in rows]
    places = []
    for codes in zip(*(rows[f"{level}_code"] for level in levels), strict=True):
        within = {level: code for level, code in zip(levels, codes, strict=True) if code}
        level, code = within.popitem()
        places.append(Place(level, code, within))
    return places


def _called(rows: pd.DataFrame, dataset: Dataset) -> dict[tuple[Level, str], Called]:
    called: dict[tuple[Level, str], Called] = {}
    for level in dataset.slugs:
        code, name = f"{level}_code", f"{level}_name"
        if code in rows and name in rows:
            other = ["other_name"] if level == dataset.finest and "other_name" in rows else []
            its = rows.loc[(rows[code] != "") & (rows[name] != ""), [code, name, *other]]
            named = its.drop_duplicates(code, keep="last").to_numpy().tolist()
            called |= {(level, its_code): Called(*names) for its_code, *names in named}
    return called


def _other_year(contents: Contents, dataset: Dataset) -> Iterator[str]:
    """Warn of populations of another year than readers are told that rates are worked out on."""
    named = re.search(r"\b(?:19|20)[0-9]{2}\b", dataset.population)
    told = int(named[0]) if named else None
    years = {part.year for part in contents.parts if isinstance(part, Populations)} - {None, told}
    for year in years if told else ():
        yield (
            f"It holds populations of {year}, and readers are told that rates are worked out on those of {told}. "
            f"Load those of {told}, or say in the definition's population which these are."
        )


def _reorganised(before: Mapping[Level, set[str]], after: Mapping[Level, set[str]]) -> Iterator[str]:
    """Warn of codes that a new hierarchy lacks or adds: figures belong to one hierarchy or the other."""
    for level in after:
        went, came = sorted(before[level] - after[level]), sorted(after[level] - before[level])
        if went:
            replaced = f"{len(came):,} came ({listed(came)})" if came else "none came"
            yield (
                f"{counted(len(went), f'{level} code')} of the hierarchy before went ({listed(went)}), and {replaced}: "
                "load counts, populations and names of the new areas, else no data comes for them."
            )
