"""Draw a rough picture of the map, to be seen until the script has drawn it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.editions.contract import LayerFile
from app.pictures.areas import Arcs, Fill, Frame, paths_of

SIDE = 400  # units of the picture's longer side: about as many pixels as a phone's map has
LAND = "none"  # no fill of its own: the style sheet gives one


@dataclass(frozen=True)
class Placeholder:
    """A picture: its width and height, and a path for each colour; areas without one are `LAND`."""

    width: int
    height: int
    paths: Mapping[str, str]


def draw_placeholder(
    layers: Iterable[LayerFile],
    fill: Fill,
    corners: Sequence[Sequence[float]],
    within: Collection[str] | None = None,
    only: Collection[str] | None = None,
) -> Placeholder:
    """Draw the areas of layer files, filled as the map does.

    `corners` are the south-west and north-east of the picture, latitude first; `within` the codes of the only
    authorities whose areas are drawn, `only` those of the only areas drawn.
    """
    frame = Frame.over(corners, SIDE)
    paths: dict[str, str] = {}
    for layer in layers:
        for key, path in paths_of(layer, Arcs(frame, layer), fill, within, only).items():
            colour = key if key.startswith("#") else LAND
            paths[colour] = paths.get(colour, "") + path
    return Placeholder(int(frame.width), int(frame.height), paths)
