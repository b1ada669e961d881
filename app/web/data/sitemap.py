"""A sitemap of all pages for readers, and robots.txt, which names it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import chain
from xml.etree.ElementTree import Element, SubElement, tostring

from flask import Blueprint, Response, url_for

from app.editions import StoredEdition
from app.errors import NotServedError
from app.web.pages.rendering import absolute_root, area_path
from app.web.serving.bodies import Body
from app.web.serving.site import site

blueprint = Blueprint("sitemap", __name__)

SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST = 50_000  # addresses in a file, as the protocol has it
PAGES = (
    "map_page.map_page",
    "hotspots.hotspots",
    "rises.rises",
    "table.table",
    "downloads.data",
    "releases.releases",
    "about.about",
    "about.accessibility",
)


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Let every machine in, and tell where the sitemap is; what is for no index says so itself."""
    return Body(f"User-agent: *\nDisallow:\n\nSitemap: {absolute_root()}sitemap.xml\n".encode()).response("text/plain")


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """Serve all pages' addresses, or those of the files that hold them where they are too many for one."""
    edition = site().current()
    return _answer(edition, "all", lambda: _whole(edition))


@blueprint.get("/sitemaps/<int:number>.xml")
def part(number: int) -> Response:
    """Serve a part of the addresses, counted from 1."""
    edition = site().current()
    parts = _parts(edition)
    if not 1 <= number <= len(parts):
        raise NotServedError("There is no such part of the sitemap.", choices=list(map(str, range(1, len(parts) + 1))))
    return _answer(edition, number, lambda: _urls(edition, parts[number - 1]))


def _answer(edition: StoredEdition, which: str | int, make: Callable[[], Element]) -> Response:
    def body() -> Body:
        return Body(bytes(tostring(make(), encoding="utf-8", xml_declaration=True)))

    return site().costly_body(("sitemap", edition.id, absolute_root(), which), body).response("application/xml")


def _whole(edition: StoredEdition) -> Element:
    parts = _parts(edition)
    if len(parts) == 1:
        return _urls(edition, parts[0])
    addresses = [f"{absolute_root()}sitemaps/{number}.xml" for number in range(1, len(parts) + 1)]
    return _listed("sitemapindex", "sitemap", addresses, edition.last_published_on)


def _urls(edition: StoredEdition, addresses: Iterable[str]) -> Element:
    return _listed("urlset", "url", addresses, edition.last_published_on)


def _listed(tag: str, each: str, addresses: Iterable[str], changed: date) -> Element:
    root = Element(tag, {"xmlns": SITEMAPS})
    for address in addresses:
        element = SubElement(root, each)
        SubElement(element, "loc").text = address
        SubElement(element, "lastmod").text = changed.isoformat()
    return root


def _parts(edition: StoredEdition) -> Sequence[Sequence[str]]:
    """Return the addresses of all pages that have one of their own, in parts of MOST."""
    pages = (url_for(endpoint).removeprefix(url_for("map_page.map_page")) for endpoint in PAGES)
    areas = (area_path(area) for level in edition.dataset.slugs for area in edition.areas[level])
    addresses = [f"{absolute_root()}{path}" for path in chain(pages, areas)]
    return [addresses[first : first + MOST] for first in range(0, len(addresses), MOST)]
