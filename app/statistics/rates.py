"""Turn published rates into the counts that they were worked out from."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from app.errors import BadFileError

OFF = 0.02  # cases by which one decimal of a rate may be off a whole count: at most half as much among 40,000 people
_NAMED = 3


def counts_of_rates(rates: pd.DataFrame, populations: Mapping[str, int]) -> pd.DataFrame:
    """Work out counts from cases per 100,000 people.

    Takes area_code, day and rate (NaN where hidden), and populations by area code; gives area_code, day and cases
    (Int64, NA where hidden). Raises BadFileError where a population is not known, or a count is not whole.
    """
    people = rates["area_code"].map(populations)
    _refuse_unknown(sorted(rates["area_code"][people.isna()].unique()), is_any_known=bool(populations))
    exact = rates["rate"] * people / 100_000
    whole = exact.round()
    off = (exact - whole).abs() > OFF
    if off.any():
        first = rates.assign(people=people, exact=exact)[off].iloc[0]
        raise BadFileError(
            f"{first['rate']} per 100,000 of the {first['people']:,.0f} people of {first['area_code']} were "
            f"{first['exact']:.2f} cases in the days to {first['day']:%Y-%m-%d}: no whole number, as for "
            f"{off.sum():,} of its {len(rates):,} values. It was worked out on other populations than those loaded: "
            "load those first (for files of 2020, mid-2019)."
        )
    return rates[["area_code", "day"]].assign(cases=whole.astype("Int64"))


def _refuse_unknown(codes: list[str], *, is_any_known: bool) -> None:
    if not codes:
        return
    named = ", ".join(codes[:_NAMED]) + (" and others" if len(codes) > _NAMED else "")
    lacking = f"none are known of {len(codes):,} of its areas ({named})" if is_any_known else "none are loaded"
    raise BadFileError(
        f"It gives rates, from which counts follow by populations, and {lacking}. Load the populations first "
        "(area_code, population), and then this file."
    )
