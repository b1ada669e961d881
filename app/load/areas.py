"""Write what a file says of areas: the hierarchy, names, populations, points, boundaries and postcodes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from app.domain import Level
from app.load.boundaries import keep_boundaries, prepare_geography, unmatched_in
from app.load.loaded import Loaded
from app.settings import Settings
from app.sources import Boundaries, Contents, Described, Hierarchy, Names, Points, Populations, Postcodes
from app.sources.phrases import listed
from app.store.geography import (
    Place,
    geography_digest,
    read_area_codes,
    read_places,
    replace_hierarchy,
    write_names,
    write_points,
    write_populations,
)
from app.store.postcodes import write_postcodes
from app.store.releases import is_layout_loaded
from app.wording import counted


def load_areas(connection: Connection, path: Path, contents: Contents, settings: Settings) -> Loaded:
    """Write areas over those known, and prepare what maps need of them.

    Raises BadFileError where boundaries lack most of the areas or cannot be theirs, GeometryError where they cannot be
    prepared.
    """
    digest, codes = geography_digest(connection), read_area_codes(connection)
    _write(connection, contents)
    if geography_digest(connection) == digest:
        return Loaded(path, contents.layout)
    prepare_geography(connection)
    warnings = (
        *contents.warnings,
        *_other_year(contents, settings),
        *unmatched_in(connection, contents),
        *_reorganised(codes, read_area_codes(connection)),
    )
    rows = sum(len(part.rows) for part in contents.parts)
    return Loaded(path, contents.layout, rows=rows, notes=contents.notes, warnings=warnings)


def take_described(connection: Connection, contents: Contents) -> tuple[str, ...]:
    """Take areas, names and what they lie in from a file of counts, until a hierarchy is loaded; gives a note."""
    described = [part.rows for part in contents.parts if isinstance(part, Described)]
    if not described or is_layout_loaded(connection, "hierarchy"):
        return ()
    (rows,) = described
    known = {place.msoa_code: place for place in read_places(connection)}
    given = {place.msoa_code: place for place in _places(rows)}
    if known | given == known:
        return ()
    replace_hierarchy(connection, list((known | given).values()), _authority_names(rows))
    if not is_layout_loaded(connection, "names"):
        names = zip(rows["msoa_code"], rows["msoa_name"], strict=True)
        write_names(connection, {(Level.MSOA, code): name for code, name in names})
    prepare_geography(connection)
    return (f"Took {counted(len(given), 'area')} with authorities and regions from it, until a hierarchy is loaded.",)


def _write(connection: Connection, contents: Contents) -> None:
    for part in contents.parts:
        match part:
            case Hierarchy():
                replace_hierarchy(connection, _places(part.rows), _authority_names(part.rows))
            case Names():
                write_names(connection, {(Level.MSOA, code): name for code, name in _pairs(part.rows, "name")})
            case Populations():
                write_populations(connection, dict(_pairs(part.rows, "population")))
            case Points():
                at = zip(part.rows["longitude"].tolist(), part.rows["latitude"].tolist(), strict=True)
                write_points(connection, dict(zip(part.rows["area_code"], at, strict=True)))
            case Boundaries():
                keep_boundaries(connection, part)
            case Postcodes():
                write_postcodes(connection, part.rows)


def _pairs(rows: pd.DataFrame, column: str) -> Iterable[tuple[str, Any]]:
    return zip(rows["area_code"], rows[column].tolist(), strict=True)


def _places(rows: pd.DataFrame) -> list[Place]:
    columns = (rows[column] for column in ("msoa_code", "ltla_code", "utla_code", "region_code"))
    return [Place(*codes) for codes in zip(*columns, strict=True)]


def _authority_names(rows: pd.DataFrame) -> dict[tuple[Level, str], str]:
    return {
        (level, code): name
        for level in (Level.LTLA, Level.UTLA, Level.REGION)
        for code, name in zip(rows[f"{level}_code"], rows[f"{level}_name"], strict=True)
        if code and name
    }


def _other_year(contents: Contents, settings: Settings) -> Iterator[str]:
    """Warn of populations of another year than readers are told that rates are worked out on."""
    told = settings.population_year
    years = {part.year for part in contents.parts if isinstance(part, Populations)} - {None, told}
    for year in years if told else ():
        yield (
            f"It holds populations of {year}, and readers are told that rates are worked out on those of {told}. "
            f"Load those of {told}, or say in CASEMAP_POPULATION which these are."
        )


def _reorganised(before: Mapping[Level, set[str]], after: Mapping[Level, set[str]]) -> Iterator[str]:
    """Say which codes another hierarchy lacks and which it brings: figures are of the one or of the other."""
    for level in Level:
        went, came = sorted(before[level] - after[level]), sorted(after[level] - before[level])
        if went:
            replaced = f"{len(came):,} came ({listed(came)})" if came else "none came"
            yield (
                f"{counted(len(went), f'{level} code')} of the hierarchy before went ({listed(went)}), and {replaced}: "
                "load counts, populations and names of the new areas, else no data comes for them."
            )
