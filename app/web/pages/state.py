"""The state of the map's page, read from its address: the options of embeds, and those of the page alone."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.corners import bounds_of
from app.domain import Level
from app.options.beside import MIDDLE_OF_MAP, SIZE, Middle, read_middle, write_middle
from app.options.values import Options
from app.options.view import BOUNDS, LEVEL, SHAPE, read_shape, read_view, view_options, within_reach
from app.view import MapView
from app.web.serving.site import edition_asked_for


@dataclass(frozen=True)
class MapState:
    """What the map's page is asked to show.

    `level` is the only one to be drawn as a map, which hexagons leave as it is; `middle` the latitude, the longitude
    and the zoom to open at, the view's bounds being what that shows.
    """

    view: MapView
    level: Level | None = None
    middle: Middle | None = None

    @property
    def options(self) -> dict[str, str]:
        """Return what an address asks for this by, in its normal form; `static/js/page/state.js` writes the same."""
        given = {**view_options(self.view), LEVEL.name: self.level or "", MIDDLE_OF_MAP.name: write_middle(self.middle)}
        if self.middle:
            given = {**given, BOUNDS.name: ""}
        return {name: value for name, value in given.items() if value}


def read_state(given: Options, size: tuple[int, int] = SIZE) -> MapState:
    """Read the state that these options ask for, its view fitted to so many pixels.

    Raises BadParameterError for a value that cannot be, NotServedError with the choices for a code or week that is not
    known.
    """
    view = read_view(given, edition_asked_for, but=[SHAPE.name])
    level, middle = view.asked_level, read_middle(given)
    shape = read_shape(given, view)
    if shape:
        view = replace(view, asked_shape=shape)
        drawn = [one["level"] for one in view.map_parts["levels"]]
        view = replace(view, asked_level=level if level in drawn else None)
    if middle:
        whole = MapView(view.edition, view.week, asked_shape=view.asked_shape)
        latitude, longitude, zoom = middle
        shown = bounds_of(latitude, longitude, min(zoom, view.map_parts["closest"]), *size)
        view = replace(view, bounds=within_reach(shown, whole.corners))
    return MapState(view, level, middle)
