"""Load boundaries: compare them with what is known, store them, and prepare them for maps."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import Connection

from app.dataset import Dataset
from app.domain import Level, Shape
from app.errors import BadFileError
from app.geography.ground import ground_around
from app.geography.prepare import VERSION, Prepared, prepare, refuse_unfit
from app.load.agreement import refuse_cartogram, unmatched
from app.sources import Boundaries, Contents, Hierarchy, StandInBoundaries
from app.store import Store
from app.store.areas import has_boundaries, write_boundaries
from app.store.geography import (
    Geography,
    keep_topology,
    read_area_codes,
    read_boundaries,
    read_geography,
    read_points,
    read_topology,
)
from app.world import land_in

_FEWEST = 0.5  # of the areas: a file with fewer is a page of several, or of another place


def keep_boundaries(connection: Connection, dataset: Dataset, part: Boundaries) -> None:
    """Write a level's boundaries over those known.

    Raises BadFileError where they cannot be those of the areas that they name, or lack most of the hierarchy's.
    """
    boundaries, areas = _by_code(part), read_area_codes(connection, dataset)[part.level]
    _refuse_untrue(connection, dataset, part.level, boundaries, areas)
    _refuse_few(boundaries, areas)
    write_boundaries(connection, part.level, boundaries)


def keep_stand_in(
    connection: Connection, dataset: Dataset, contents: Contents
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Store and prepare boundaries that came with counts, unless there are others; return notes and warnings."""
    for part in contents.parts:
        if not isinstance(part, StandInBoundaries):
            continue
        if has_boundaries(connection, part.level):
            return ("Left out its boundaries: others are loaded.",), ()
        boundaries, areas = _by_code(part), read_area_codes(connection, dataset)[part.level]
        _refuse_untrue(connection, dataset, part.level, boundaries, areas)
        write_boundaries(connection, part.level, boundaries, stands_in=True)
        prepare_geography(connection, dataset)
        warnings = unmatched(areas, boundaries, boundaries, "it")
        return ("Its boundaries serve until others are loaded.",), warnings
    return (), ()


def unmatched_in(connection: Connection, dataset: Dataset, contents: Contents) -> tuple[str, ...]:
    """Warn of areas without boundaries, and of boundaries without areas, where a file brought either."""
    parts = [part for part in contents.parts if isinstance(part, Boundaries)]
    if not parts and not any(isinstance(part, Hierarchy) for part in contents.parts):
        return ()
    codes, known = read_area_codes(connection, dataset), read_boundaries(connection)
    if not parts:
        bounded = known.get(dataset.finest, {})
        return unmatched(codes[dataset.finest], bounded, bounded, "the layer loaded before")
    told = (unmatched(codes[part.level], _by_code(part), known.get(part.level, {}), "it") for part in parts)
    return tuple(warning for warnings in told for warning in warnings)


def prepare_geography(connection: Connection, dataset: Dataset) -> None:
    """Work out what depends on geography alone, so that publishing finds it ready: what cannot be is not kept."""
    geography = read_geography(connection, dataset)
    key = topology_key(dataset, geography)
    if read_topology(connection, key) is None:
        keep_topology(connection, key, _prepared(dataset, geography).to_bytes())


def prepared_geography(store: Store, dataset: Dataset, geography: Geography, *, whole: bool = True) -> Prepared:
    """Return what depends on geography alone, working it out and keeping it where that was not done yet.

    Unless it is asked for `whole`, it may lack what Prepared.from_bytes says.
    """
    key = topology_key(dataset, geography)
    with store.reading() as connection:
        kept = read_topology(connection, key)
    if kept is not None:
        return Prepared.from_bytes(kept, whole=whole)
    prepared = _prepared(dataset, geography)
    with store.writing() as connection:
        keep_topology(connection, key, prepared.to_bytes())
    return prepared


def _by_code(part: Boundaries | StandInBoundaries) -> dict[str, bytes]:
    return dict(zip(part.rows["area_code"], part.rows["wkb"], strict=True))


def _refuse_untrue(
    connection: Connection, dataset: Dataset, level: Level, boundaries: Mapping[str, bytes], areas: set[str]
) -> None:
    known, points = read_boundaries(connection).get(level, {}), read_points(connection).get(level, {})
    refuse_cartogram(dataset.level(level), boundaries, known, points)
    if not areas:  # where there are any, what is prepared next refuses those of theirs that do not fit
        refuse_unfit(level, boundaries)


def _refuse_few(boundaries: Mapping[str, bytes], areas: set[str]) -> None:
    have = len(areas.intersection(boundaries))
    if have < len(areas) * _FEWEST:
        raise BadFileError(
            f"It has boundaries for only {have:,} of the hierarchy's {len(areas):,} areas. Download the whole file; if "
            "it comes in pages, put all of them into one zip and load that."
        )


def _prepared(dataset: Dataset, geography: Geography) -> Prepared:
    prepared = prepare(dataset, geography.areas, geography.boundaries, geography.points)
    if Shape.MAP not in prepared.drawings:
        return prepared
    return replace(prepared, ground=ground_around(prepared.outline(dataset.drawn[0]), land_in))


def topology_key(dataset: Dataset, geography: Geography) -> str:
    """Name what is worked out from a geography, the levels as the definition has them, and this code."""
    levels = [(level.slug, level.drawn, level.tolerance, level.from_zoom) for level in dataset.levels]
    asked = repr((geography.hash, levels, dataset.reports_by, dataset.lists_by))
    return f"{VERSION}-{hashlib.sha256(asked.encode()).hexdigest()}"[:64]
