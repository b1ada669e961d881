"""What a reader may take away from a view: its picture, and its figures as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request, url_for

from app.domain import Area, Level
from app.options.places import key_of
from app.options.view import view_options, write_places
from app.view import MapView, whole_area
from app.web.serving.options import write_query
from app.web.serving.site import site


@dataclass(frozen=True)
class Taking:
    """The addresses of a view's picture and of its data, "" where there is none."""

    picture: str
    data: str


def taking_of(view: MapView, place: Area | None = None) -> Taking:
    """Return what can be taken away of a view: the data of a place, of all that it is fitted to where none is given."""
    is_drawn = view.shape and not site().is_static
    picture = f"{request.script_root}/image.png{write_query(view_options(view))}" if is_drawn else ""
    around = view.around if view.places or view.selected else ()
    return Taking(picture, _data(view, [place] if place else around))


def _data(view: MapView, places: Sequence[Area]) -> str:
    """Return the address of these places' areas in the view's week: a CSV file, or the table for several places."""
    edition = view.edition
    places = [] if whole_area(edition) in places else places
    level = _level_inside(view, places)
    week = view.weeks.get(level)
    if week is None:
        return ""
    is_latest = week == edition.week and not view.is_pinned
    if len(places) > 1:
        asked = {"level": level, "week": None if is_latest else str(week), "within": write_places(edition, places)}
        return f"{request.script_root}/table{write_query(asked)}"
    return url_for(
        "data.week_of_level",
        week="latest" if is_latest else str(week),
        level=level,
        within=key_of(edition, places[0], edition.dataset.slugs) if places else None,
        form="csv",
    )


def _level_inside(view: MapView, places: Sequence[Area]) -> Level:
    """Return the level that was asked for, the finest where none was or where these places lie in areas of it."""
    levels, finest = view.dataset.slugs, view.dataset.finest
    asked = view.asked_level or finest
    return finest if any(levels.index(place.level) > levels.index(asked) for place in places) else asked
