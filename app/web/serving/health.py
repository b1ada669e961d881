"""Say whether there is something to serve, and how old it is."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

from flask import Blueprint, Response, current_app, jsonify, request

from app.errors import CasemapError, DamagedEditionError
from app.web.pages.map_page import map_page
from app.web.serving.site import site

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> tuple[Response, int]:
    """Answer 200 with the edition that readers see and a page of which was made, or 503 where there is none.

    The status is degraded where that is not the edition published last, as that one is damaged, and stale where
    figures after its own are due.
    """
    try:
        edition = site().current()
        _make_map()
    except CasemapError as error:
        return _not_kept(jsonify(status="unavailable", reason=str(error))), 503
    except Exception as error:
        current_app.logger.error("The map cannot be made", exc_info=error)
        return _not_kept(jsonify(status="unavailable", reason="The map cannot be made: see the log.")), 503
    today, overdue = datetime.now(UTC).date(), site().overdue_since
    facts = jsonify(
        status="degraded" if site().problem else "stale" if overdue else "ok",
        problem=site().problem,
        overdue_since=overdue.isoformat() if overdue else None,
        edition=edition.id,
        week_start=edition.facts["week_start"],
        week_end=edition.facts["week_end"],
        published_on=edition.facts["published_on"],
        days_since_publication=(today - edition.published_on).days,
        days_since_week_end=(today - edition.week.end).days,
    )
    return _not_kept(facts), 200


def _make_map() -> None:
    """Make the map's page as a reader would get it who asked by the same host.

    Where what it needs of the edition is damaged, other pages go on being served, and the status is degraded.
    """
    with suppress(DamagedEditionError), current_app.test_request_context("/", base_url=request.root_url):
        map_page()


def _not_kept(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
