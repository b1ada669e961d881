"""The addresses of OGC API - Features, part 1 (OGC 17-069r4), at `/ogc` and below the address of each edition."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, Response, request

from app.domain import Level, Shape
from app.editions.contract import to_json
from app.errors import NotServedError
from app.options.values import one_of
from app.web.ogc import collections as told
from app.web.ogc.definition import definition as openapi
from app.web.ogc.query import STANDARD, filters, read_query
from app.web.ogc.selection import collection_of_features, one_feature
from app.web.ogc.service import GEOJSON, JSON, OPENAPI, SCHEMA, Service
from app.web.pages.hierarchy import find_level
from app.web.pages.rendering import absolute_root
from app.web.serving.bodies import Body
from app.web.serving.options import refuse_wrong
from app.web.serving.site import edition_asked_for, site

blueprint = Blueprint("ogc", __name__)

ROOTS = ("/ogc", "/editions/<edition_id>/ogc")
FEW = 100  # features that take no turn to write, unless many weeks have to be read to find them

View = Callable[..., Response]


def _get(path: str) -> Callable[[View], View]:
    """Answer at a path of the service, with a slash at its end or without."""

    def add(view: View) -> View:
        for root in ROOTS:
            blueprint.add_url_rule(f"{root}{path}", view_func=view, strict_slashes=False)
        return view

    return add


@_get("")
def landing(edition_id: str = "") -> Response:
    """Serve what the service is."""
    service = _service(edition_id)
    return _told(service, "landing", lambda: told.landing(service))


@_get("/api")
def definition(edition_id: str = "") -> Response:
    """Serve the definition of the API."""
    service = _service(edition_id)
    return _told(service, "api", lambda: openapi(service), OPENAPI)


@_get("/conformance")
def conformance(edition_id: str = "") -> Response:
    """Serve what the service conforms to."""
    return _told(_service(edition_id), "conformance", told.conformance)


@_get("/collections")
def collections(edition_id: str = "") -> Response:
    """Serve what the collections are."""
    service = _service(edition_id)
    return _told(service, "collections", lambda: told.collections(service))


@_get("/collections/<level>")
def collection(level: str, edition_id: str = "") -> Response:
    """Serve what a collection is."""
    service = _service(edition_id, level)
    return _told(service, f"collection {level}", lambda: told.collection(service, level))


@_get("/collections/<level>/schema")
def schema(level: str, edition_id: str = "") -> Response:
    """Serve what a collection's properties are."""
    service = _service(edition_id, level)
    return _told(service, f"schema {level}", lambda: told.schema(service, level), SCHEMA)


@_get("/collections/<level>/items")
def items(level: str, edition_id: str = "") -> Response:
    """Serve features of a collection, those that the options ask for."""
    dataset = edition_asked_for(edition_id).dataset
    service = _service(edition_id, level, (*STANDARD, *(one.name for one in filters(dataset))))
    query = read_query(request.args, service.edition.dataset)
    is_costly = min(query.limit, len(service.edition.areas[level])) > FEW or bool(query.days and query.properties)
    give = site().costly_body if is_costly else site().body
    key = ("ogc", *service.key, absolute_root(), level, query)
    body = give(key, lambda: Body(collection_of_features(service, level, query)))
    return body.response(GEOJSON, immutable=service.is_pinned)


@_get("/collections/<level>/items/<code>")
def item(level: str, code: str, edition_id: str = "") -> Response:
    """Serve a feature."""
    service = _service(edition_id, level)
    key = ("ogc", *service.key, absolute_root(), level, code)
    body = site().body(key, lambda: Body(one_feature(service, level, code)))
    return body.response(GEOJSON, immutable=service.is_pinned)


def _service(edition_id: str, level: Level | None = None, options: Sequence[str] = ()) -> Service:
    """Return the service that is asked, and check that it has the level and the options."""
    edition = edition_asked_for(edition_id)
    refuse_wrong(request.args, ("f", *options))
    one_of(request.args, "f", ("json",), "" if "f" in request.args else "json")
    if Shape.MAP not in edition.shapes:
        raise NotServedError("It is not known where areas are, so there are no features here.")
    if level is not None:
        find_level(edition, level)
    return Service(edition, bool(edition_id))


def _told(service: Service, what: str, tell: Callable[[], Any], form: str = JSON) -> Response:
    key = ("ogc", *service.key, absolute_root(), what)
    return site().body(key, lambda: Body(to_json(tell()))).response(form)
