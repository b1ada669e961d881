"""The options that choose a view of the map, read, written and explained."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import replace

from app.corners import Corners
from app.domain import Area, Level, Shape
from app.editions import StoredEdition
from app.errors import BadParameterError, NotServedError
from app.options import values
from app.options.option import Option
from app.options.places import codes_near, key_of, nouns_of, place_named
from app.options.values import Options
from app.view import MapView
from app.wording import Wording

SCHEMES = {"light": "Light", "dark": "Dark", "auto": "The reader's own"}  # the first where none is asked for
PLACES_AT_MOST = 20
SHAPES = {Shape.MAP: "Map", Shape.HEXES: "Hexagons"}


def read_view(given: Options, edition_of: Callable[[str], StoredEdition], *, but: Iterable[str] = ()) -> MapView:
    """Read the view of these options, apart from those in `but`; `edition_of("")` opens the current edition.

    Raises BadParameterError for an option that has no such value; NotServedError with the choices for a code, week or
    edition that is not known.
    """
    asked = asked_edition(given)
    edition = edition_of(asked)
    whole = MapView(edition, edition.week, is_pinned=bool(asked))
    left_out = {"edition", *but}
    for option in (SHAPE, *VIEW):  # the shape first, as others go by it
        if option.read and option.name not in left_out:
            view = MapView(edition, edition.week, asked_shape=whole.asked_shape)
            whole = replace(whole, **{option.field: option.read(given, view)})
    return whole


def asked_edition(given: Options) -> str:
    """Read the id of the requested edition; empty for the current one."""
    return given.get("edition", "").strip()


def view_options(view: MapView) -> dict[str, str]:
    """Return the options of a view in their normal form; empty for the whole current map."""
    given = {option.name: option.write(view) for option in VIEW if option.write}
    return {name: value for name, value in given.items() if value}


def read_places(given: Options, edition: StoredEdition, name: str = "within") -> tuple[Area, ...]:
    """Read places in a list or one by one, and return each place once, by code.

    Raises BadParameterError where they are too many, NotServedError with the choices where no area has one of them.
    """
    keys = sorted({key.strip() for key in ",".join(given.getlist(name)).split(",")} - {""})
    if len(keys) > PLACES_AT_MOST:
        raise BadParameterError(f"{name} names {len(keys)} places; it may name {PLACES_AT_MOST} at most.")
    levels = edition.dataset.coarser
    nouns = values.any_of(list(nouns_of(edition, reversed(levels)))) or "area"
    found = (place_named(edition, key, levels, f"{name}={key[:40]}: no {nouns} has this code.") for key in keys)
    return tuple(dict.fromkeys(sorted(found, key=lambda place: (place.code, place.level))))


def write_places(edition: StoredEdition, places: Iterable[Area]) -> str:
    """Write places as `read_places` reads them."""
    return ",".join(key_of(edition, place) for place in places)


def _selected(given: Options, whole: MapView) -> Area | None:
    """Read an area's level and code; a code alone is one of the finest level."""
    text, edition = given.get("area", "").strip(), whole.edition
    if not text:
        return None
    finest = edition.dataset.finest
    level, dot, code = text.partition(".")
    if dot and level in edition.dataset.slugs:
        return _area(edition, text, level, code)
    if dot and edition.area(finest, text) is None:
        example = next((area.code for area in edition.areas[finest]), "code")
        raise BadParameterError(f"area={text[:40]}: give a level and a code, as in {finest}.{example}.")
    return _area(edition, text, finest, text)


def _area(edition: StoredEdition, text: str, level: Level, code: str) -> Area:
    found = edition.area(level, code)
    if found is None:
        problem = f"area={text[:40]}: no {edition.dataset.level(level).name} has this code."
        raise NotServedError(problem, choices=codes_near(edition, code, [level]))
    return found


def _bounds(given: Options, whole: MapView) -> Corners | None:
    text = given.get("bounds", "").strip()
    if not text:
        return None
    problem = f"bounds={text[:60]}: give west,south,east,north in degrees, as in -1.8,54.8,-1.2,55.1"
    try:
        west, south, east, north = (values.decimal_number(number) for number in text.split(","))
    except ValueError:
        raise BadParameterError(f"{problem}.") from None
    if not all(math.isfinite(number) for number in (west, south, east, north)) or west >= east or south >= north:
        raise BadParameterError(f"{problem}.")
    corners = within_reach(((south, west), (north, east)), whole.corners)
    if corners is None:
        raise BadParameterError(f"{problem}; nothing of the map lies in these.")
    return corners


def within_reach(corners: Corners, reach: Corners) -> Corners | None:
    """Return the part of these bounds within the map's reach, None where there is none."""
    (south, west), (north, east) = corners
    (least_south, least_west), (most_north, most_east) = reach
    if west >= most_east or east <= least_west or south >= most_north or north <= least_south:
        return None
    return (max(south, least_south), max(west, least_west)), (min(north, most_north), min(east, most_east))


