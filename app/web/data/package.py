"""Describe the open data for programs: a Frictionless Data Package, version 1 of the specifications."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response

from app.domain import Level
from app.editions import StoredEdition
from app.editions.contract import to_json
from app.web.data.downloads import Download, downloads, path_to, whole
from app.web.data.facts import thresholds
from app.web.data.weeks import MIMETYPES
from app.web.pages.rendering import absolute_root
from app.web.serving.bodies import Body
from app.web.serving.site import site
from app.wording import Wording, capitalize_first
from app.wording.dictionary import Field, compared_fields, fields

blueprint = Blueprint("package", __name__)


@blueprint.get("/data/datapackage.json")
def package() -> Response:
    """Serve the description of the edition that readers see."""
    edition = site().current()
    body = site().body(("package", edition.id, absolute_root()), lambda: Body(to_json(_package(edition))))
    return body.response("application/json")


def _package(edition: StoredEdition) -> dict[str, Any]:
    dataset = edition.dataset
    return {
        "profile": "data-package",
        "name": dataset.slug or "data",
        "id": f"{absolute_root()}#{edition.id}",
        "title": dataset.title,
        "description": _description(edition),
        "homepage": whole(path_to("downloads.data")),
        "version": edition.id,
        "edition": edition.id,
        "week_start": edition.week.start.isoformat(),
        "week_end": str(edition.week),
        "published_on": edition.published_on.isoformat(),
        "hidden": thresholds(dataset),
        "sources": [{"title": dataset.source}],
        **_licences(edition),
        **_contributors(),
        "resources": [*(_resource(edition, one) for one in downloads(edition)), _rises(edition)],
    }


def _description(edition: StoredEdition) -> str:
    meaning = edition.dataset.count.meaning.rstrip(".")
    period = capitalize_first(Wording(edition.dataset).period(edition.week))
    return f"{period}. {meaning}." if meaning else f"{period}."


def _licences(edition: StoredEdition) -> dict[str, Any]:
    if not edition.dataset.licence:
        return {}
    return {"licenses": [{"path": f"{whole(path_to('about.about'))}#sources", "title": edition.dataset.licence}]}


def _contributors() -> dict[str, Any]:
    operator = site().settings.operator
    return {"contributors": [{"title": operator, "role": "publisher"}]} if operator else {}


def _resource(edition: StoredEdition, download: Download) -> dict[str, Any]:
    level, form = download.level, download.form
    title = f"{level.in_a_list}, {Wording(edition.dataset).days(edition.week).removeprefix('the ')}"
    resource = {
        "name": f"{level.slug}-{form}",
        "path": whole(download.pinned),
        "title": title,
        "format": form,
        "mediatype": MIMETYPES[form],
        "encoding": "utf-8",
        "bytes": download.size,
    }
    if form == "csv":
        return {**resource, **_table(_of_level(fields(edition.dataset), level.slug))}
    members = {"json": "areas", "geojson": "properties"}[form]
    return {**resource, "profile": "data-resource", "description": f"{members} has the columns of {level.slug}-csv."}


def _rises(edition: StoredEdition) -> dict[str, Any]:
    return {
        "name": "rises-csv",
        "path": whole(path_to("rises.rises_as", form="csv")),
        "title": f"Rises and falls on {Wording(edition.dataset).before}",
        "format": "csv",
        "mediatype": MIMETYPES["csv"],
        "encoding": "utf-8",
        **_table(compared_fields(edition.dataset)),
    }


def _of_level(described: Iterable[Field], level: Level) -> list[Field]:
    """Leave of the levels the one that a file is of."""
    return [replace(one, values={level: one.values[level]}) if one.name == "level" else one for one in described]


def _table(described: Iterable[Field]) -> dict[str, Any]:
    """Give the schema of a CSV file: an empty cell is no value, and which column says why is said with each."""
    schema = {"fields": [_field(one) for one in described], "missingValues": [""], "primaryKey": ["area_code"]}
    return {"profile": "tabular-data-resource", "schema": schema}


def _field(described: Field) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if described.is_required else {}
    if described.values:
        constraints["enum"] = list(described.values)
    said = [described.meaning, *(f"{value}: {meaning}" for value, meaning in described.values.items())]
    field: dict[str, Any] = {
        "name": described.name,
        "title": described.title,
        "type": described.type,
        "description": " ".join(said),
    }
    if described.unit:
        field["unit"] = described.unit
    return {**field, "constraints": constraints} if constraints else field
