"""Read which view of the map an address asks for."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

from app.domain import FINEST, Area, Level, Shape, Week
from app.editions import StoredEdition
from app.errors import BadParameterError, NotServedError
from app.view import Corners, MapView
from app.web import parameters
from app.web.hierarchy import codes_near
from app.web.parameters import Options
from app.web.site import site

SCHEMES = ("auto", "light", "dark")


def read_view(given: Options) -> MapView:
    """Read the view that these options ask for.

    Raises BadParameterError for an option that has no such value; NotServedError with the choices for a code, week or
    edition that is not known.
    """
    asked = given.get("edition", "").strip()
    edition = site().edition(asked) if asked else site().current()
    shape = parameters.one_of(given, "shape", ["", *edition.shapes], "")
    whole = MapView(edition, edition.week, asked_shape=Shape(shape) if shape else None)
    drawn = [level["level"] for level in whole.map_parts["levels"]]
    level = parameters.one_of(given, "level", ["", *drawn], "")
    weeks = {*(Week(date.fromisoformat(day)) for day in edition.weeks), *(step.day for step in edition.timeline)}
    return replace(
        whole,
        week=parameters.week(given, "week", sorted(weeks), edition.week),
        places=parameters.places(given, edition),
        selected=_selected(given, edition),
        bounds=_bounds(given, whole),
        asked_level=Level(level) if level else None,
        asked_measure=parameters.one_of(given, "measure", ["", *edition.facts["measures"]], "") or None,
        title=parameters.line(given, "title"),
        scheme=parameters.one_of(given, "scheme", SCHEMES, SCHEMES[0]),
        is_pinned=bool(asked),
    )


def _selected(given: Options, edition: StoredEdition) -> Area | None:
    """Read an area's level and code, as in msoa.E02000001; a code alone is an MSOA's."""
    text = given.get("area", "").strip()
    if not text:
        return None
    word, _, code = text.rpartition(".")
    level = next((level for level in Level if level == (word or FINEST)), None)
    if level is None:
        raise BadParameterError(f"area={text[:40]}: give a level and a code, as in {FINEST}.E02000001.")
    found = edition.area(level, code)
    if found is None:
        choices = codes_near(edition, code, [level])
        raise NotServedError(f"area={text[:40]}: no {level.words} has this code.", choices=choices)
    return found


def _bounds(given: Options, whole: MapView) -> Corners | None:
    text = given.get("bounds", "").strip()
    if not text:
        return None
    problem = f"bounds={text[:60]}: give west,south,east,north in degrees, as in -1.8,54.8,-1.2,55.1"
    try:
        west, south, east, north = (parameters.decimal_number(number) for number in text.split(","))
    except ValueError:
        raise BadParameterError(f"{problem}.") from None
    if not all(math.isfinite(number) for number in (west, south, east, north)) or west >= east or south >= north:
        raise BadParameterError(f"{problem}.")
    corners = within_reach(((south, west), (north, east)), whole.corners)
    if corners is None:
        raise BadParameterError(f"{problem}; nothing of the map lies in these.")
    return corners


def within_reach(corners: Corners, reach: Corners) -> Corners | None:
    """Give the part of these bounds that lies in what the map reaches to, None where there is none."""
    (south, west), (north, east) = corners
    (least_south, least_west), (most_north, most_east) = reach
    if west >= most_east or east <= least_west or south >= most_north or north <= least_south:
        return None
    return (max(south, least_south), max(west, least_west)), (min(north, most_north), min(east, most_east))
