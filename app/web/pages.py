"""Render pages: made once for an edition, then kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, render_template, request, url_for

from app.domain import FINEST, Level
from app.editions import StoredEdition
from app.web.bodies import Body
from app.web.site import site


def page(
    edition: StoredEdition, key: tuple[object, ...], template: str, values: Callable[[], dict[str, Any]]
) -> Response:
    """Answer with a page of an edition, working out its values where it is not kept under `key`."""
    whole_key = (edition.id, request.script_root, request.host_url, template, *key)
    body = site().body(whole_key, lambda: Body(render(template, edition=edition, **values()).encode()))
    return body.response("text/html")


def render(template: str, edition: StoredEdition | None = None, **values: Any) -> str:
    """Render a template with what every page has."""
    here = site()
    if edition:
        values = {"week": edition.week, "hide_up_to": edition.hide_up_to(FINEST), **values}
    return render_template(
        template,
        edition=edition,
        settings=here.settings,
        style=here.assets.style,
        script=url_for("files.asset", name=here.assets.names["map.js"]),
        root=url_for("map_page.map_page"),
        public_root=here.settings.public_url or request.host_url.rstrip("/") + request.script_root,
        Level=Level,
        **values,
    )
