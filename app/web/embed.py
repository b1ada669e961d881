"""The map alone, for iframes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from flask import Blueprint, Response, request

from app.domain import FINEST, Area, Level
from app.editions import StoredEdition
from app.errors import BadParameterError, NotServedError
from app.web.hierarchy import codes_near
from app.web.map_page import data_block, map_values
from app.web.pages import page
from app.web.security import allow_framing
from app.web.site import site

blueprint = Blueprint("embed", __name__)

PLACES_AT_MOST = 20
INLINED_AT_MOST = 3  # chunks: more would hold up the first paint


@dataclass(frozen=True)
class View:
    """What an embed shows of the map.

    `bounds` are the south-west and north-east corners; `authorities` the only ones drawn, all where it is None;
    `layers` the chunks they lie in; `selected` the area whose popup is open; `reach` how far the reader may go.
    """

    bounds: list[list[float]]
    authorities: list[str] | None
    layers: list[str]
    selected: str | None
    reach: list[list[float]] | None
    locked: str = FINEST


@blueprint.get("/embed", strict_slashes=False)
def embed() -> Response:
    """Show the map of a place, locked to the finest level."""
    allow_framing()
    edition = site().current()
    codes = ",".join(request.args.getlist("within")).split(",")
    within = tuple(sorted({code.strip() for code in codes} - {""}))
    selected = request.args.get("area", "").strip()
    places = _places(edition, within)
    area = _selected(edition, selected)
    return page(edition, (within, selected), "embed.html", lambda: _values(edition, places, area))


def _values(edition: StoredEdition, places: Sequence[Area], selected: Area | None) -> dict[str, Any]:
    view = asdict(_view(edition, places, selected))
    held = view["layers"] if len(view["layers"]) <= INLINED_AT_MOST else []
    values = map_values(edition, chunks=held, view=view)
    return {
        **values,
        "levels": [drawn for drawn in values["levels"] if drawn["level"] == FINEST],
        "view": data_block(json.dumps(view)),
        "place": " and ".join(place.name for place in _around(edition, places, selected)),
    }


def _places(edition: StoredEdition, codes: Sequence[str]) -> list[Area]:
    if len(codes) > PLACES_AT_MOST:
        raise BadParameterError(f"within names {len(codes)} places; an embed shows {PLACES_AT_MOST} at most.")
    levels = [level for level in Level if level is not FINEST]
    places = []
    for code in codes:
        found = [area for level in levels if (area := edition.area(level, code))]
        if not found:
            choices = codes_near(edition, code, levels)
            raise NotServedError(f"within={code[:40]}: no authority, region or nation has this code.", choices=choices)
        places.append(found[0])
    return places


def _selected(edition: StoredEdition, code: str) -> Area | None:
    area = edition.area(FINEST, code)
    if code and area is None:
        choices = codes_near(edition, code, [FINEST])
        raise NotServedError(f"area={code[:40]}: no MSOA has this code.", choices=choices)
    return area


def _view(edition: StoredEdition, places: Sequence[Area], selected: Area | None) -> View:
    around = _around(edition, places, selected)
    codes = [place.code for place in around]
    inside = [area for area in edition.areas[FINEST] if any(area.is_within(code) for code in codes)]
    authorities = {area.ltla_code for area in inside}
    return View(
        bounds=_bounds(edition, around),
        authorities=sorted(authorities) if places else None,
        layers=sorted({edition.chunk_of[code] for code in authorities if code in edition.chunk_of}),
        selected=selected.code if selected else None,
        reach=None if places else _bounds(edition, edition.areas[Level.NATION]),
    )


def _around(edition: StoredEdition, places: Sequence[Area], selected: Area | None) -> Sequence[Area]:
    """Give the places that a view is fitted to: those named, or the selected area's authority, or all."""
    authority = edition.area(Level.LTLA, selected.ltla_code) if selected else None
    return places or ([authority] if authority else edition.areas[Level.NATION])


def _bounds(edition: StoredEdition, places: Sequence[Area]) -> list[list[float]]:
    known = [box for place in places if (box := edition.box(place))]
    west, south, east, north = zip(*known or [[-6.4, 49.8, 1.8, 55.9]], strict=True)  # England, for want of boundaries
    return [[min(south), min(west)], [max(north), max(east)]]
