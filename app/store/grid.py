"""A level's counts as an array of weeks by areas, and each week as the bytes in the store."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:  # which takes a second to start, and a day's publishing needs none of it
    import pandas as pd

BLANK = -1  # the release says that there is no count: it is hidden, or was withdrawn
UNSAID = -2  # the release says nothing, or nothing new
_STORED = np.dtype("<i4")  # whatever the machine

Codes = NDArray[np.object_]
Places = NDArray[np.intp]
Values = NDArray[np.int32]
Marks = NDArray[np.bool_]


def pack(values: Values) -> bytes:
    """Write a week's values for keeping."""
    return zlib.compress(values.astype(_STORED).tobytes())


def unpack(content: bytes, size: int) -> Values:
    """Read a week's values; areas that have joined the order since are unsaid."""
    values = np.full(size, UNSAID, dtype=np.int32)
    kept = np.frombuffer(zlib.decompress(content), dtype=_STORED)
    values[: len(kept)] = kept
    return values


@dataclass(frozen=True)
class Grid:
    """A level's counts: `values` (int32) has a row for each week and a column for each area, by code.

    What is no count is BLANK or UNSAID. Weeks are named by their last days; no week and no code stands twice.
    """

    codes: Codes
    weeks: tuple[date, ...]
    values: Values

    @classmethod
    def of_rows(cls, rows: pd.DataFrame) -> Grid:
        """Lay out rows of area_code, day (datetime64) and cases (Int64, null where blank), in order of code and day.

        Raises OverflowError where a count does not fit.
        """
        import pandas as pd

        if (rows["cases"] > np.iinfo(np.int32).max).any():
            raise OverflowError("a count is larger than the store takes")
        area, codes = _numbered(rows["area_code"])
        week, days = pd.factorize(rows["day"], sort=True)
        values = np.full((len(days), len(codes)), UNSAID, dtype=np.int32)
        values[week, area] = rows["cases"].to_numpy(dtype=np.int32, na_value=BLANK)
        return cls(codes, tuple(pd.DatetimeIndex(days).date), values)

    def at(self, codes: Codes, weeks: Sequence[date]) -> Values:
        """Return the values of these areas in these weeks, UNSAID where there are none."""
        found = np.full((len(weeks), len(codes)), UNSAID, dtype=np.int32)
        areas, rows = places_in(self.codes, codes), _places_of(self.weeks, weeks)
        found[np.ix_(rows >= 0, areas >= 0)] = self.values[np.ix_(rows[rows >= 0], areas[areas >= 0])]
        return found

    def with_areas(self, codes: Iterable[str]) -> Grid:
        """Return the grid with a column for each of these areas too."""
        every = joined(self.codes, as_codes(codes))
        return Grid(every, self.weeks, self.at(every, self.weeks))

    def filled_by(self, other: Grid) -> Grid:
        """Return the grid with what is unsaid in it taken from another."""
        codes, weeks = joined(self.codes, other.codes), tuple(sorted({*self.weeks, *other.weeks}))
        own = self.at(codes, weeks)
        return Grid(codes, weeks, np.where(own == UNSAID, other.at(codes, weeks), own))

    @property
    def spoken_of(self) -> frozenset[str]:
        """Return the codes of the areas of which something is said in some week."""
        return frozenset(self.codes[(self.values != UNSAID).any(axis=0)])


def as_codes(codes: Iterable[str]) -> Codes:
    """Return codes as an array, in order."""
    return np.array(sorted(codes), dtype=object)


def joined(codes: Codes, others: Codes) -> Codes:
    """Return codes, and after them those of the others that are not among them."""
    return np.concatenate([codes, others[places_in(codes, others) < 0]])


def places_in(order: Codes, codes: Codes) -> Places:
    """Return each code's place in an order, -1 where it has none."""
    known = {code: place for place, code in enumerate(order.tolist())}
    return np.array([known.get(code, -1) for code in codes.tolist()], dtype=np.intp)


def _places_of(weeks: Sequence[date], wanted: Sequence[date]) -> Places:
    known = {week: place for place, week in enumerate(weeks)}
    return np.array([known.get(week, -1) for week in wanted], dtype=np.intp)


def _numbered(codes: pd.Series[str]) -> tuple[Places, Codes]:
    """Number codes in their order, and give them."""
    import pandas as pd

    numbers, found = pd.factorize(codes)
    distinct = np.asarray(found, dtype=object)
    order = np.argsort(distinct)
    return np.argsort(order)[numbers], distinct[order]
