"""Sum daily counts into weeks."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd


def seven_day_sums(daily: pd.DataFrame, published_on: date, complete_after_days: int) -> pd.DataFrame:
    """Sum the seven days that end on each complete day.

    Takes area_code, day (datetime64) and cases; gives area_code, day (the last of the seven) and cases (Int64). A day
    that a file leaves out has no cases up to the area's last row, and is unknown after it. Recent days are incomplete,
    since results keep coming: the latest complete day is `complete_after_days` before the publication.
    """
    wide = daily.pivot(index="day", columns="area_code", values="cases").astype("Float64").asfreq("D")
    left_out = wide.isna() & wide.bfill().notna()
    blank = daily[daily["cases"].isna()]
    filled = wide.mask(left_out, 0)
    for area_code, day in zip(blank["area_code"], blank["day"], strict=True):
        filled.loc[day, area_code] = pd.NA
    sums = filled.rolling(7).sum()
    complete = sums.loc[: pd.Timestamp(published_on - timedelta(days=complete_after_days))].iloc[6:]
    rows = complete.melt(ignore_index=False, value_name="cases").reset_index()
    return rows.astype({"cases": "Int64", "area_code": "str"})[["area_code", "day", "cases"]]
