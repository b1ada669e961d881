"""Sum daily counts into periods."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from app.domain import Length, Period


def period_sums(daily: pd.DataFrame, length: Length, published_on: date, complete_after_days: int) -> pd.DataFrame:
    """Sum the days of each period that is complete: one that ends on each day, or on the last day of each month.

    Takes area_code, day (datetime64) and cases; gives area_code, day (the last of the period) and cases (Int64). A day
    that a file leaves out has no cases up to the area's last row, and is unknown after it. Recent days are incomplete,
    since results keep coming: the latest complete day is `complete_after_days` before the publication.
    """
    wide = daily.pivot(index="day", columns="area_code", values="cases").astype("Float64").asfreq("D")
    left_out = wide.isna() & wide.bfill().notna()
    blank = daily[daily["cases"].isna()]
    filled = wide.mask(left_out, 0)
    for area_code, day in zip(blank["area_code"], blank["day"], strict=True):
        filled.loc[day, area_code] = pd.NA
    complete = filled.loc[: pd.Timestamp(published_on - timedelta(days=complete_after_days))]
    sums = _of_months(complete, length) if length.months else _of_days(complete, length.days)
    rows = sums.melt(ignore_index=False, value_name="cases").reset_index()
    return rows.astype({"cases": "Int64", "area_code": "str"})[["area_code", "day", "cases"]]


def _of_days(daily: pd.DataFrame, days: int) -> pd.DataFrame:
    return daily.rolling(days).sum().iloc[days - 1 :]


def _of_months(daily: pd.DataFrame, length: Length) -> pd.DataFrame:
    """Sum the calendar months whose days are all there."""
    ends = [day for day in daily.index if day.is_month_end]
    starts = (pd.Timestamp(Period(end.date(), length).start) for end in ends)
    whole = {end: daily.loc[start:end] for start, end in zip(starts, ends, strict=True) if start >= daily.index[0]}
    sums = pd.DataFrame({end: days.sum(skipna=False) for end, days in whole.items()}, index=daily.columns).T
    return sums.rename_axis("day").rename_axis("area_code", axis="columns").astype("Float64")
