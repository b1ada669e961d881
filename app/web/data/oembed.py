"""Tell other sites how to embed an address of this one: oEmbed 1.0, in JSON and XML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from flask import Blueprint, Response, jsonify, request

from app.errors import BadParameterError, NotServedError
from app.options import values
from app.options.beside import LEAST
from app.options.values import Options
from app.options.view import AREA, WITHIN
from app.view import MapView
from app.web.pages.card import image_address
from app.web.pages.embed import Embed, read_embed
from app.web.pages.rendering import absolute_root
from app.web.pages.snippet import HEIGHT, embed_address, snippet, title_of
from app.web.pages.state import read_state
from app.web.serving.options import OPTIONS, read_query, refuse_wrong
from app.web.serving.site import site

blueprint = Blueprint("oembed", __name__)

WIDTH = 800  # pixels
MOST_PIXELS = 100_000
SECONDS_FRESH = 3600
AREA_PAGE = re.compile(r"areas/([a-z][a-z0-9_]*)/([^/]+)/?")
NOT_EMBEDDABLE = "Nothing there can be embedded; the map can, its embeds, and the pages of areas."


@blueprint.get("/oembed")
def oembed() -> Response:
    """Answer with the frame that shows what an address of this site shows."""
    given = request.args
    written = values.one_of(given, "format", ("json", "xml"), "json")
    size = (
        min(values.whole_number(given, "maxwidth", WIDTH, MOST_PIXELS) or WIDTH, WIDTH),
        min(values.whole_number(given, "maxheight", HEIGHT, MOST_PIXELS) or HEIGHT, HEIGHT),
    )
    with_script = values.one_of(given, "iframe", ("0", "1"), "0") == "0"
    answer = _answer(_embed(given.get("url", "").strip(), size), size, with_script=with_script)
    response = jsonify(answer) if written == "json" else Response(_as_xml(answer), mimetype="text/xml")
    response.headers["Cache-Control"] = f"public, max-age={SECONDS_FRESH}"
    return response


def _answer(embed: Embed, size: tuple[int, int], *, with_script: bool) -> dict[str, Any]:
    width, height = size
    settings = site().settings
    return {
        "version": "1.0",
        "type": "rich",
        "title": title_of(embed.view),
        "provider_name": settings.operator or embed.view.dataset.title,
        "provider_url": absolute_root(),
        "cache_age": SECONDS_FRESH,
        "width": width,
        "height": height,
        "html": snippet(embed.view, embed_address(embed.options), height=height, with_script=with_script),
        **_thumbnail(embed.view, width, height),
    }


def _thumbnail(view: MapView, width: int, height: int) -> dict[str, Any]:
    """Return a picture of the frame's size, nothing where pictures are not so small or there is no map."""
    if min(width, height) < LEAST or not view.shape:
        return {}
    address = image_address(view, "png", width, height)
    return {"thumbnail_url": address, "thumbnail_width": width, "thumbnail_height": height}


def _embed(address: str, size: tuple[int, int]) -> Embed:
    """Return the embed that shows what an address of this site shows.

    Raises BadParameterError without an address, NotServedError where it is another site's or shows no map; and both
    where what it asks for cannot be.
    """
    if not address:
        raise BadParameterError(f"Give the address to embed, as in url={absolute_root()}")
    path, query = _inside(address)
    if path == "embed":
        return read_embed(_asked(query, "embed.embed"))
    if path == "":
        return Embed(read_state(_asked(query, "map_page.map_page"), size).view)
    page = AREA_PAGE.fullmatch(path)
    if page is None:
        raise NotServedError(NOT_EMBEDDABLE)
    level, code = page.groups()
    given = _asked(query, "areas.area")
    edition = site().current()
    is_finest = level == edition.dataset.finest
    given.add((AREA if is_finest else WITHIN).name, f"{level}.{code}")
    return read_embed(given)


def _asked(query: str, endpoint: str) -> Options:
    """Read what a query asks for there: what belongs to others counts for nothing, as it does where it is asked."""
    given = read_query(query)
    refuse_wrong(given, OPTIONS[endpoint])
    return given


def _inside(address: str) -> tuple[str, str]:
    """Return an address's path below the site's root, and its query."""
    try:
        given, root = urlsplit(address), urlsplit(absolute_root())
    except ValueError:
        raise NotServedError(NOT_EMBEDDABLE) from None
    path = f"{unquote(given.path)}/" if f"{given.path}/" == root.path else unquote(given.path)
    if given.scheme not in ("http", "https") or given.netloc != root.netloc or not path.startswith(root.path):
        raise NotServedError(f"That address is not one of {absolute_root()}.")
    return path.removeprefix(root.path), given.query


def _as_xml(answer: Mapping[str, Any]) -> bytes:
    root = ElementTree.Element("oembed")
    for name, value in answer.items():
        ElementTree.SubElement(root, name).text = str(value)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))
