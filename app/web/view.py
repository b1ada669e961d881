"""Read which view of the map an address asks for."""

from __future__ import annotations

import math
from collections.abc import Collection
from datetime import date

from flask import request

from app.domain import FINEST, Area, Level, Week
from app.editions import StoredEdition
from app.errors import BadParameterError, NotServedError
from app.view import Corners, MapView
from app.web import parameters
from app.web.hierarchy import codes_near
from app.web.site import site

OPTIONS = ("within", "area", "bounds", "level", "measure", "week", "edition", "title", "scheme")
PLACES_AT_MOST = 20
SCHEMES = ("auto", "light", "dark")


def read_view(*more_options: str) -> MapView:
    """Read the view that the request asks for.

    Raises BadParameterError for an option that is not known, here or among `more_options`, or has no such value;
    NotServedError with the choices for a code, week or edition that is not known.
    """
    _refuse_unknown((*OPTIONS, *more_options))
    asked = request.args.get("edition", "").strip()
    edition = site().edition(asked) if asked else site().current()
    drawn = [level["level"] for level in MapView(edition, edition.week).map_parts["levels"]]
    level = parameters.one_of("level", ["", *drawn], "")
    weeks = [Week(date.fromisoformat(day)) for day in edition.weeks]
    return MapView(
        edition,
        parameters.week("week", weeks, edition.week),
        _places(edition),
        _selected(edition),
        _bounds(edition),
        Level(level) if level else None,
        parameters.one_of("measure", ["", *edition.facts["measures"]], "") or None,
        parameters.line("title"),
        parameters.one_of("scheme", SCHEMES, SCHEMES[0]),
        is_pinned=bool(asked),
    )


def _refuse_unknown(known: Collection[str]) -> None:
    unknown = sorted(set(request.args) - set(known))
    if unknown:
        raise BadParameterError(f"There is no option {unknown[0][:40]} here; there are {', '.join(known)}.")


def _places(edition: StoredEdition) -> tuple[Area, ...]:
    given = ",".join(request.args.getlist("within")).split(",")
    codes = sorted({code.strip() for code in given} - {""})
    if len(codes) > PLACES_AT_MOST:
        raise BadParameterError(f"within names {len(codes)} places; a map shows {PLACES_AT_MOST} at most.")
    return tuple(_place(edition, code) for code in codes)


def _place(edition: StoredEdition, code: str) -> Area:
    levels = [level for level in Level if level is not FINEST]
    for level in levels:
        if found := edition.area(level, code):
            return found
    choices = codes_near(edition, code, levels)
    raise NotServedError(f"within={code[:40]}: no authority, region or nation has this code.", choices=choices)


def _selected(edition: StoredEdition) -> Area | None:
    """Read an area's level and code, as in msoa.E02000001; a code alone is an MSOA's."""
    given = request.args.get("area", "").strip()
    if not given:
        return None
    word, _, code = given.rpartition(".")
    level = next((level for level in Level if level == (word or FINEST)), None)
    if level is None:
        raise BadParameterError(f"area={given[:40]}: give a level and a code, as in {FINEST}.E02000001.")
    found = edition.area(level, code)
    if found is None:
        choices = codes_near(edition, code, [level])
        raise NotServedError(f"area={given[:40]}: no {level.words} has this code.", choices=choices)
    return found


def _bounds(edition: StoredEdition) -> Corners | None:
    given = request.args.get("bounds", "").strip()
    if not given:
        return None
    problem = f"bounds={given[:60]}: give west,south,east,north in degrees, as in -1.8,54.8,-1.2,55.1"
    try:
        west, south, east, north = (float(number) for number in given.split(","))
    except ValueError:
        raise BadParameterError(f"{problem}.") from None
    if not all(math.isfinite(number) for number in (west, south, east, north)) or west >= east or south >= north:
        raise BadParameterError(f"{problem}.")
    reach = MapView(edition, edition.week).corners
    if west > reach[1][1] or east < reach[0][1] or south > reach[1][0] or north < reach[0][0]:
        raise BadParameterError(f"{problem}; nothing of the map lies in these.")
    (least_south, least_west), (most_north, most_east) = reach
    return (max(south, least_south), max(west, least_west)), (min(north, most_north), min(east, most_east))
