"""Choose the classes of each measure, for the map and its legend alike."""

from __future__ import annotations

import numpy as np

from app.cells import Cells
from app.domain import Level
from app.editions.contents import Measures
from app.pages.classes import MeasureClass, measure_classes
from app.publish.edition import Edition
from app.statistics.measures import rounded_all


def measures(edition: Edition) -> Measures:
    """Return each measure's classes by level, for the map and its legend alike."""
    by_level = {level: _classes(edition, level) for level in edition.dataset.drawn}
    return {
        measure: {level: [one.as_json() for one in classes[measure]] for level, classes in by_level.items()}
        for measure in edition.dataset.measures
    }


def _classes(edition: Edition, level: Level) -> dict[str, tuple[MeasureClass, ...]]:
    """Return a level's classes; those that are proposed hold for every period on record."""
    dataset, areas = edition.dataset, edition.areas[level]
    if dataset.gives_breaks(level):
        return measure_classes(dataset, level, (), ())
    tables = [edition.tables[level, week] for week in edition.weeks if (level, week) in edition.tables]
    cells = [Cells.of(table.cells) for table in tables]
    people = np.array([area.population or 0 for area in areas], dtype=np.int64)
    counts = [its.numbers[its.are_shown] for its in cells]
    has_rate = [its.are_shown & (people > 0) for its in cells]
    known = [(its.numbers[has].astype(np.int64), people[has]) for its, has in zip(cells, has_rate, strict=True)]
    rates = [rounded_all(count * dataset.rate_per, its_people) for count, its_people in known if dataset.rate_per]
    return measure_classes(dataset, level, np.concatenate([*counts, []]), np.concatenate([*rates, []]))