def _write_bounds(view: MapView) -> str:
    bounds = view.bounds
    return ",".join(f"{side:g}" for side in (*bounds[0][::-1], *bounds[1][::-1])) if bounds else ""


def _levels(view: MapView) -> list[Level]:
    return [level["level"] for level in view.map_parts["levels"]]


def _week(given: Options, whole: MapView) -> object:
    edition = whole.edition
    weeks = {*map(edition.period, edition.weeks), *(step.day for step in edition.timeline)}
    return values.week(given, "week", sorted(weeks), edition.week, Wording(edition.dataset).week)


def _weeks(view: MapView, wording: Wording) -> list[tuple[str, str]]:
    weeks = sorted({view.week, *(step.day for step in view.edition.timeline)}, reverse=True)
    return [(str(week), wording.ends(week)) for week in weeks]


def read_shape(given: Options, whole: MapView) -> Shape | None:
    """Read the shape that is asked for.

    Raises BadParameterError where the edition is not drawn in it.
    """
    shape = values.one_of(given, "shape", ["", *whole.edition.shapes], "")
    return Shape(shape) if shape else None


WITHIN = Option(
    "within",
    "A place to show alone, by its code; may be given again.",
    f"codes of up to {PLACES_AT_MOST} places, in a list or one by one; `level.code` where a code alone names several",
    "all",
    field="places",
    read=lambda given, whole: read_places(given, whole.edition),
    write=lambda view: write_places(view.edition, view.places),
    label="Place",
    is_several=True,
)
AREA = Option(
    "area",
    "Level and code of an area to outline and name with its count, as in level.code.",
    "level and code of the area whose count is told, as in `level.code`",
    "none",
    field="selected",
    read=_selected,
    write=lambda view: f"{view.selected.level}.{view.selected.code}" if view.selected else "",
    label="Area to point out",
)
BOUNDS = Option(
    "bounds",
    "West, south, east and north in degrees, to show what lies between.",
    "`west,south,east,north` in degrees, to be fitted to",
    "the places, or what the area lies in",
    field="bounds",
    read=_bounds,
    write=_write_bounds,
    label="Fitted to the view that you came from",
)
LEVEL = Option(
    "level",
    "The only level to draw.",
    "a level that is drawn, to be the only one",
    "the finest of a place, otherwise by zoom",
    field="asked_level",
    read=lambda given, whole: values.one_of(given, "level", ["", *_levels(whole)], "") or None,
    write=lambda view: view.asked_level or "",
    label="Areas",
    choices=lambda view, _: [(level, view.dataset.level(level).in_a_list) for level in _levels(view)],
)
MEASURE = Option(
    "measure",
    "The count's own name, rate or change.",
    "the count's own name, as in `cases`, or `rate` or `change`",
    "each level's own",
    field="asked_measure",
    read=lambda given, whole: values.one_of(given, "measure", ["", *whole.edition.facts["measures"]], "") or None,
    write=lambda view: view.asked_measure or "",
    label="Show",
    choices=lambda view, wording: [(slug, wording.short_measure(slug)) for slug in view.edition.facts["measures"]],
)
SHAPE = Option(
    "shape",
    "map or hexes.",
    "`map` or `hexes`, where both are drawn",
    "the map, or hexagons where there is none",
    field="asked_shape",
    read=read_shape,
    write=lambda view: view.asked_shape or "",
    label="Shape",
    choices=lambda view, _: [(shape, SHAPES[shape]) for shape in view.edition.shapes],
)
WEEK = Option(
    "week",
    "The last day of a period on record (YYYY-MM-DD).",
    "the last day of a week on record, as now known",
    "the edition's",
    field="week",
    read=_week,
    write=lambda view: str(view.week) if view.week != view.edition.week else "",
    label="Week",
    choices=_weeks,
)
EDITION = Option(
    "edition",
    "The id of the edition to show, instead of the one that readers see.",
    "an edition's id: what was published then, for good, with a line that says so",
    "what is current",
    write=lambda view: view.edition.id if view.is_pinned else "",
    label="Keep these figures for good, as published",
)
TITLE = Option(
    "title",
    "A title of your own.",
    f"up to {values.LONGEST_LINE} characters",
    "the site's title and the place",
    field="title",
    read=lambda given, _: values.line(given, "title"),
    write=lambda view: view.title,
    label="Title",
)
SCHEME = Option(
    "scheme",
    "light, dark, or auto for the reader's own.",
    "`light`, `dark`, or `auto`: the reader's own",
    "`light`",
    field="scheme",
    read=lambda given, _: values.one_of(given, "scheme", [*SCHEMES], "light"),
    write=lambda view: view.scheme if view.scheme != "light" else "",
    label="Colours",
    choices=lambda *_: [*SCHEMES.items()][1:],
)
VIEW = (WITHIN, AREA, BOUNDS, LEVEL, MEASURE, SHAPE, WEEK, EDITION, TITLE, SCHEME)
