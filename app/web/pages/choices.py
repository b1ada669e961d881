"""Read the choices in the embed builder, and say in plain words which are impossible."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from app.errors import BadParameterError, NotServedError
from app.options import values
from app.options.beside import INTERACTIVE, SEARCH, read_yes
from app.options.option import Option
from app.options.values import Options
from app.options.view import (
    AREA,
    BOUNDS,
    EDITION,
    LEVEL,
    MEASURE,
    PLACES_AT_MOST,
    SCHEME,
    SHAPE,
    TITLE,
    VIEW,
    WEEK,
    WITHIN,
    read_view,
)
from app.web.pages.embed import Embed, read_embed
from app.web.pages.snippet import HEIGHT
from app.web.serving.site import edition_asked_for
from app.wording import Wording

LOWEST, HIGHEST = 200, 5000  # pixels of a frame
HEIGHT_OPTION = "height"
BY_ZOOM, THE_LATEST = "By place or zoom", "The latest, always"  # what is chosen where nothing else is

PROBLEMS: Mapping[str, str] = {
    WITHIN.name: "A place is not on the map. Search for it by name.",
    AREA.name: "The area to point out is not on the map. Search for it by name.",
    BOUNDS.name: "The view that you came from is not on the map. Go back and move the map to it, or go on without it.",
    LEVEL.name: f"These areas cannot be shown here. Choose others, or “{BY_ZOOM}”.",
    MEASURE.name: f"These figures cannot be shown here. Choose others under “{MEASURE.label}”.",
    SHAPE.name: "The map cannot be drawn in this shape. Choose another.",
    WEEK.name: "Nothing is known of this {week}. Choose another, or the latest.",
    EDITION.name: "The figures that were to be kept are not here any more. Go on with those of now.",
    SCHEME.name: "These colours are not known. Choose others.",
    SEARCH.name: "The search box is either there or not. Choose again.",
    INTERACTIVE.name: "It is either a map or a picture. Choose again.",
    HEIGHT_OPTION: f"Give the height in pixels, as a whole number from {LOWEST} to {HIGHEST:,}.",
}
TOO_MANY = f"A map shows up to {PLACES_AT_MOST} places. Leave some out."
HEXAGONS = f"These areas are not drawn as hexagons. Choose “{BY_ZOOM}”, or another shape."
SEARCH_IN_PICTURE = "A picture has no search box. Choose one of the two."
SEARCH_IN_WEEK = (
    f"The search box goes with the latest {{week}} alone. Choose “{THE_LATEST}”, or leave the search box out."
)


@dataclass(frozen=True)
class Choices:
    """What is chosen as far as it can be, and what is to be said of the rest."""

    embed: Embed
    height: int
    problems: tuple[str, ...]


def read_choices(given: Options) -> Choices:
    """Read the choices, leaving out those that cannot be.

    Raises WithdrawnEditionError where the edition to be kept was withdrawn.
    """
    kept = MultiDict(given.items(multi=True))
    problems = [*_wrong_alone(kept), *_wrong_together(kept)]
    embed = read_embed(kept)
    week = Wording(embed.view.dataset).week
    return Choices(embed, _height(kept), tuple(problem.format(week=week) for problem in problems))


def _wrong_alone(kept: Options) -> list[str]:
    """Leave out each choice that cannot be, and say why; what others go by comes first."""
    problems = []
    for name, read in _readers().items():
        try:
            read(kept)
        except (BadParameterError, NotServedError) as error:
            problems.append(_problem(name, kept, error))
            wrong = kept.poplist(name)
            if name == WITHIN.name:
                kept.setlist(name, _known_places(kept, wrong, read))
    return problems


def _known_places(kept: Options, given: Iterable[str], read: Callable[[Options], Any]) -> list[str]:
    """Return those of the given places that are known, as many as a map shows."""
    known = []
    for key in dict.fromkeys(",".join(given).split(",")):
        with suppress(BadParameterError, NotServedError):
            read(MultiDict([*kept.items(multi=True), (WITHIN.name, key)]))
            known.append(key)
    return known[:PLACES_AT_MOST]


def _readers() -> dict[str, Callable[[Options], Any]]:
    def alone(option: Option, *beside: Option) -> Callable[[Options], Any]:
        names = {one.name for one in (option, *beside)}
        return lambda kept: read_view(
            MultiDict(pair for pair in kept.items(multi=True) if pair[0] in names), edition_asked_for
        )

    def is_yes(option: Option) -> Callable[[Options], Any]:
        return lambda kept: read_yes(kept, option)

    return {
        EDITION.name: alone(EDITION),
        SHAPE.name: alone(SHAPE, EDITION),
        **{one.name: alone(one, EDITION, SHAPE) for one in VIEW if one not in (EDITION, SHAPE, TITLE)},
        **{option.name: is_yes(option) for option in (SEARCH, INTERACTIVE)},
        HEIGHT_OPTION: _height,
    }


def _problem(name: str, kept: Options, error: Exception) -> str:
    if name == WITHIN.name and isinstance(error, BadParameterError):
        return TOO_MANY
    return HEXAGONS if name == LEVEL.name and kept.get(SHAPE.name) else PROBLEMS[name]


def _wrong_together(kept: Options) -> list[str]:
    """Leave the search box out where it goes with nothing else that is chosen."""
    if not read_yes(kept, SEARCH):
        return []
    view = read_view(kept, edition_asked_for)
    problem = SEARCH_IN_PICTURE if read_yes(kept, INTERACTIVE) else ""
    if not problem and view.week != view.edition.week:
        problem = SEARCH_IN_WEEK
    if problem:
        kept.poplist(SEARCH.name)
    return [problem] if problem else []


def _height(given: Options) -> int:
    return values.whole_number(given, HEIGHT_OPTION, HEIGHT, HIGHEST, least=LOWEST)
