"""The addresses that an export starts from: the sitemap's, and those that only scripts request."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote
from xml.etree import ElementTree

from flask import Flask

from app.editions import StoredEdition
from app.editions.contract import FINDER, FINER, LAYER, NAMES, OUTLINES, POSTCODES, SURROUNDINGS, TIMELINE, WEEK
from app.export.names import Address
from app.options.places import key_of
from app.web.data.surroundings import tiles_of

AS_THEY_LIE = (LAYER, FINER, OUTLINES, TIMELINE, WEEK, NAMES, FINDER)
NO_SCRIPT_OF_EXPORT = ("builder.js", "since.js")
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def first_addresses(application: Flask, edition: StoredEdition, public_root: str) -> Iterator[Address]:
    """Return every address from which the others can be found, those of files that stay first."""
    yield from _files(application, edition)
    for path in ("embed.js", "robots.txt", "feed.atom"):
        yield path, ""
    yield from _embeds_and_lists(edition)
    yield from _in_sitemap(application, "sitemap.xml", public_root)


def _files(application: Flask, edition: StoredEdition) -> Iterator[Address]:
    assets = application.extensions["casemap"].assets
    left_out = {assets.names[name] for name in NO_SCRIPT_OF_EXPORT}
    yield from ((f"static/{name}", "") for name in assets.bodies if name not in left_out)
    root = f"editions/{edition.id}"
    for name in edition.names:
        if any(sort.is_name(name) for sort in AS_THEY_LIE):
            yield f"{root}/{name}", ""
        elif POSTCODES.is_name(name):
            yield from ((f"{root}/postcodes/{outward}.json", "") for outward in json.loads(edition.read(name)))
    tiles = tiles_of(edition, SURROUNDINGS.read(edition.read))
    yield from ((f"{root}/surroundings/{name}.json", "") for name in (tiles.names if tiles else ()))
    yield f"{root}/embed.json", ""
    yield from ((f"{root}/shapes/{shape}.json", "") for shape in edition.shapes)
    yield from ((f"{root}/headlines/{step.day}", "") for step in edition.timeline)
    for level in edition.dataset.slugs:
        for area in edition.areas[level]:
            yield f"{root}/areas/{level}/{quote(area.code)}.json", ""
            yield f"{root}/charts/{level}/{quote(area.code)}", ""


def _embeds_and_lists(edition: StoredEdition) -> Iterator[Address]:
    yield from (("embed", ""), ("embed", "search=yes"))
    keys = dict.fromkeys(key_of(edition, area) for level in edition.dataset.coarser for area in edition.areas[level])
    yield from (("embed", f"within={quote(key)}") for key in keys)
    finest = edition.dataset.finest
    yield from (("table", f"level={level}") for level in edition.dataset.slugs if level != finest)


def _in_sitemap(application: Flask, path: str, public_root: str) -> Iterator[Address]:
    """Return a sitemap's address and those that it names, and so on where these are sitemaps."""
    yield path, ""
    found = ElementTree.fromstring(application.test_client().get(f"/{path}").data)  # noqa: S314  our own
    addresses = [(each.text or "").removeprefix(public_root) for each in found.iter(LOC)]
    for address in addresses:
        if address.startswith("sitemaps/"):
            yield from _in_sitemap(application, address, public_root)
        else:
            yield address, ""
