"""Answer with a page of a list: as JSON, CSV or GeoJSON, with links to the other pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from flask import Blueprint, Response, request

from app.editions import StoredEdition
from app.editions.contract import GEOMETRY, to_json
from app.errors import NotServedError
from app.options.api import EDITION, PAGE, read_page
from app.statistics.open_data import as_csv, as_geojson
from app.statistics.rankings import Compared
from app.web.data.facts import description_link, facts_of
from app.web.data.weeks import MIMETYPES
from app.web.pages.rendering import absolute_root
from app.web.serving.bodies import Body
from app.web.serving.options import OPTIONS
from app.web.serving.site import edition_asked_for, site

PREFIX = "/api/v1"
FIRST_OF_A_WEEK = "week_start"  # the columns before it say which area it is, those from it on what is known of a week
LINKS = ("self", "first", "prev", "next", "last")  # as RFC 8288 has them registered

Row = Mapping[str, Any]
View = Callable[..., Response]


@dataclass(frozen=True)
class Listing:
    """A whole list: what it is called in JSON, its columns, its items, and how some of these become rows.

    `told` is what there is to say of the list beside its edition. `level` is that of the areas where it is of any.
    """

    name: str
    columns: Sequence[str]
    items: Sequence[Any]
    rows: Callable[[Sequence[Any]], Iterable[Row]]
    told: Mapping[str, Any] = field(default_factory=dict)
    level: str = ""


@dataclass(frozen=True)
class Page:
    """A page of a list, counted from 1, of so many rows at most; `matched` is how many rows all pages have."""

    number: int
    size: int
    matched: int

    @property
    def pages(self) -> int:
        """Count the pages; a list without rows has one."""
        return max(1, -(-self.matched // self.size))

    def links(self, address: Callable[[int], str]) -> dict[str, str | None]:
        """Return the addresses of this page, the first, the previous, the next and the last; None if there is none."""
        numbers = (self.number, 1, self.number - 1, self.number + 1, self.pages)
        known = (number if 1 <= number <= self.pages else None for number in numbers)
        return {name: address(number) if number else None for name, number in zip(LINKS, known, strict=True)}

    def of(self, items: Sequence[Any]) -> Sequence[Any]:
        """Return the page's part of all items."""
        return items[(self.number - 1) * self.size : self.number * self.size]


def in_forms(blueprint: Blueprint, path: str, *forms: str) -> Callable[[View], View]:
    """Let a view answer in forms: JSON at the path itself, the others where their name comes after it."""

    def route(view: View) -> View:
        for form in forms:
            suffix = "" if form == "json" else f".{form}"
            blueprint.add_url_rule(f"{path}{suffix}", view_func=view, defaults={"form": form})
        return view

    return route


def asked_edition() -> StoredEdition:
    """Return the edition that the request is to be answered from; raises as `edition_asked_for` does."""
    return edition_asked_for(request.args.get(EDITION.name, "").strip())


def answer(edition: StoredEdition, form: str, make: Callable[[], Body]) -> Response:
    """Answer the request with a body, made once for an edition, for good where that is asked for by its id.

    What is not JSON, which says it itself, leads to what says of which edition it is.
    """
    key = ("api", request.full_path, absolute_root(), edition.id)
    give = site().costly_body if form == "geojson" else site().body
    response = give(key, make).response(MIMETYPES[form], immutable=bool(request.args.get(EDITION.name)))
    if form != "json":
        response.headers.add("Link", description_link(edition))
    return response


def listed(edition: StoredEdition, form: str, make: Callable[[], Listing]) -> Response:
    """Answer the request with the page of a list that it asks for.

    Raises NotServedError where the list has no such page, BadParameterError where there cannot be one.
    """
    number, size = read_page(request.args)

    def body() -> Body:
        listing = make()
        page = Page(number, size, len(listing.items))
        if number > page.pages:
            raise NotServedError(f"There is no page {number:,}; the last is {page.pages:,}.")
        links = page.links(lambda other: address_in(edition, **{PAGE.name: other}))
        content = _written(edition, form, listing, page, links)
        ways = ", ".join(f'<{link}>; rel="{name}"' for name, link in links.items() if link and name != "self")
        return Body(content, headers={"Link": ways})

    return answer(edition, form, body)


def address_in(edition: StoredEdition, **changes: object) -> str:
    """Return the address of what the request asks for, from the same edition, or of another that differs from it."""
    asked = {**request.args.to_dict(flat=False), **{name: [str(value)] for name, value in changes.items()}}
    if EDITION.name in OPTIONS[request.endpoint or ""]:
        asked[EDITION.name] = [edition.id]
    return f"{absolute_root()}{quote(request.path[1:])}?{urlencode(asked, doseq=True, safe=',')}"


def _written(edition: StoredEdition, form: str, listing: Listing, page: Page, links: Mapping[str, str | None]) -> bytes:
    items = page.of(listing.items)
    rows = listing.rows(items)
    if form == "csv":
        return as_csv(listing.columns, rows)
    paging = {"matched": page.matched, "page": page.number, "pages": page.pages, "links": links}
    facts = {**facts_of(edition), **listing.told, **paging}
    if form == "geojson":
        return as_geojson(rows, _shapes(edition, listing.level, items), facts)
    return to_json({**facts, listing.name: list(rows)})


def _shapes(edition: StoredEdition, level: str, items: Sequence[Compared]) -> list[bytes]:
    lines = GEOMETRY.lines(edition.read, level)
    return [lines[item.place] for item in items]
