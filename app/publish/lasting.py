"""The files that an edition takes over from the one before as they are stored: no count changed them.

What making the rest needs is imported where it is: to start Folium and GeoPandas takes longer than a day's publishing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from sqlalchemy import Connection

from app.domain import Shape
from app.editions import EditionsFolder, StoredEdition, shown_edition
from app.editions.contents import Measures
from app.editions.contract import (
    AREAS,
    BOXES,
    FINDER,
    FINER,
    FORMAT,
    GEOMETRY,
    LAYER,
    MAP,
    NAMES,
    NEIGHBOURS,
    OUTLINES,
    POSTCODES,
    SURROUNDINGS,
)
from app.editions.forms import StoredFile
from app.errors import DamagedEditionError
from app.publish.choices import Choices, hash_of
from app.publish.edition import Edition
from app.publish.values import layers_again
from app.store import Store
from app.store.geography import Geography, finding_digest
from app.store.publications import lasts

LASTING = (AREAS, GEOMETRY, NEIGHBOURS, BOXES, FINER, OUTLINES, SURROUNDINGS, NAMES, POSTCODES, FINDER)


@dataclass(frozen=True)
class Drawn:
    """How an edition's areas are drawn, and all files but those that hold counts alone: `made`, or `taken` over."""

    shapes: Sequence[str]
    measures: Measures
    made: Mapping[str, bytes]
    taken: Mapping[str, StoredFile] = field(default_factory=dict)

    def read(self, name: str) -> bytes:
        """Return one of the files."""
        return self.made[name] if name in self.made else self.taken[name].before


def lasting_inputs(connection: Connection, edition: Edition, geography: Geography) -> str:
    """Return a hash of all that the files which last are made from."""
    return hash_of(edition.dataset, geography.hash, edition.areas, finding_digest(connection))


def drawn_before(connection: Connection, editions: EditionsFolder, lasting: str) -> StoredEdition | None:
    """Return the current edition if its lasting files were made from these inputs by this program."""
    current = shown_edition(editions)
    if current is not None and current.facts["format"] == FORMAT and lasts(connection, current.id, lasting):
        return current
    return None


def drawn_again(
    store: Store, choices: Choices, edition: Edition, geography: Geography, before: StoredEdition
) -> Drawn | None:
    """Draw an edition like the one before, with its own values; None where a file of that is damaged."""
    with suppress(DamagedEditionError, OSError):
        before.fetch()
        names = [name for name in before.names if any(sort.is_name(name) for sort in LASTING)]
        layers = layers_again(edition, {name: before.read(name) for name in before.names if LAYER.is_name(name)})
        measures = _measures(edition, before)
        if measures == before.facts["measures"] and _on_record(edition) == _was_on_record(before):
            names += [name for name in map(MAP.name, Shape) if before.has(name)]
        else:
            layers |= _maps(store, choices, edition, geography)
        return Drawn(before.facts["shapes"], measures, layers, dict(_stored(before, names)))
    return None


def _measures(edition: Edition, before: StoredEdition) -> Measures:
    """Return the classes: those of the edition before where no figure moves any."""
    if all(edition.dataset.gives_breaks(level) for level in edition.dataset.drawn):
        return before.facts["measures"]
    from app.publish.classes import measures

    return measures(edition)


def _maps(store: Store, choices: Choices, edition: Edition, geography: Geography) -> dict[str, bytes]:
    from app.load import prepared_geography
    from app.publish.map import map_files

    return map_files(edition, prepared_geography(store, choices.dataset, geography, whole=False).drawings)


def _on_record(edition: Edition) -> set[str]:
    return {level for level in edition.dataset.slugs if (level, edition.week) in edition.tables}


def _was_on_record(before: StoredEdition) -> set[str]:
    return {level for level, facts in before.facts["levels"].items() if facts["published_on"] is not None}


def _stored(before: StoredEdition, names: Sequence[str]) -> Iterator[tuple[str, StoredFile]]:
    for name in names:
        stored = before.stored_as(name)
        if stored is not None:
            yield name, stored
