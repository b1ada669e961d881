"""Read an edition's releases: what each changed, and which figures of an area were revised."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from urllib.parse import quote

from app.domain import Level, Period, Revision
from app.editions.contents import ChangedLevel, Releases
from app.editions.contract import RELEASE, RELEASES, REVISIONS, Read
from app.editions.records import cell_from_json

LEVELS_KEPT = 2  # the revisions of this many levels stay in memory


@dataclass(frozen=True)
class Corrections:
    """The files of an edition that tell of releases, by how it reads a file and tells whether it has one."""

    read: Read
    has: Callable[[str], bool]

    @cached_property
    def releases(self) -> Releases:
        """Read which releases the edition knows, and what each changed; an edition that does not say gives none."""
        return RELEASES.read(self.read) if self.has(RELEASES.name()) else {"releases": [], "days": []}

    def changed_by(self, release: str) -> Mapping[Level, ChangedLevel]:
        """Read what a release changed, by level and period; nothing of one that changed nothing or is not known."""
        name = quote(release, safe="")
        return RELEASE.read(self.read, name) if self.has(RELEASE.name(name)) else {}

    def of(self, level: Level, place: int, record: Sequence[Period]) -> tuple[Revision, ...]:
        """Read which figures of the area at a place of its level were revised since they were first published.

        `record` are the periods that the level has on record. An edition that does not say gives none.
        """
        if not self.has(REVISIONS.name(level)):
            return ()
        days = list(map(date.fromisoformat, self.releases["days"]))
        return tuple(
            Revision(
                record[week],
                None if first is None else cell_from_json(first),
                cell_from_json(now),
                days[published],
                days[revised],
            )
            for week, first, now, published, revised in json.loads(self._lines(level)[place])
        )

    @cached_property
    def _lines(self) -> Callable[[Level], list[bytes]]:
        return lru_cache(LEVELS_KEPT)(lambda level: REVISIONS.lines(self.read, level))
