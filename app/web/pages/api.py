"""The page about the API: each address, its answer and its options, from the OpenAPI description."""

from __future__ import annotations

from itertools import groupby
from typing import Any, NamedTuple
from urllib.parse import quote

from flask import Blueprint, Response

from app.editions import StoredEdition
from app.options.api import PAGED
from app.options.option import Option
from app.options.places import key_of
from app.web.api.description import NO_FIGURE, addresses, limits, summary_of, values_of
from app.web.data.downloads import FORM_NAMES, an_area, path_to
from app.web.data.weeks import LATEST
from app.web.pages.rendering import page
from app.web.serving.site import site

blueprint = Blueprint("api", __name__)


class Told(NamedTuple):
    """An operation: its summary, its addresses with their forms and an example of each, and its own options."""

    summary: str
    addresses: list[tuple[str, str, str]]
    options: list[tuple[str, str, str]]


@blueprint.get("/data/api")
def api() -> Response:
    """Show what there is to ask for."""
    edition = site().current()
    return page(edition, (), "api.html", lambda: _values(edition))


def _values(edition: StoredEdition) -> dict[str, Any]:
    of_operations = [list(its) for _, its in groupby(addresses(), key=lambda one: one.endpoint)]
    return {
        "operations": [
            Told(
                summary_of(its[0], edition.dataset),
                [(one.path, FORM_NAMES[one.form], one.path.format(**_example(edition))) for one in its],
                [_told(option, edition) for option in its[0].options if option not in PAGED],
            )
            for its in of_operations
        ],
        "paging": [_told(option, edition) for option in PAGED],
        "limits": limits(),
        "no_figure": NO_FIGURE,
        "description": path_to("api_description.openapi"),
    }


def _told(option: Option, edition: StoredEdition) -> tuple[str, str, str]:
    return option.name, option.help, f"{values_of(option, edition.dataset)}; by default {option.otherwise}"


def _example(edition: StoredEdition) -> dict[str, str]:
    """Return what stands in paths, so that each shows something."""
    level = edition.dataset.finest
    around = key_of(edition, an_area(edition), edition.dataset.slugs)
    code = quote(edition.areas[level][0].code)
    return {"level": level, "code": code, "week": LATEST, "within": quote(around), "edition_id": edition.id}
