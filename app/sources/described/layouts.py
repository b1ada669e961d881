"""The layouts that a definition describes."""

from __future__ import annotations

from functools import partial

from app.dataset import Dataset
from app.dataset.definition import BoundaryLayer
from app.dataset.definition import Table as TableDefinition
from app.sources.contents import Reading
from app.sources.described.areas import read_areas
from app.sources.described.columns import are_of_counts, columns_of
from app.sources.described.counts import read_counts
from app.sources.described.layers import columns_of_layer, read_boundaries
from app.sources.given import Publication
from app.sources.heads import Form
from app.sources.layouts import AreasLayout, CountsLayout, Layout, ShapesLayout
from app.sources.marks import declared
from app.sources.tables import Table

_TABLES = (Form.CSV, Form.JSON, Form.GEOPACKAGE, Form.SHAPEFILE)
_SHAPES = (Form.JSON, Form.GEOPACKAGE, Form.SHAPEFILE)


def layouts_of(dataset: Dataset) -> tuple[Layout, ...]:
    """Give a layout for each table and layer that a definition describes, those of counts first."""
    layouts = (*map(_of_table, dataset.tables), *(_of_layer(layer, dataset) for layer in dataset.boundaries))
    return tuple(sorted(layouts, key=lambda layout: not layout.is_of_counts))


def _of_table(definition: TableDefinition) -> Layout:
    columns = columns_of(definition)
    known = {
        "files": definition.files,
        "sheet": definition.sheet,
        "encoding": definition.encoding,
    }
    if not are_of_counts(definition):
        read = partial(read_areas, definition=definition)
        return AreasLayout(
            definition.name, _TABLES, columns, read, headings=definition.headings, is_shared=True, **known
        )

    def read_as_described(table: Table, given: Publication) -> Reading:
        return read_counts(table, definition, given)

    marks = declared(definition.marks)
    return CountsLayout(
        definition.name,
        _TABLES,
        columns,
        read_as_described,
        marks,
        headings=definition.headings,
        is_shared=True,
        **known,
    )


def _of_layer(definition: BoundaryLayer, dataset: Dataset) -> Layout:
    read = partial(read_boundaries, definition=definition, dataset=dataset)
    columns = columns_of_layer(definition)
    return ShapesLayout("boundaries", _SHAPES, columns, read, files=definition.files, is_shared=True)
