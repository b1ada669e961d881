"""Which addresses become files, under which names, and which need a server."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import parse_qsl, quote, unquote

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

ROOT = "/casemap-root"  # stands for the site's root in what the application answers
INDEX = "index"
NOT_FOUND = "404"

# By what answers there: the options by which an answer is kept under a name of its own. With any other it is not kept.
OPTIONS: Mapping[str, tuple[str, ...]] = {
    "embed.embed": ("within", "search"),
    "hotspots.hotspots": ("within",),
    "hotspots.hotspots_as_text": ("within",),
    "rises.rises": ("within",),
    "rises.rises_as": ("within",),
    "table.table": ("level", "page"),
}
PICTURE = "pictures.image"  # those that cards name, of the edition, each under a name that stays its own
READ_IN_BROWSER = ("map_page.map_page",)  # what the script reads of the address, whatever it asks for
WITHOUT_OPTIONS = frozenset(
    {
        *(
            "about.about",
            "about.accessibility",
            "areas.area",
            "downloads.data",
            "releases.releases",
            "releases.releases_as",
            "releases.release",
            "releases.release_as_csv",
            "package.package",
            "data.week_of_level",
            "bulk.week_of_level",
            "bulk.history_of_level",
        ),
        *("feed.feed", "feed.feed_of_area", "sitemap.sitemap", "sitemap.part", "sitemap.robots"),
        *("headline.headline", "trend.trend", "history.history", "embed_options.options", "surroundings.tile"),
        *(f"files.{name}" for name in ("asset", "embed_script", "layer", "finer", "outlines", "shape", "timeline")),
        *(f"files.{name}" for name in ("week", "search", "finder", "postcodes")),
    }
)
NEEDS_SERVER: Mapping[str, str] = {
    "/image.png, .svg, .webp": "pictures of any view in any size; those that cards name are there",
    "/embed/builder": "making embeds: by Casemap where CASEMAP_PUBLIC_URL is the export's address",
    "/ogc": "layers that a GIS connects to; it opens the GeoJSON files",
    "/oembed": "embeds by their address alone, in WordPress and the like",
    "/search": "search without JavaScript; with it places are found",
    "?week=": "pages of other weeks; the map, its embeds and the data have them",
    "/table, /rises, /hotspots": "other filters and orders than by level and place",
    "?edition=": "embeds of earlier editions: they say so",
    "interactive=no": "embeds that are a picture: they are a map",
    "answers of 400": "what is wrong with an address; an embed says it itself",
    "/api/v1/areas and the like": "answers to questions; whole files are there",
    "/healthz": "how old the data is",
}

Address = tuple[str, str]  # a path below the site's root, and a query


class Names:
    """The names of an application's answers."""

    def __init__(self, application: Flask) -> None:
        self._addresses = application.url_map.bind("localhost")

    def of(self, path: str, query: str = "") -> str | None:
        """Return the name under which the answer to an address is kept, None where it needs a server."""
        try:
            endpoint, _ = self._addresses.match(f"/{unquote(path)}", "GET")
        except (HTTPException, RequestRedirect):
            return None
        plain = unquote(path) or INDEX
        given = parse_qsl(query, keep_blank_values=True)
        if endpoint in READ_IN_BROWSER or (endpoint in WITHOUT_OPTIONS and not given):
            return plain
        if endpoint == PICTURE:
            return _named(plain, hashlib.sha256(query.encode()).hexdigest()[:16]) if "edition" in dict(given) else None
        return _by_options(plain, dict(given), OPTIONS.get(endpoint))

    def keeps_query(self, name: str) -> bool:
        """Return whether a page is led to with its query, which the script reads there."""
        return name == INDEX


def _by_options(plain: str, given: Mapping[str, str], options: tuple[str, ...] | None) -> str | None:
    """Name an answer by its options in their order, each with one value."""
    if options is None or not set(given) <= set(options) or any(not _is_one(value) for value in given.values()):
        return None
    return _named(plain, *(f"{name}-{given[name]}" for name in options if name in given))


def _is_one(value: str) -> bool:
    return bool(value) and value.isprintable() and not set(value) & set(",/\\")


def _named(plain: str, *marks: str) -> str:
    path = PurePosixPath(plain)
    return str(path.with_name("-".join((path.stem, *marks)) + path.suffix)) if marks else plain


def link_to(name: str, depth: int) -> str:
    """Return the relative link to an answer from a page so many folders deep."""
    return f"{root_from(depth)}{'' if name == INDEX else quote(name)}"


def root_from(depth: int) -> str:
    """Return the relative path to the site's root."""
    return "../" * depth or "./"
