"""Report columns that no reader knows, so that nothing in a file is dropped silently."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from app.errors import BadFileError
from app.sources.layouts import AreasLayout, Layout
from app.sources.phrases import listed, number_of
from app.sources.spelling import fold
from app.sources.tables import Table

_HEADED_LIKE_COUNTS = re.compile(
    r"cases?|count(?!r?y|ies)|positive|wk\d|week|\ddays?|20\d\d/?[01]\d/?[0-3]\d|[0-3]\d/?[01]\d/?20\d\d"
)
_NUMBER = re.compile(r"-?[0-9][0-9,. ]*")
_MOSTLY = 0.5  # of the filled cells: the others may be marks for hidden


def tell_unread(table: Table, layout: Layout) -> tuple[str, ...]:
    """Name the columns that the layout does not have: of counts those that look like counts, of areas all.

    Raises BadFileError where counts would be left out of a table that is read for no figures at all.
    """
    unknown = [table.at(place) for place in layout.columns.unknown(table.headings) if table.headings[place]]
    if not isinstance(layout, AreasLayout):
        return tell_counts(unknown)
    like_counts = _like_counts(unknown)
    if like_counts and not layout.has_figures:
        raise BadFileError(
            f"It has what may be counts ({listed(like_counts)}) in columns that no layout of counts has, and would be "
            f"read as {layout.name} alone. Give them the headings of such a layout, or take them out."
        )
    headings = [str(column.name) for column in unknown]
    return (f"Left out {number_of(len(headings), 'column')}: {listed(headings)}.",) if headings else ()


def tell_counts(columns: Iterable[pd.Series[str]]) -> tuple[str, ...]:
    """Name the columns, each categorical text, that look like counts and were left out."""
    like_counts = _like_counts(columns)
    left_out = number_of(len(like_counts), "column")
    return (f"Left out {left_out} that may be counts: {listed(like_counts)}.",) if like_counts else ()


def _like_counts(columns: Iterable[pd.Series[str]]) -> list[str]:
    return [str(column.name) for column in columns if _looks_like_counts(column)]


def _looks_like_counts(column: pd.Series[str]) -> bool:
    if not _HEADED_LIKE_COUNTS.search(fold(str(column.name))):
        return False
    filled = column[~column.isin([text for text in column.cat.categories if not text.strip()])]
    are_numbers = filled.isin([text for text in column.cat.categories if _NUMBER.fullmatch(text.strip())])
    return len(filled) > 0 and bool(are_numbers.mean() >= _MOSTLY)
