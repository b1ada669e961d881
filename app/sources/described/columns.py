"""Columns that a definition names, in the form that layouts use."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from app.dataset.files import Table as TableDefinition
from app.sources.columns import Column, Columns
from app.sources.spelling import fold, plain_heading
from app.sources.tables import Table


def are_of_counts(definition: TableDefinition) -> bool:
    """Return whether such tables hold counts."""
    return bool(definition.columns.count or definition.wide.periods or definition.wide.areas)


def columns_of(definition: TableDefinition) -> Columns:
    """Return the columns that such tables must have: all that the definition names."""
    needed = [column_called(heading) for heading in dict.fromkeys(headings_of(definition)) if heading]
    if definition.wide.periods:
        needed.append(Column(definition.wide.periods, definition.wide.periods, keeps_marks=True))
    return Columns(tuple(needed))


def column_of(table: Table, heading: str) -> pd.Series[str]:
    """Return the column so headed, or else the one whose heading is spelt alike; raises BadFileError as tables do."""
    exact = [place for place, its in enumerate(table.headings) if its == plain_heading(heading)]
    return table.at(exact[0]) if len(exact) == 1 else table.column(column_called(heading))


def column_called(heading: str) -> Column:
    """Make the column with this heading, in whatever spelling."""
    return Column(heading, re.escape(fold(heading)))


def headings_of(definition: TableDefinition) -> Iterator[str]:
    """Return the headings that a definition names, blank where it names none; patterns are none."""
    columns = definition.columns
    yield from (
        columns.code,
        columns.name,
        columns.count,
        columns.start,
        columns.end,
        columns.other_name,
        columns.population,
    )
    yield from (columns.longitude, columns.latitude, columns.finds)
    yield from columns.parents.values()
    yield from columns.parent_names.values()
    yield from definition.wide.areas
    yield from definition.where
