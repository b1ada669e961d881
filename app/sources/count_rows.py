"""Rows of counts as the store takes them: only areas, and one row per area and day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from app.dataset.definition import Counted
from app.errors import BadFileError
from app.sources.phrases import number_of
from app.sources.text import CORRECT

_KEY = ["area_code", "day"]
Disagreement = Callable[["pd.Series[Any]", "pd.Series[Any]"], BadFileError]


def without_unallocated(
    rows: pd.DataFrame, codes: pd.Series[str], are_areas: pd.Series[bool], counted: Counted
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Leave out the rows whose code is no area's; the note says how many, and their counts.

    All have the rows' numbers in the file as their index; `rows` may have each number several times.
    """
    if are_areas.all():
        return rows, ()
    left_out = rows[rows.index.isin(are_areas.index[~are_areas])]
    count = int(left_out["cases"].sum())
    example = str(codes[~are_areas].iloc[0]).strip()[:40] or "blank"
    note = (
        f"Left out {number_of(int((~are_areas).sum()), 'row')} "
        f"({count:,} {counted.one if count == 1 else counted.many}) "
        f"with no area's code ({example})."
    )
    return rows[rows.index.isin(are_areas.index[are_areas])], (note,)


def one_row_each(
    rows: pd.DataFrame, disagreement: Disagreement, *, largest: bool = False
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Keep one row per area and day; the note counts the repeats.

    Two rows that disagree give way to the largest count where `largest`, or raise the error that `disagreement` makes
    of them.
    """
    if not _has_repeats(rows):
        return rows.reset_index(drop=True), ()
    if largest:
        kept = rows.sort_values([*_KEY, "cases"], na_position="first").drop_duplicates(_KEY, keep="last").sort_index()
    else:
        kept = rows.drop_duplicates([*_KEY, "cases"])
        _refuse_disagreement(kept, disagreement)
    repeats = number_of(len(rows) - len(kept), "repeated row")
    taken = "took the largest count of each area and day" if largest else "each said the same again"
    return kept.reset_index(drop=True), (f"Left out {repeats}: {taken}.",)


def _has_repeats(rows: pd.DataFrame) -> bool:
    """Return whether an area and day occur twice, by sorted numbers: pandas would need far more memory."""
    area, (day, days) = pd.factorize(rows["area_code"])[0], pd.factorize(rows["day"])
    area *= len(days)
    area += day
    area.sort()
    return bool((area[1:] == area[:-1]).any())


def _refuse_disagreement(rows: pd.DataFrame, disagreement: Disagreement) -> None:
    again = rows.duplicated(_KEY)
    if again.any():
        second = rows[again].iloc[0]
        first = rows[(rows["area_code"] == second["area_code"]) & (rows["day"] == second["day"])].iloc[0]
        raise disagreement(first, second)


def rows_disagree(columns: Callable[[pd.Timestamp], str]) -> Disagreement:
    """Tell of two rows of a file by their numbers, which are their index; `columns` names the column of a day."""

    def tell(first: pd.Series[Any], second: pd.Series[Any]) -> BadFileError:
        problem = f"{second['area_code']} has another count for {second['day']:%Y-%m-%d} in row {first.name:,}."
        return BadFileError(f"{problem} {CORRECT}", row=int(str(second.name)), column=columns(second["day"]))

    return tell
