"""Find the outline of the area that is selected, and where its label stands."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from app.domain import Area
from app.pictures.areas import Arcs, Frame, Segment, segments_of
from app.pictures.labels import GAP, SIZE, Box, Label, beside, overlap
from app.pictures.text import BOLD, REGULAR, broken
from app.pictures.words import cell_of
from app.view import MapView
from app.wording import Wording

SMALLEST = 12  # units of an area's longer side below which a ring is drawn around it
SHARES = (0, 0.25, 0.5, 0.75, 1)
LABEL_WIDEST = 0.6  # of the map's width


@dataclass(frozen=True)
class Selected:
    """The area that is selected: its box in pixels of the map, and its outline in the frame's units.

    It has a ring instead of an outline where it is too small to be seen.
    """

    area: Area
    box: Box
    outline: frozenset[Segment]
    is_small: bool

    def is_under(self, box: Box, grid: int) -> bool:
        """Return whether it reaches into a box, as far as points tell: its own, or those of a grid over the box."""
        if not overlap(box, self.box) or self.is_small:
            return overlap(box, self.box)
        left, top, right, bottom = (side * grid for side in box)
        if any(left <= x <= right and top <= y <= bottom for segment in self.outline for x, y in segment):
            return True
        points = product(*([a + share * (b - a) for share in SHARES] for a, b in ((left, right), (top, bottom))))
        return any(self._has(x, y) for x, y in points)

    def _has(self, x: float, y: float) -> bool:
        """Return whether a point of the frame lies in its outline."""
        crossed = (
            x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0] for a, b in self.outline if (a[1] > y) != (b[1] > y)
        )
        return sum(crossed) % 2 == 1


def find_selected(view: MapView, frame: Frame, outline: set[Segment], grid: int, unit: float) -> Selected | None:
    """Return the selected area with its outline among the areas drawn, or else its own; None where it is not drawn."""
    area = view.selected
    found = view.edition.box(area, view.shape) if area else None
    if area is None or found is None:
        return None
    if not outline:
        name = view.edition.layer_of(area, view.shape)
        if name is None:
            return None
        own = view.layer(name)
        rows = [row for row, one in enumerate(own["objects"]["areas"]["geometries"]) if one["id"] == area.code]
        outline = segments_of(own, Arcs(frame, own), rows)
    left, top, right, bottom = (side / grid for side in frame.box(found))
    if max(right - left, bottom - top) >= SMALLEST * unit:
        return Selected(area, (left, top, right, bottom), frozenset(outline), is_small=False)
    x, y, radius = (left + right) / 2, (top + bottom) / 2, SMALLEST * unit
    return Selected(area, (x - radius, y - radius, x + radius, y + radius), frozenset(), is_small=True)


def label_of(selected: Selected, view: MapView, width: float, height: float, unit: float) -> Label:
    """Return the label that names the selected area with its count, beside it on a map of this size."""
    size, area = (SIZE + 1) * unit, selected.area
    count = Wording(view.edition.dataset).short_cases(cell_of(view, area), area.level)
    lines = [(line, BOLD) for line in broken(area.name, width * LABEL_WIDEST, size, BOLD)]
    lines += [(line, REGULAR) for line in broken(count, width * LABEL_WIDEST, size)]
    label = Label(tuple(line for line, _ in lines), 0, 0, size, tuple(weight for _, weight in lines))
    return beside(label, selected.box, width, height, 2 * GAP * unit)
