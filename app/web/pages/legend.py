"""The legend of a map: a section for each level and measure; the script shows the one that is drawn."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain import Level
from app.editions.contents import Box, DrawnLevel
from app.pictures.areas import Frame
from app.pictures.bar import Step, steps_of, tally, whole_figures
from app.pictures.fills import DOTTED, HATCHED, HIDDEN, STRIPED
from app.view import MapView
from app.web.pages.placeholder import in_either_scheme

MAP = (920, 600)  # pixels of a map that has room for a legend over it
MARGIN, CARD = 12, (296, 170)
CORNERS_OF_MAP = ("top-right", "bottom-right", "bottom-left")  # at the top left are the buttons


@dataclass(frozen=True)
class Section:
    """The legend of a level in a measure; `numbers` counts the areas that have no figure by why they have none."""

    drawn: DrawnLevel
    measure: str
    published_on: date | None
    steps: tuple[Step, ...]
    numbers: Mapping[str, int]
    is_shown: bool

    @property
    def is_by_zoom(self) -> bool:
        """Return whether the level is drawn in this measure where the reader chose none."""
        return self.measure == self.drawn["measure"]


def legend_of(view: MapView, measures: Sequence[str]) -> dict[str, Any]:
    """Return what a page's legend is made of: `measures` are those that the reader may choose."""
    return {
        "sections": list(_sections(view, measures)),
        "corner": corner_of(view),
        "whole": whole_of(view),
        "measure_by_zoom": view.asked_measure is None and len({drawn["measure"] for drawn in view.levels}) > 1,
    }


def corner_of(view: MapView) -> str:
    """Name the corner of a wide map where no area lies under a legend; empty where there is none."""
    frame = Frame.fitted(view.corners, *MAP, MARGIN)
    level = view.dataset.finest
    boxes = [
        box
        for area in view.edition.areas[level]
        if _is_drawn(view, area.within) and (box := view.edition.box(area, view.shape))
    ]
    return next((corner for corner in CORNERS_OF_MAP if not _meets(corner, frame, boxes)), "")


def _is_drawn(view: MapView, within: Mapping[Level, str]) -> bool:
    return view.authorities is None or within.get(view.dataset.reports_by) in view.authorities


def _meets(corner: str, frame: Frame, boxes: Sequence[Box]) -> bool:
    vertical, horizontal = corner.split("-")
    width, height = (side + 2 * MARGIN for side in CARD)
    left = 0 if horizontal == "left" else MAP[0] - width
    top = 0 if vertical == "top" else MAP[1] - height
    for box in boxes:
        west, north, east, south = frame.box(box)
        if west < left + width and left < east and north < top + height and top < south:
            return True
    return False


def _sections(view: MapView, measures: Sequence[str]) -> Iterator[Section]:
    for drawn in view.levels:
        for measure in measures or [drawn["measure"]]:
            # Only what is seen before the script counts itself is counted here.
            is_shown = drawn == view.levels[0] and measure == drawn["measure"]
            counted = tally(view, drawn["level"], measure) if is_shown else None
            table = view.table(drawn["level"])
            numbers = {why: counted[why] if counted else 0 for why in (HIDDEN, HATCHED, DOTTED, STRIPED)}
            classes = view.edition.facts["measures"][measure][drawn["level"]]
            steps = tuple(steps_of(classes, counted, in_either_scheme))
            yield Section(drawn, measure, table.published_on if table else None, steps, numbers, is_shown)


def whole_of(view: MapView) -> str | None:
    """Return the area in which all others lie, for its mark on the bar; None without one, or if it has no figure."""
    whole = whole_figures(view)
    if whole is None:
        return None
    facts = {
        "level": whole.area.level,
        "name": whole.area.name,
        "population": whole.area.population,
        "weekEnd": whole.week_end,
        "cases": whole.cases,
        "before": whole.before,
        "beforeOnRecord": whole.before is not None,
    }
    return json.dumps(facts, ensure_ascii=False)
