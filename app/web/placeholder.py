"""Draw a rough picture of the map, to be seen until the script has drawn it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.editions.contract import LayerFile, MeasureClassFacts
from app.pictures.areas import Arcs, Frame, paths_of
from app.pictures.fills import fill_by_class, plain

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
    classes: Sequence[MeasureClassFacts],
    measure: str,
    corners: Sequence[Sequence[float]],
    within: Collection[str] | None = None,
) -> Placeholder:
    """Draw the areas of layer files in the colours of their classes, as the map does; as land without classes.

    `corners` are the south-west and north-east of the picture, latitude first; `within` the codes of the only areas
    drawn, or of the authorities that they lie in.
    """
    frame = Frame.over(corners, SIDE)
    fill = fill_by_class(measure, classes) if classes else plain
    paths: dict[str, str] = {}
    for layer in layers:
        for key, path in paths_of(layer, Arcs(frame, layer), fill, within).items():
            colour = key if key.startswith("#") else LAND
            paths[colour] = paths.get(colour, "") + path
    return Placeholder(int(frame.width), int(frame.height), paths)
