"""Render pages, each once for an edition."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from flask import Response, render_template, request

from app.dataset import Dataset
from app.domain import Area
from app.editions import StoredEdition
from app.errors import CasemapError
from app.web.pages.phrases import Phrases
from app.web.serving.bodies import Body
from app.web.serving.site import site
from app.wording import Wording


def page(
    edition: StoredEdition, key: tuple[object, ...], template: str, values: Callable[[], dict[str, Any]]
) -> Response:
    """Answer with a page of an edition, working out its values where it is not kept under `key`."""
    whole_key = (edition.id, absolute_root(), template, site().overdue_of(edition.id), *key)
    body = site().body(whole_key, lambda: Body(render(template, edition=edition, **values()).encode()))
    return body.response("text/html")


def absolute_root() -> str:
    """Return the site's address, a slash at its end: the public one, or else that by which it was asked."""
    return f"{site().settings.public_url or request.root_url.rstrip('/')}/"


def area_path(area: Area) -> str:
    """Return the address of an area's page below the site's root."""
    return f"areas/{area.level}/{quote(area.code)}"


def render(template: str, edition: StoredEdition | None = None, **values: Any) -> str:
    """Render a template with what every page has."""
    here = site()
    if edition:
        values = {"week": edition.week, "say": Phrases(edition), **values}
    dataset = edition.dataset if edition else _dataset_now()
    return render_template(
        template,
        edition=edition,
        overdue_since=here.overdue_of(edition.id) if edition else None,
        dataset=dataset,
        wording=Wording(dataset),
        settings=here.settings,
        is_static=here.is_static,
        styles=here.assets.styles,
        root=f"{request.script_root}/",
        absolute_root=absolute_root(),
        scripts={
            name: f"{request.script_root}/static/{here.assets.names[name]}"
            for name in ("early.js", "map.js", "tools.js", "asked.js", "text.js", "builder.js", "since.js")
        },
        **values,
    )


def _dataset_now() -> Dataset:
    """Return what the site is of where no edition is shown: what readers see, or else what is to be published."""
    try:
        return site().current().dataset
    except (CasemapError, OSError):
        return site().settings.dataset
