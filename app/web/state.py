"""Read what an address of the map's page asks for: what an embed can show too, and what the map alone remembers."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from werkzeug.datastructures import MultiDict

from app.domain import Level, Shape
from app.errors import BadParameterError
from app.view import MapView, bounds_of
from app.web import parameters
from app.web.card import SIZE
from app.web.parameters import Options
from app.web.view import read_view, within_reach

NUMBER = r"-?[0-9]{1,3}(?:\.[0-9]{1,12})?"
MIDDLE = re.compile(f"({NUMBER}),({NUMBER}),({NUMBER})")
FURTHEST = (85.0, 180.0, 22.0)  # degrees north or south, east or west, and zoom
CLOSEST = 13  # zoom beyond which the map does not go, whatever is asked for, as in static/js/view.js


@dataclass(frozen=True)
class MapState:
    """What the map's page is asked to show.

    `level` is the only one to be drawn as a map, which hexagons leave as it is; `middle` the latitude, the longitude
    and the zoom to open at, the view's bounds being what that shows.
    """

    view: MapView
    level: Level | None = None
    middle: tuple[float, float, float] | None = None

    @property
    def options(self) -> dict[str, str]:
        """Give what an address asks for this by, in its normal form; `static/js/state.js` writes the same."""
        given = {**self.view.options, "level": self.level or "", "view": ""}
        if self.middle:
            latitude, longitude, zoom = self.middle
            given = {**given, "bounds": "", "view": f"{latitude:.4f},{longitude:.4f},{zoom:.2f}"}
        return {name: value for name, value in given.items() if value}


def read_state(given: Options, size: tuple[int, int] = SIZE) -> MapState:
    """Read the state that these options ask for, its view fitted to so many pixels.

    Raises BadParameterError for a value that cannot be, NotServedError with the choices for a code or week that is not
    known.
    """
    view = read_view(MultiDict((name, value) for name, value in given.items(multi=True) if name != "shape"))
    level, middle = view.asked_level, _middle(given)
    shape = parameters.one_of(given, "shape", ["", *view.edition.shapes], "")
    if shape:
        view = replace(view, asked_shape=Shape(shape))
        drawn = [one["level"] for one in view.map_parts["levels"]]
        view = replace(view, asked_level=level if level in drawn else None)
    if middle:
        whole = MapView(view.edition, view.week, asked_shape=view.asked_shape)
        latitude, longitude, zoom = middle
        shown = bounds_of(latitude, longitude, min(zoom, CLOSEST), *size)
        view = replace(view, bounds=within_reach(shown, whole.corners))
    return MapState(view, level, middle)


def _middle(given: Options) -> tuple[float, float, float] | None:
    text = given.get("view", "").replace(" ", "")
    if not text:
        return None
    found = MIDDLE.fullmatch(text)
    latitude, longitude, zoom = (float(number) for number in found.groups()) if found else FURTHEST
    north, east, closest = FURTHEST
    if abs(latitude) >= north or abs(longitude) > east or not 0 <= zoom <= closest:
        raise BadParameterError(f"view={text[:40]}: give latitude, longitude and zoom, as in 54.78,-1.57,11.")
    return latitude, longitude, zoom
