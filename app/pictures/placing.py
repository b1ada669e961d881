"""Place names on a map, none over another: static/js/map/placing.js does the same in the browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from app.pictures.labels import Box, Label, Name, overlap

DOT, RADIUS = 7, 3.5  # units from the middle of a town's dot to its name, and the dot's half
GAP, GAP_ABOVE = 4, 2  # units beside a name, and above and below it
STEPS = (0, -1.5, 1.5)  # heights by which the name of a group may stand beside its middle
FURTHEST = 0.15  # of a group's own height: further, its name would stand in another


def place(
    names: Sequence[tuple[Name, Label]], edge: Box, unit: float, taken: Sequence[Box], is_free: Callable[[Box], bool]
) -> list[Label]:
    """Move labels to where there is room, the first labels first; labels without room are left out.

    Of the places that a name may have, it takes the one over the fewest dots of towns.
    """
    full = [*taken]
    dots = [_dot(name, unit) for name, _ in names if name.rank == "town"]
    laid: list[Label] = []
    for name, label in names:
        own = _dot(name, unit)
        free = [
            (sum(overlap(box, dot) and dot != own for dot in dots), at, moved, box)
            for at, moved in enumerate(_places(name, label, unit))
            if _is_within(box := _around(name, moved, unit), edge)
            and not any(overlap(box, other) for other in full)
            and is_free(box)
        ]
        if free:
            _, _, best, box = min(free, key=lambda one: one[:2])
            full.append(box)
            laid.append(best)
    return laid


def _places(name: Name, label: Label, unit: float) -> Iterator[Label]:
    """Return the places that a name may have, the best first."""
    half, half_height = max(label.widths) / 2, label.height / 2
    if name.rank == "area":
        yield label
    elif name.rank == "group":
        furthest = FURTHEST * (name.most or (0, 0))[1]
        steps = (step * label.height for step in STEPS)
        yield from (replace(label, y=name.y + step) for step in steps if abs(step) <= furthest)
    else:
        beside, above = DOT * unit + half, DOT * unit / 2 + half_height
        yield from (replace(label, x=name.x + side * beside) for side in (1, -1))
        yield from (replace(label, y=name.y + side * above) for side in (-1, 1))


def _around(name: Name, label: Label, unit: float) -> Box:
    """Return the box of a name with a gap and, for a town, its dot."""
    left, top, right, bottom = label.box
    across, down = GAP * unit, GAP_ABOVE * unit
    box = (left - across, top - down, right + across, bottom + down)
    if name.rank != "town":
        return box
    dot = _dot(name, unit)
    return min(box[0], dot[0]), min(box[1], dot[1]), max(box[2], dot[2]), max(box[3], dot[3])


def _dot(name: Name, unit: float) -> Box:
    radius = RADIUS * unit
    return name.x - radius, name.y - radius, name.x + radius, name.y + radius


def _is_within(inner: Box, outer: Box) -> bool:
    return inner[0] >= outer[0] and inner[1] >= outer[1] and inner[2] <= outer[2] and inner[3] <= outer[3]
