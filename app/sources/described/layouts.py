"""The layouts that a definition describes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from app.dataset import Dataset
from app.dataset.files import BoundaryLayer
from app.dataset.files import Table as TableDefinition
from app.sources.described.areas import read_areas
from app.sources.described.columns import are_of_counts, columns_of
from app.sources.described.counts import read_counts
from app.sources.described.layers import columns_of_layer, read_boundaries
from app.sources.heads import Form
from app.sources.layouts import AreasLayout, CountsLayout, Layout, ShapesLayout
from app.sources.marks import declared

_TABLES = (Form.CSV, Form.JSON, Form.GEOPACKAGE, Form.SHAPEFILE)
_SHAPES = (Form.JSON, Form.GEOPACKAGE, Form.SHAPEFILE)


def layouts_of(dataset: Dataset) -> tuple[Layout, ...]:
    """Return a layout for each table and layer that a definition describes, those of counts first."""
    layouts = (*map(_of_table, dataset.tables), *(_of_layer(layer, dataset) for layer in dataset.boundaries))
    return tuple(sorted(layouts, key=lambda layout: not layout.is_of_counts))


def _of_table(definition: TableDefinition) -> Layout:
    columns, marks = columns_of(definition), declared(definition.marks)
    if are_of_counts(definition):
        read = partial(read_counts, definition=definition)
        layout: Layout = CountsLayout(definition.name, _TABLES, columns, read, marks)
    else:
        layout = AreasLayout(definition.name, _TABLES, columns, partial(read_areas, definition=definition))
    return replace(
        layout,
        files=definition.files,
        sheet=definition.sheet,
        headings=definition.headings,
        encoding=definition.encoding,
        is_shared=True,
    )


def _of_layer(definition: BoundaryLayer, dataset: Dataset) -> Layout:
    read = partial(read_boundaries, definition=definition, dataset=dataset)
    columns = columns_of_layer(definition)
    return ShapesLayout("boundaries", _SHAPES, columns, read, files=definition.files, is_shared=True)
