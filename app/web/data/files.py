"""Serve files as they are stored: the built front end, and the layers, weeks, names and postcodes of editions."""

from __future__ import annotations

import json
import re
from pathlib import PurePath
from typing import Any

from flask import Blueprint, Response

from app.domain import Shape
from app.editions import StoredEdition
from app.editions.contract import (
    FINDER,
    FINER,
    LAYER,
    NAMES,
    OUTLINES,
    POSTCODES,
    TIMELINE,
    WEEK,
    to_json,
)
from app.errors import NotServedError
from app.options.values import not_on_record
from app.web.serving.bodies import Body
from app.web.serving.builds import is_of_build, shared_body
from app.web.serving.site import site
from app.wording import Wording

blueprint = Blueprint("files", __name__)

OUTWARD = re.compile("([A-Z]{1,2})[0-9][0-9A-Z]?")
MIMETYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".json": "application/json"}


@blueprint.get("/static/<name>")
def asset(name: str) -> Response:
    """Serve a built file."""
    assets = site().assets
    body = assets.bodies.get(name) or shared_body(site().storage, name)
    if body is None:
        raise NotServedError(f"There is no file {name[:40]}.")
    return body.response(MIMETYPES[PurePath(name).suffix], immutable=is_of_build(name))


@blueprint.get("/embed.js")
def embed_script() -> Response:
    """Serve the script that articles include, at an address that stays."""
    assets = site().assets
    return assets.bodies[assets.names["embed.js"]].response("text/javascript")


@blueprint.get("/editions/<edition_id>/layers/<name>")
def layer(edition_id: str, name: str) -> Response:
    """Serve a layer of any edition that is still kept."""
    edition = site().edition(edition_id)
    if not LAYER.is_name(f"layers/{name}") or not edition.has(f"layers/{name}"):
        raise NotServedError(f"Edition {edition.id} has no layer {name[:40]}.")
    body = site().body(("layer", edition.id, name), lambda: Body.stored(edition, f"layers/{name}"))
    return body.response("application/json", immutable=True)


@blueprint.get("/editions/<edition_id>/finer/<level>.json")
def finer(edition_id: str, level: str) -> Response:
    """Serve which parts hold a level's finer outlines, from which zoom on."""
    return _file(site().edition(edition_id), FINER.name(level))


@blueprint.get("/editions/<edition_id>/outlines/<name>.json")
def outlines(edition_id: str, name: str) -> Response:
    """Serve a part of a level's finer outlines."""
    edition = site().edition(edition_id)
    file = OUTLINES.name(name)
    body = site().body((edition.id, file), lambda: Body.stored(edition, file))
    return body.response("application/json", immutable=True)


@blueprint.get("/editions/<edition_id>/shapes/<shape>.json")
def shape(edition_id: str, shape: str) -> Response:
    """Serve what the map is composed of in a shape, and where authorities are drawn in each."""
    edition = site().edition(edition_id)
    if shape not in edition.shapes:
        raise NotServedError(f"There is no shape {shape[:40]}.", choices=edition.shapes)
    body = site().body(("shape", edition.id, shape), lambda: Body(to_json(_shape(edition, Shape(shape)))))
    return body.response("application/json", immutable=True)


def _shape(edition: StoredEdition, shape: Shape) -> dict[str, Any]:
    authorities = edition.areas[edition.dataset.reports_by]
    boxes = [[edition.box(authority, each) for each in edition.shapes] for authority in authorities]
    drawn = zip(*(row for row in boxes if all(row)), strict=True)
    return {
        "elements": [json.loads(line) for line in edition.map_parts(shape)["script"].split("\n") if line.strip()],
        "authorities": dict(zip(edition.shapes, drawn, strict=False)),
    }


@blueprint.get("/editions/<edition_id>/timeline.json")
def timeline(edition_id: str) -> Response:
    """Serve the steps of an edition's timeline."""
    return _file(site().edition(edition_id), TIMELINE.name())


@blueprint.get("/editions/<edition_id>/weeks/<day>.json")
def week(edition_id: str, day: str) -> Response:
    """Serve what an edition knows of a week, by level."""
    edition = site().edition(edition_id)
    if day not in edition.weeks:
        raise not_on_record(day, list(map(edition.period, edition.weeks)), Wording(edition.dataset).week)
    return _file(edition, WEEK.name(day))


@blueprint.get("/editions/<edition_id>/search.json")
def search(edition_id: str) -> Response:
    """Serve the names of an edition's areas."""
    return _file(site().edition(edition_id), NAMES.name())


@blueprint.get("/editions/<edition_id>/finder.json")
def finder(edition_id: str) -> Response:
    """Serve the table of what an edition's areas are found by beside their names."""
    return _file(site().edition(edition_id), FINDER.name())


@blueprint.get("/editions/<edition_id>/postcodes/<outward>.json")
def postcodes(edition_id: str, outward: str) -> Response:
    """Serve the postcodes that begin with an outward code, by the area that they lie in.

    No more of a postcode ever comes here.
    """
    edition = site().edition(edition_id)
    body = site().body(("postcodes", edition.id, outward), lambda: _postcodes_body(edition, outward))
    return body.response("application/json", immutable=True)


def _postcodes_body(edition: StoredEdition, outward: str) -> Body:
    letters = OUTWARD.fullmatch(outward)
    is_known = letters is not None and edition.has(POSTCODES.name(letters[1]))
    district = POSTCODES.read(edition.read, letters[1]).get(outward) if letters and is_known else None
    if district is None:
        raise NotServedError(f"No postcode here begins with {outward[:40]}.")
    return Body(to_json(district))


def _file(edition: StoredEdition, name: str) -> Response:
    """Answer with a JSON file of an edition."""
    body = site().body((edition.id, name), lambda: Body.stored(edition, name))
    return body.response("application/json", immutable=True)
