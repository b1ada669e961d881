"""Rows of British postcodes, a few million of them, joined."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from pandas.api.types import union_categoricals

from app.errors import BadFileError

CATEGORIES = ("outward", "inward", "area_code")


def join_rows(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Join tables of postcodes; a row that is repeated counts once, as files of one zip repeat one another.

    Raises BadFileError where they disagree.
    """
    rows = pd.DataFrame(
        {name: union_categoricals([table[name] for table in tables], sort_categories=True) for name in CATEGORIES}
        | {"is_retired": np.concatenate([table["is_retired"] for table in tables])}
    )
    rows = rows.drop_duplicates(ignore_index=True)
    again = rows.duplicated(["outward", "inward"])
    if again.any():
        outward, inward = rows.loc[again, ["outward", "inward"]].iloc[0]
        raise BadFileError(f"{outward} {inward} stands twice, and the rows differ. Take one out.")
    return rows
