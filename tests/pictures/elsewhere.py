"""The small place's map, as if its dataset were another."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from app.dataset import Dataset
from app.domain import Cell, Level, Period, PeriodTable, Shape, Shown
from app.editions import StoredEdition
from app.editions.contents import MapFile
from app.editions.contract import WEEK
from app.view import MapView


def with_level(dataset: Dataset, level: Level, **said: Any) -> Dataset:
    """Return a dataset that says otherwise of a level."""
    return replace(dataset, levels=tuple(replace(one, **said) if one.slug == level else one for one in dataset.levels))


def as_if_of(view: MapView, dataset: Dataset) -> MapView:
    """Return the view of an edition of another dataset, with the same levels, that has the same figures."""
    facts = view.edition.facts
    renamed = {view.edition.dataset.count_slug: dataset.count_slug}

    class Changed(StoredEdition):
        @cached_property
        def dataset(self) -> Dataset:
            return dataset

        def map_parts(self, shape: Shape | None) -> MapFile:
            parts = super().map_parts(shape)
            levels = ((drawn, drawn["measure"]) for drawn in parts["levels"])
            return {
                **parts,
                "levels": [{**drawn, "measure": renamed.get(measure, measure)} for drawn, measure in levels],
            }

    measures = {renamed.get(measure, measure): classes for measure, classes in facts["measures"].items()}
    edition = Changed(view.edition.storage, view.edition.id, {**facts, "measures": measures})
    return replace(view, edition=edition, week=edition.period(str(view.week)))


def with_cells(view: MapView, level: Level, cells: Mapping[int, Cell]) -> MapView:
    """Return the view of an edition in which other things are known of the areas in these places."""

    class Changed(StoredEdition):
        def _tables(self, week: Period) -> Mapping[Level, PeriodTable]:
            tables = dict(super()._tables(week))
            changed = tuple(cells.get(place, cell) for place, cell in enumerate(tables[level].cells))
            return {**tables, level: replace(tables[level], cells=changed)}

        def read(self, name: str) -> bytes:
            if not WEEK.is_name(name):
                return super().read(name)
            levels = json.loads(super().read(name))
            for place, cell in cells.items():
                levels[level]["cases"][place] = cell.cases if isinstance(cell, Shown) else cell.value
            return json.dumps(levels).encode()

    return replace(view, edition=Changed(view.edition.storage, view.edition.id, view.edition.facts))
