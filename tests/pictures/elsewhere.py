"""The small place's map, as if its dataset were another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from app.dataset import Dataset
from app.domain import Cell, Level, Period, PeriodTable
from app.editions import StoredEdition
from app.view import MapView


def of_dataset(view: MapView, **said: Any) -> MapView:
    """Give the view of an edition whose dataset says otherwise."""
    return _with_dataset(view, replace(view.edition.dataset, **said))


def of_levels(view: MapView, level: Level, **said: Any) -> MapView:
    """Give the view of an edition whose dataset says otherwise of a level."""
    levels = (replace(each, **said) if each.slug == level else each for each in view.edition.dataset.levels)
    return _with_dataset(view, replace(view.edition.dataset, levels=tuple(levels)))


def with_cells(view: MapView, level: Level, cells: Mapping[int, Cell]) -> MapView:
    """Give the view of an edition in which other things are known of the areas in these places."""

    class Changed(StoredEdition):
        def _tables(self, week: Period) -> Mapping[Level, PeriodTable]:
            tables = dict(super()._tables(week))
            changed = tuple(cells.get(place, cell) for place, cell in enumerate(tables[level].cells))
            return {**tables, level: replace(tables[level], cells=changed)}

    return replace(view, edition=Changed(view.edition.path, view.edition.facts))


def _with_dataset(view: MapView, dataset: Dataset) -> MapView:
    class Changed(StoredEdition):
        @cached_property
        def dataset(self) -> Dataset:
            return dataset

    edition = Changed(view.edition.path, _with_measures(view, dataset))
    return replace(view, edition=edition, week=edition.period(str(view.week)))


def _with_measures(view: MapView, dataset: Dataset) -> Any:
    """Give the edition's facts with the classes of its count under what that is called."""
    measures = view.edition.facts["measures"]
    count = measures[view.edition.dataset.count_slug]
    return {**view.edition.facts, "measures": {**measures, dataset.count_slug: count}}
