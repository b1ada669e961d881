"""Describe the open data for programs: a Frictionless Data Package, version 1 of the specifications."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response

from app.domain import Level
from app.editions import StoredEdition
from app.editions.contract import to_json
from app.web.data import bulk
from app.web.data.downloads import Download, History, downloads, histories, path_to, whole
from app.web.data.facts import thresholds
from app.web.data.weeks import MIMETYPES as WEEKS_MIMETYPES
from app.web.pages.rendering import absolute_root
from app.web.serving.bodies import Body
from app.web.serving.site import site
from app.wording import Wording, capitalize_first
from app.wording.dictionary import Field, compared_fields, fields

blueprint = Blueprint("package", __name__)

MIMETYPES = {**WEEKS_MIMETYPES, **bulk.MIMETYPES}
MEMBERS = {"json": "areas", "geojson": "properties"}  # that hold rows
IN_TABLES = {"gpkg": ", those of areas in a layer and the others in the table figures, joined by area_code"}


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
        "resources": [
            *(_resource(edition, one) for one in downloads(edition)),
            *(resource for one in histories(edition) for resource in _of_all_weeks(edition, one)),
            _rises(edition),
        ],
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
    resource = _file(f"{level.slug}-{form}", download.pinned, title, form)
    if download.size is not None:
        resource["bytes"] = download.size
    if form == "csv":
        return {**resource, **_table(_of_level(fields(edition.dataset), level.slug))}
    said = f"{MEMBERS[form]} has the columns" if form in MEMBERS else "It has the columns"
    return {**resource, "profile": "data-resource", "description": f"{said} of {level.slug}-csv."}


def _of_all_weeks(edition: StoredEdition, history: History) -> Iterator[dict[str, Any]]:
    level, weeks = history.level, Wording(edition.dataset).weeks
    for form, path in history.addresses.items():
        resource = _file(f"{level.slug}-all-{form}", path, f"{level.in_a_list}, all {weeks} on record", form)
        if form == "csv":
            described = _of_level(fields(edition.dataset), level.slug)
            yield {**resource, **_table(described, ["area_code", "week_end"])}
        else:
            said = f"It has the columns of {level.slug}-all-csv{IN_TABLES.get(form, '')}."
            yield {**resource, "profile": "data-resource", "description": said}


def _file(name: str, path: str, title: str, form: str) -> dict[str, Any]:
    resource = {"name": name, "path": whole(path), "title": title, "format": form, "mediatype": MIMETYPES[form]}
    return {**resource, "encoding": "utf-8"} if resource["mediatype"] in WEEKS_MIMETYPES.values() else resource


def _rises(edition: StoredEdition) -> dict[str, Any]:
    path = path_to("rises.rises_as", form="csv")
    return {
        **_file("rises-csv", path, f"Rises and falls on {Wording(edition.dataset).before}", "csv"),
        **_table(compared_fields(edition.dataset)),
    }


def _of_level(described: Iterable[Field], level: Level) -> list[Field]:
    """Leave of the levels the one that a file is of."""
    return [replace(one, values={level: one.values[level]}) if one.name == "level" else one for one in described]


def _table(described: Iterable[Field], key: Sequence[str] = ("area_code",)) -> dict[str, Any]:
    """Return the schema of a CSV file: an empty cell is no value, and which column says why is said with each."""
    schema = {"fields": [_field(one) for one in described], "missingValues": [""], "primaryKey": list(key)}
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
