"""Whole weeks and whole histories of a level as files, made on the first request."""

from __future__ import annotations

from flask import Blueprint, Response

from app.bulk.asked import CSV, GEOPACKAGE, PARQUET, Asked, forms_of_history, forms_of_week
from app.bulk.folder import Made
from app.editions import StoredEdition
from app.errors import NotServedError
from app.web.data.weeks import week_named
from app.web.pages.hierarchy import find_level
from app.web.pages.rendering import absolute_root
from app.web.serving.large import file_response
from app.web.serving.site import site

blueprint = Blueprint("bulk", __name__, url_prefix="/api/v1")

MIMETYPES = {
    CSV: "text/csv",
    PARQUET: "application/vnd.apache.parquet",
    GEOPACKAGE: "application/geopackage+sqlite3",
}
PACKED = (MIMETYPES[PARQUET], MIMETYPES[GEOPACKAGE])  # compressed by themselves, or not worth it


@blueprint.get("/weeks/<week>/<level>.parquet", defaults={"form": PARQUET})
@blueprint.get("/weeks/<week>/<level>.gpkg", defaults={"form": GEOPACKAGE})
def week_of_level(week: str, level: str, form: str) -> Response:
    """Serve all of a level's areas in a week."""
    edition = site().current()
    find_level(edition, level)
    _check_form(form, forms_of_week(edition))
    return _answer(edition, Asked(level, week_named(edition, week), form))


@blueprint.get("/history/<level>.csv", defaults={"form": CSV})
@blueprint.get("/history/<level>.parquet", defaults={"form": PARQUET})
@blueprint.get("/history/<level>.gpkg", defaults={"form": GEOPACKAGE})
def history_of_level(level: str, form: str) -> Response:
    """Serve all of a level's areas in all weeks on record."""
    edition = site().current()
    find_level(edition, level)
    _check_form(form, forms_of_history(edition))
    return _answer(edition, Asked(level, None, form))


def _check_form(form: str, forms: tuple[str, ...]) -> None:
    if form not in forms:
        raise NotServedError(f"There is no format {form[:40]} here.", choices=forms)


def _answer(edition: StoredEdition, asked: Asked) -> Response:
    made = site().made.find(edition, asked) or _make(edition, asked)
    response = file_response(
        made.path, made.etag, MIMETYPES[asked.form], made.compressed if asked.form == CSV else None
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{asked.name}.{asked.form}"'
    response.headers["Link"] = f'<{absolute_root()}data/datapackage.json>; rel="describedby"; type="application/json"'
    return response


def _make(edition: StoredEdition, asked: Asked) -> Made:
    """Make a file, one at a time; who waited finds that it was made meanwhile."""
    with site().making.take():
        return site().made.find(edition, asked) or site().made.make(edition, asked)
