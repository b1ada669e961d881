"""The service of an edition: its addresses, and what its documents share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain import Level, Period
from app.editions import StoredEdition
from app.web.data.downloads import path_to, whole
from app.web.serving.options import write_query

JSON, GEOJSON, SCHEMA = "application/json", "application/geo+json", "application/schema+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
HTML = "text/html"

Link = dict[str, str]


@dataclass(frozen=True)
class Service:
    """The service of the edition that readers see, or of one that is pinned by its name in the address."""

    edition: StoredEdition
    is_pinned: bool

    @property
    def pinned(self) -> Service:
        """Return the service of this very edition."""
        return Service(self.edition, True)

    @property
    def key(self) -> tuple[object, ...]:
        """Tell what it answers from what others do, but for the site's address."""
        return (self.edition.id, self.is_pinned)

    def address(self, endpoint: str, options: Mapping[str, str | None] | None = None, **parts: str) -> str:
        """Return the whole address of one of its documents."""
        edition_id = self.edition.id if self.is_pinned else None
        return whole(path_to(f"ogc.{endpoint}", edition_id=edition_id, **parts)) + write_query(options or {})

    def weeks(self, level: Level) -> list[Period]:
        """List the weeks that a level's areas can be had in, the earliest first: those on record, and the edition's."""
        return sorted({*self.edition.record[level], self.edition.week})

    def licence(self) -> list[Link]:
        """Return the link to the licence, where it is known."""
        licence = self.edition.dataset.licence
        address = f"{whole(path_to('about.about'))}#sources"
        return [link("license", address, HTML, licence)] if licence else []


def link(relation: str, address: str, form: str, title: str) -> Link:
    """Return a link as OGC's documents have them (RFC 8288)."""
    return {"rel": relation, "href": address, "type": form, "title": title}


def as_type(type_: str) -> dict[str, Any]:
    """Return the JSON Schema of a column's type."""
    return {"type": "string", "format": "date"} if type_ == "date" else {"type": type_}
