"""Boundaries on their way into the store: held against what is known, kept, and prepared for maps."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from app.domain import FINEST
from app.errors import BadFileError
from app.geography.prepare import VERSION, Prepared, prepare, refuse_unfit
from app.load.agreement import refuse_cartogram, unmatched
from app.sources import Boundaries, Contents, Hierarchy, StandInBoundaries
from app.store import Store
from app.store.geography import (
    Geography,
    has_boundaries,
    keep_topology,
    read_area_codes,
    read_boundaries,
    read_geography,
    read_points,
    read_topology,
    write_boundaries,
    write_stand_in_boundaries,
)

_FEWEST = 0.5  # of the areas: a file with fewer is a page of several, or of another place


def keep_boundaries(connection: Connection, part: Boundaries) -> None:
    """Write boundaries over those known.

    Raises BadFileError where they cannot be those of the areas that they name, or lack most of the hierarchy's.
    """
    boundaries = _by_code(part)
    _refuse_untrue(connection, boundaries)
    _refuse_few(boundaries, read_area_codes(connection)[FINEST])
    write_boundaries(connection, boundaries)


def keep_stand_in(connection: Connection, contents: Contents) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Keep and prepare the boundaries that came with counts, unless there are others; gives notes and warnings."""
    for part in contents.parts:
        if not isinstance(part, StandInBoundaries):
            continue
        if has_boundaries(connection):
            return ("Left out its boundaries: others are loaded.",), ()
        boundaries = _by_code(part)
        _refuse_untrue(connection, boundaries)
        write_stand_in_boundaries(connection, boundaries)
        prepare_geography(connection)
        areas = read_area_codes(connection)[FINEST]
        return ("Its boundaries serve until others are loaded.",), unmatched(areas, boundaries, boundaries, "it")
    return (), ()


def unmatched_in(connection: Connection, contents: Contents) -> tuple[str, ...]:
    """Warn of areas without boundaries, and of boundaries without areas, where a file brought either."""
    for part in contents.parts:
        if isinstance(part, Boundaries | Hierarchy):
            areas, known = read_area_codes(connection)[FINEST], read_boundaries(connection)
            if isinstance(part, Boundaries):
                return unmatched(areas, _by_code(part), known, "it")
            return unmatched(areas, known, known, "the layer loaded before")
    return ()


def prepare_geography(connection: Connection) -> None:
    """Work out what depends on geography alone, so that publishing finds it ready: what cannot be is not kept."""
    geography = read_geography(connection)
    key = _topology_key(geography)
    if read_topology(connection, key) is None:
        keep_topology(connection, key, _prepared(geography).to_bytes())


def prepared_geography(store: Store, geography: Geography) -> Prepared:
    """Give what depends on geography alone, working it out and keeping it where that was not done yet."""
    key = _topology_key(geography)
    with store.reading() as connection:
        kept = read_topology(connection, key)
    if kept is not None:
        return Prepared.from_bytes(kept)
    prepared = _prepared(geography)
    with store.writing() as connection:
        keep_topology(connection, key, prepared.to_bytes())
    return prepared


def _by_code(part: Boundaries | StandInBoundaries) -> dict[str, bytes]:
    return dict(zip(part.rows["area_code"], part.rows["wkb"], strict=True))


def _refuse_untrue(connection: Connection, boundaries: Mapping[str, bytes]) -> None:
    refuse_cartogram(boundaries, read_boundaries(connection), read_points(connection))
    refuse_unfit(boundaries)


def _refuse_few(boundaries: Mapping[str, bytes], areas: set[str]) -> None:
    have = len(areas.intersection(boundaries))
    if have < len(areas) * _FEWEST:
        raise BadFileError(
            f"It has boundaries for only {have:,} of the hierarchy's {len(areas):,} areas. Download the whole file; if "
            "it comes in pages, put all of them into one zip and load that."
        )


def _prepared(geography: Geography) -> Prepared:
    return prepare(geography.areas, geography.boundaries, geography.points)


def _topology_key(geography: Geography) -> str:
    return f"{VERSION}-{geography.hash}"[:64]
