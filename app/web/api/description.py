"""Describe the API by OpenAPI 3.1: the addresses that are routed, the options that they take, and their answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, current_app
from werkzeug.routing import Rule

from app.dataset import Dataset
from app.editions import StoredEdition
from app.editions.contract import to_json
from app.errors import BusyError
from app.options.api import EDITION, MOST_ROWS, PARTS, ROWS
from app.options.option import Option, Schema
from app.options.values import any_of
from app.statistics.open_data import FORMS
from app.web.api import schemas
from app.web.api.listing import PREFIX
from app.web.api.operations import OPERATIONS, Operation
from app.web.data import bulk, weeks
from app.web.pages.rendering import absolute_root
from app.web.serving.bodies import SECONDS_FRESH, Body
from app.web.serving.errors import PROBLEM
from app.web.serving.options import API
from app.web.serving.site import WAIT, WAITING, site
from app.wording import Wording
from app.wording.dictionary import fields

blueprint = Blueprint("api_description", __name__, url_prefix=PREFIX)

VERSION = "3.1.0"
MIMETYPES = {**weeks.MIMETYPES, **bulk.MIMETYPES}
PART = re.compile(r"<(?:[^:<>]*:)?(\w+)>")
NO_FIGURE = "What there is no figure for is null in JSON and empty in CSV, and `status` says why: it is never a zero."
PROBLEMS = {
    400: "An option that there is not, or that cannot be so.",
    404: "There is no such level, area, week, edition or page; `choices` are what there is.",
    410: "The edition was withdrawn.",
    503: "Too much that takes long is asked for at once, or nothing is published yet.",
}


@dataclass(frozen=True)
class Address:
    """An address of the API as it is routed, in one form."""

    path: str
    form: str
    endpoint: str
    operation: Operation
    parts: Sequence[Option]
    options: Sequence[Option]


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """Serve the description."""
    edition = site().current()
    body = site().body(("openapi", edition.id, absolute_root()), lambda: Body(to_json(_document(edition))))
    return body.response("application/json")


def addresses() -> list[Address]:
    """Return every address of the API but the description's own, in the order of the operations."""
    rules = [rule for rule in current_app.url_map.iter_rules() if rule.endpoint in OPERATIONS]
    found = [address for rule in rules for address in _addresses(rule)]
    endpoints, forms = list(OPERATIONS), ["json", *MIMETYPES]
    return sorted(found, key=lambda one: (endpoints.index(one.endpoint), len(one.parts), forms.index(one.form)))


def _addresses(rule: Rule) -> Iterator[Address]:
    """Return a rule's addresses: one for each form where that stands in the path."""
    fixed = (rule.defaults or {}).get("form")
    names = [name for name in PART.findall(rule.rule) if name != "form"]
    parts = [PARTS[name] for name in names]
    for form in [fixed] if fixed else FORMS:
        path = PART.sub(r"{\1}", rule.rule).replace("{form}", form)
        yield Address(path, form, rule.endpoint, OPERATIONS[rule.endpoint], parts, API.get(rule.endpoint, ()))


def summary_of(address: Address, dataset: Dataset) -> str:
    """Say in a line what an address answers."""
    wording = Wording(dataset)
    return address.operation.summary.format(week=wording.week, weeks=wording.weeks, many=dataset.count.many)


def values_of(option: Option, dataset: Dataset) -> str:
    """Say what an option may be: each value where there are a few."""
    words = option.schema(dataset).get("enum", ())
    return any_of([f"`{word}`" for word in words]) if words else option.may_be


def limits() -> str:
    """Say what may be asked for, and how often."""
    return (
        f"A page of a list has {ROWS:,} rows, or as many as `limit` says, {MOST_ROWS:,} at most; `links` lead to the "
        "next page and the one before, from the same edition. CSV and GeoJSON have the links in the header `Link`. "
        f"What takes long to make is made one at a time: {WAITING} more requests wait, for {WAIT} seconds at most, and "
        f"others are answered with 503 and are to come again after {BusyError.retry_after} seconds. "
        f"Answers may be kept for {SECONDS_FRESH} seconds and then asked for by their `ETag`; with `edition` they "
        "stay as they are, and may be kept for a year."
    )


