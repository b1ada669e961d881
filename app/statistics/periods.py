"""Sum daily counts into periods."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from app.domain import Length, Period

Array = NDArray[Any]


def period_sums(daily: pd.DataFrame, length: Length, published_on: date, complete_after_days: int) -> pd.DataFrame:
    """Sum the days of each period that is complete: one that ends on each day, or on the last day of each month.

    Takes area_code, day (datetime64) and cases; gives area_code (categorical), day (the last of the period) and cases
    (Int64). A day that a file leaves out has no cases up to the area's last row, and is unknown after it. Recent days
    are incomplete, since results keep coming: the latest complete day is `complete_after_days` before the publication.
    """
    area, codes = pd.factorize(daily["area_code"])
    days, cases, is_unknown = _by_day(daily, area, len(codes))
    complete = days[days <= pd.Timestamp(published_on - timedelta(days=complete_after_days))]
    firsts, lasts = _months(complete, length) if length.months else _days(len(complete), length.days)
    sums, unknown = (_between(of_days, firsts, lasts) for of_days in (cases, is_unknown))
    return pd.DataFrame(
        {
            "area_code": pd.Categorical.from_codes(
                np.repeat(np.arange(len(codes)), len(lasts)), pd.Index(codes, dtype="str")
            ),
            "day": np.tile(days[lasts], len(codes)),
            "cases": pd.arrays.IntegerArray(sums.T.ravel(), (unknown > 0).T.ravel()),
        }
    )


def _by_day(daily: pd.DataFrame, area: Array, areas: int) -> tuple[pd.DatetimeIndex, Array, Array]:
    """Return every day from the first to the last, each area's cases on it, and where these are unknown."""
    days = pd.date_range(daily["day"].min(), daily["day"].max(), unit="us") if len(daily) else pd.DatetimeIndex([])
    day = days.get_indexer(pd.DatetimeIndex(daily["day"]))
    is_blank = daily["cases"].isna().to_numpy()
    cases, blank = np.zeros((len(days), areas), dtype=np.int64), np.zeros((len(days), areas), dtype=bool)
    cases[day, area] = daily["cases"].fillna(0).to_numpy(dtype=np.int64)
    blank[day[is_blank], area[is_blank]] = True
    last = np.full(areas, -1)
    np.maximum.at(last, area[~is_blank], day[~is_blank])
    return days, cases, blank | (np.arange(len(days))[:, None] > last)


def _between(of_days: Array, firsts: Array, lasts: Array) -> Array:
    """Sum the rows from each first to each last."""
    before = np.concatenate([np.zeros((1, of_days.shape[1]), dtype=np.int64), of_days.cumsum(axis=0)])
    sums: Array = before[lasts + 1] - before[firsts]
    return sums


def _days(number: int, length: int) -> tuple[Array, Array]:
    lasts = np.arange(length - 1, number)
    return lasts - length + 1, lasts


def _months(days: pd.DatetimeIndex, length: Length) -> tuple[Array, Array]:
    """Return the first and last days of the calendar months whose days are all there, by their places."""
    lasts = np.flatnonzero(days.is_month_end).tolist()
    starts = [pd.Timestamp(Period(days[last].date(), length).start) for last in lasts]
    whole = [(days.get_loc(start), last) for start, last in zip(starts, lasts, strict=True) if start >= days[0]]
    firsts, ends = np.array(whole, dtype=np.intp).reshape(-1, 2).T
    return firsts, ends
