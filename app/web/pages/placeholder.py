"""Draw a rough picture of the map, shown until the script has drawn it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.editions.contents import LayerFile, MeasureClassFacts
from app.pictures.areas import Arcs, Fill, Frame, paths_of
from app.pictures.fills import HIDDEN, STRIPED

SIDE = 400  # units of the picture's longer side: about as many pixels as a phone's map has
LAND = "none"  # no fill of its own: the style sheet gives one
STRIPES = f"url(#{STRIPED})"  # which templates/_map.html defines


@dataclass(frozen=True)
class Placeholder:
    """A picture: its width and height, and a path for each fill; areas without one are `LAND`."""

    width: int
    height: int
    paths: Mapping[str, str]


def draw_placeholder(
    layers: Iterable[LayerFile],
    fill: Fill,
    corners: Sequence[Sequence[float]],
    within: Collection[str] | None = None,
    only: Collection[str] | None = None,
    classes: Sequence[MeasureClassFacts] = (),
) -> Placeholder:
    """Draw the areas of layer files, filled as the map does in either scheme.

    `fill` is that of the light scheme, by `classes` if there are any; `corners` are the south-west and north-east of
    the picture, latitude first; `within` the codes of the only authorities whose areas are drawn, `only` those of the
    only areas drawn.
    """
    frame = Frame.over(corners, SIDE)
    fills = {one["light"]: in_either_scheme(one) for one in classes} | {HIDDEN: "var(--hidden)", STRIPED: STRIPES}
    paths: dict[str, str] = {}
    for layer in layers:
        for key, path in paths_of(layer, Arcs(frame, layer), fill, within, only).items():
            drawn = fills.get(key, LAND)
            paths[drawn] = paths.get(drawn, "") + path
    return Placeholder(int(frame.width), int(frame.height), paths)


def in_either_scheme(one: MeasureClassFacts) -> str:
    """Return the paint of a class, as the page's own scheme has it."""
    return f"light-dark({one['light']},{one['dark']})"
