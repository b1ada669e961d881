"""Options of the map's page, of embeds and of pictures, beside those of the view."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.errors import BadParameterError
from app.options import values
from app.options.option import Option
from app.options.values import Options
from app.options.view import AREA, EDITION, LEVEL, MEASURE, SHAPE, VIEW, WEEK

SIZE = (1200, 630)  # pixels of a picture, as social networks show it
LEAST, MOST = 200, 2400  # pixels that a picture's side may have
LISTED_AT_MOST = 10  # areas in a picture
NUMBER = r"-?[0-9]{1,3}(?:\.[0-9]{1,12})?"
MIDDLE = re.compile(f"({NUMBER}),({NUMBER}),({NUMBER})")
FURTHEST = (85.0, 180.0, 22.0)  # degrees north or south, east or west, and zoom

Middle = tuple[float, float, float]  # latitude, longitude and zoom


@dataclass(frozen=True)
class Size:
    """A size of pictures that newsrooms use: what it is called, its pixels and what it is for."""

    name: str
    width: int
    height: int
    use: str


SIZES = (
    Size("Wide", 1200, 675, "16:9, for an article or a post"),
    Size("Square", 1080, 1080, "1:1, for social media"),
    Size("Portrait", 1080, 1350, "4:5, for a phone's screen"),
    Size("Print", MOST, 1350, "16:9, for paper or a large screen"),
)


def read_middle(given: Options) -> Middle | None:
    """Read where the map's page opens.

    Raises BadParameterError where that cannot be.
    """
    text = given.get("view", "").replace(" ", "")
    if not text:
        return None
    found = MIDDLE.fullmatch(text)
    latitude, longitude, zoom = (float(number) for number in found.groups()) if found else FURTHEST
    north, east, closest = FURTHEST
    if abs(latitude) >= north or abs(longitude) > east or not 0 <= zoom <= closest:
        raise BadParameterError(f"view={text[:40]}: give latitude, longitude and zoom, as in 54.78,-1.57,11.")
    return latitude, longitude, zoom


def write_middle(middle: Middle | None) -> str:
    """Write where the map's page opens; `static/js/page/state.js` writes the same."""
    return "{:.4f},{:.4f},{:.2f}".format(*middle) if middle else ""


def read_size(given: Options) -> tuple[int, int]:
    """Read a picture's width and height.

    Raises BadParameterError where one cannot be.
    """
    width, height = (
        values.whole_number(given, option.name, default, MOST, least=LEAST)
        for option, default in zip((WIDTH, HEIGHT), SIZE, strict=True)
    )
    return width, height


def read_listed(given: Options) -> int:
    """Read how many of the highest areas a picture lists.

    Raises BadParameterError where that cannot be.
    """
    return values.whole_number(given, LISTED.name, 0, LISTED_AT_MOST)


def read_yes(given: Options, option: Option) -> bool:
    """Return whether an option that is yes or no has its unusual value."""
    usual, unusual = ("yes", "no") if option is INTERACTIVE else ("no", "yes")
    return values.one_of(given, option.name, (usual, unusual), usual) == unusual


MIDDLE_OF_MAP = Option("view", "Where the map opens.", "latitude, longitude and zoom", "all of the map")
INTERACTIVE = Option(
    "interactive",
    "no: a picture without any script.",
    "`no`: a picture without any script, which leads to the map",
    "`yes`",
    label="A picture, without a script",
)
SEARCH = Option("search", "yes: with a search box.", "`yes`: with a search box", "`no`", label="With a search box")
WIDTH, HEIGHT = (
    Option(name, f"In pixels, from {LEAST:,} to {MOST:,}.  [default: {size}]", f"{LEAST:,} to {MOST:,}", f"{size:,}")
    for name, size in zip(("width", "height"), SIZE, strict=True)
)

LISTED = Option(
    "listed",
    f"How many of the highest areas to list, up to {LISTED_AT_MOST}.",
    f"0 to {LISTED_AT_MOST}: how many of the highest areas are listed",
    "0",
)

MAP = (AREA, MEASURE, LEVEL, SHAPE, WEEK, EDITION, MIDDLE_OF_MAP)
EMBED = (*VIEW, SEARCH, INTERACTIVE)
PICTURE = (*VIEW, WIDTH, HEIGHT, LISTED)