def _document(edition: StoredEdition) -> dict[str, Any]:
    dataset, root = edition.dataset, absolute_root()
    return {
        "openapi": VERSION,
        "info": {
            "title": dataset.title,
            "version": "1",
            "description": "\n\n".join((dataset.source, limits(), NO_FIGURE)),
            **({"license": {"name": dataset.licence}} if dataset.licence else {}),
        },
        "servers": [{"url": root.rstrip("/")}],
        "externalDocs": {"url": f"{root}data", "description": "What the columns mean, and whole files"},
        "paths": {address.path: {"get": _described(address, dataset)} for address in addresses()},
        "components": {
            "schemas": {
                "Problem": schemas.PROBLEM,
                **{one.row: schemas.row(one.columns(dataset)) for one in OPERATIONS.values()},
            },
            "responses": {f"Problem{status}": _problem(said) for status, said in PROBLEMS.items()},
            "headers": {
                "ETag": {"description": "What the answer is now, for `If-None-Match`.", "schema": schemas.TEXT},
                "Link": {
                    "description": "The other pages of a list, and what the answer is of (RFC 8288).",
                    "schema": schemas.TEXT,
                },
            },
        },
    }


def _problem(said: str) -> dict[str, Any]:
    return {"description": said, "content": {PROBLEM: {"schema": schemas.named("Problem")}}}


def _described(address: Address, dataset: Dataset) -> dict[str, Any]:
    name = address.endpoint.partition(".")[2]
    around = "_within" if "within" in [part.name for part in address.parts] else ""
    is_of_any_edition = EDITION in (*address.options, *address.parts)
    statuses = [status for status in PROBLEMS if status != 410 or is_of_any_edition]
    headers = {header: {"$ref": f"#/components/headers/{header}"} for header in ("ETag", "Link")}
    return {
        "operationId": f"{name}{around}_{address.form}",
        "summary": summary_of(address, dataset),
        "parameters": [
            *(_in_path(option, name, dataset) for option, name in zip(address.parts, _names(address), strict=True)),
            *(_in_query(option, dataset) for option in address.options),
        ],
        "responses": {
            "200": {
                "description": summary_of(address, dataset),
                "headers": headers,
                "content": {MIMETYPES[address.form]: {"schema": _schema(address, dataset)}},
            },
            **{str(status): {"$ref": f"#/components/responses/Problem{status}"} for status in statuses},
        },
    }


def _names(address: Address) -> list[str]:
    return re.findall(r"\{(\w+)\}", address.path)


def _in_path(option: Option, name: str, dataset: Dataset) -> dict[str, Any]:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": option.help,
        "schema": option.schema(dataset),
    }


def _in_query(option: Option, dataset: Dataset) -> dict[str, Any]:
    schema = option.schema(dataset)
    style: Mapping[str, Any] = {"style": "form", "explode": False} if schema.get("type") == "array" else {}
    return {"name": option.name, "in": "query", "description": _said(option, schema), "schema": schema, **style}


def _said(option: Option, schema: Schema) -> str:
    """Say what an option asks for, what it may be unless its schema tells, and what holds without it."""
    may_be = "" if "enum" in schema else f" It may be {option.may_be}."
    return f"{option.help}{may_be} By default {option.otherwise}."


def _schema(address: Address, dataset: Dataset) -> Schema:
    """Describe an answer in its form; of CSV it is said which columns it has."""
    operation = address.operation
    if address.form == "json":
        return operation.answer(dataset)
    if address.form == "geojson":
        is_paged = address.endpoint in API
        return schemas.features(schemas.named(operation.row), operation.told(dataset) if is_paged else {})
    if address.form == "csv":
        return {"type": "string", "description": f"CSV (RFC 4180): {', '.join(_columns(address, dataset))}."}
    return {}


def _columns(address: Address, dataset: Dataset) -> list[str]:
    """Name the columns of an address's CSV: one area's has those of all areas."""
    described = fields(dataset) if address.operation.row == "AreaInPeriod" else address.operation.columns(dataset)
    return [column.name for column in described]
