"""The page of downloads: every address, what each column means, how to cite it and how to read it in programs."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from flask import Blueprint, Response

from app.bulk.asked import GEOPACKAGE, PARQUET
from app.domain import Shape
from app.editions import StoredEdition
from app.web.data.downloads import (
    FORM_NAMES,
    an_area,
    downloads,
    histories,
    path_of_parts,
    path_of_week,
    path_to,
    whole,
)
from app.web.data.weeks import LATEST
from app.web.ogc.query import MOST_FEATURES
from app.web.pages.rendering import page
from app.web.serving.site import site
from app.wording import Wording
from app.wording.dictionary import compared_fields, fields

blueprint = Blueprint("downloads", __name__)


@blueprint.get("/data")
def data() -> Response:
    """Show where the data is and what it means."""
    edition = site().current()
    return page(edition, (), "data.html", lambda: _values(edition))


def _values(edition: StoredEdition) -> dict[str, Any]:
    dataset, files = edition.dataset, downloads(edition)
    described, area = fields(dataset), an_area(edition)
    finest_weeks = [str(week) for week in edition.record[dataset.finest]]
    of_rises = [one for one in compared_fields(dataset) if one.name not in {field.name for field in described}]
    return {
        "files": [(level, list(its)) for level, its in groupby(files, key=lambda file: file.level)],
        "histories": histories(edition),
        "form_names": FORM_NAMES,
        "history_of_finest": path_to("bulk.history_of_level", level=dataset.finest, form=PARQUET),
        "outlines_of_finest": path_of_week(LATEST, dataset.finest, GEOPACKAGE),
        "fields": described,
        "fields_of_rises": of_rises,
        "area": area,
        "pinned": path_of_week(str(edition.week), dataset.finest, "csv"),
        "latest": path_of_week(LATEST, dataset.finest, "csv"),
        "parts": path_of_parts(edition, "csv"),
        "history": path_to("history.history", edition_id=edition.id, level=area.level, code=area.code),
        "package": path_to("package.package"),
        "layers": path_to("ogc.landing") if Shape.MAP in edition.shapes else None,
        "most_features": MOST_FEATURES,
        "openapi": path_to("api_description.openapi"),
        "weeks": [(edition.period(day), path_of_week(day, dataset.finest, "csv")) for day in reversed(finest_weeks)],
        "several_weeks": whole(path_of_week("WEEKS", dataset.finest, "csv")).replace(
            "WEEKS", f"{{{','.join(finest_weeks[-2:])}}}"
        ),
        "citation": _citation(edition),
        "code_columns": [one.name for one in described if one.name.endswith("_code")],
        "date_columns": [one.name for one in described if one.type == "date"],
    }


def _citation(edition: StoredEdition) -> str:
    """Return the line to cite the finest level's figures by: title, period, publisher, edition and address."""
    dataset, operator = edition.dataset, site().settings.operator
    publisher = f"{operator}, edition" if operator else "Edition"
    address = whole(path_of_week(str(edition.week), dataset.finest, "csv"))
    what = f"{dataset.title}, {Wording(dataset).days(edition.week).removeprefix('the ')}"
    return f"{what}. {publisher} {edition.id}. {address}. {dataset.source}"
