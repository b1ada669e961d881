"""The metadata that other sites show of a page: its address, and a picture with alternative text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain import Area, Level, Period
from app.editions import StoredEdition
from app.options.beside import HEIGHT, LISTED, SIZE, WIDTH
from app.options.view import view_options
from app.pictures import alternative_text
from app.view import MapView, whole_area
from app.web.pages.rendering import absolute_root
from app.web.serving.options import write_query
from app.web.serving.site import site

LISTED_ON_CARD = 3  # areas that a list's card names
NARROW, WIDE = (400, 560), (800, 600)  # pixels, as frames are


@dataclass(frozen=True)
class Card:
    """A page's address, and a picture of its map or "" where there is none."""

    address: str
    image: str
    alternative: str
    width: int = SIZE[0]
    height: int = SIZE[1]


def card_of(view: MapView, path: str = "", *, list_title: str = "") -> Card:
    """Return the card of the page at a path below the site's root, which shows this view, or a list of it so titled.

    The picture is of this edition for good: networks keep what they find at an address.
    """
    address = f"{absolute_root()}{path}"
    if not view.shape:
        return Card(address, "", "")
    if site().is_static and len(view.places) == 1:  # one picture of a place, for all that is of it
        view, list_title = MapView(view.edition, view.week, view.places, selected=view.places[0]), ""
    pinned = replace(view, title=list_title, is_pinned=True)
    image = image_address(pinned, "png", listed=LISTED_ON_CARD if list_title else 0)
    words = site().once(("words of", image), lambda: alternative_text(pinned, pinned.level_at(*SIZE)))
    return Card(address, image, words)


def image_address(view: MapView, form: str, *size: int, listed: int = 0) -> str:
    """Return the whole address of a view's picture, in the usual size or so many pixels wide and high.

    So many of the highest areas are listed.
    """
    sides = dict(zip((WIDTH.name, HEIGHT.name), map(str, size), strict=False))
    options = {**view_options(view), **sides, LISTED.name: str(listed) if listed else ""}
    return f"{absolute_root()}image.{form}{write_query(options)}"


@dataclass(frozen=True)
class Pictures:
    """A view's picture in two sizes, for frames that are narrow and wide, and the words that stand in its place."""

    narrow: str
    wide: str
    alternative: str


def pictures_of(view: MapView) -> Pictures | None:
    """Return the pictures that stand where there is no script, None where nothing can be drawn."""
    if not view.shape:
        return None
    narrow, wide = (image_address(view, "svg", *size) for size in (NARROW, WIDE))
    return Pictures(narrow, wide, alternative_text(view, view.level_at(*WIDE)))


def view_of_list(
    edition: StoredEdition, level: Level, week: Period, places: Sequence[Area] = (), measure: str | None = None
) -> MapView:
    """Return the view of the areas that a list has, by the zoom where its level is not drawn."""
    drawn = [one["level"] for one in MapView(edition, week).map_parts["levels"]]
    listed = () if whole_area(edition) in places else tuple(places)
    return MapView(edition, week, listed, asked_level=level if level in drawn else None, asked_measure=measure)
