"""What a published file says, once read: its parts, and sentences on what was left out or repaired."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from app.domain import Level


@dataclass(frozen=True)
class Mark:
    """What stands in the place of hidden counts, in how many cells of which column, first in which row.

    `at_most` is the largest count that it may stand for, None where nothing says so.
    """

    text: str
    column: str
    row: int
    cells: int
    at_most: int | None


@dataclass(frozen=True)
class Counts:
    """The counts of one level.

    `rows` has area_code (str, categorical in large tables), day (datetime64: the period's last day, or the single day
    where `daily`) and cases (Int64, NA where the count is hidden), at most one row per area and day. An area without a
    row for a day was not spoken of: what that means is said by the level's `absent`. Where `whole`, the file speaks for
    all areas of its level; else for the areas that it names alone. `marks` are those that stood for hidden counts.
    """

    level: Level
    rows: pd.DataFrame
    daily: bool
    whole: bool
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Rates:
    """A level's rates, from which counts follow by its populations; they speak for all its areas.

    `rows` has area_code (str), day (datetime64: the period's last day) and rate (float: per so many people as the
    dataset tells rates for, NaN where hidden), one row per area and day.
    """

    level: Level
    rows: pd.DataFrame


@dataclass(frozen=True)
class Hierarchy:
    """Which areas the finest level's areas lie in.

    `rows` has a column `<level>_code` for every level of the dataset, and `<level>_name` for those coarser than the
    finest; codes and names that the file does not say are blank. One row per area of the finest level; an area whose
    smaller areas are not known has a row of its own, in which the codes below it are blank.
    """

    rows: pd.DataFrame


@dataclass(frozen=True)
class Parents:
    """What the areas of a level lie in that is not the finest: it completes a hierarchy, and says nothing alone.

    `rows` has `<level>_code` of the level and of levels above it, and `<level>_name`, one row per area of the level.
    """

    level: Level
    rows: pd.DataFrame


@dataclass(frozen=True)
class Described:
    """What a file of counts says of the areas of the finest level, for want of tables of areas.

    `rows` has `<level>_code` and `<level>_name` of every level, one row per area, and where the file has them
    `other_name`, `population` (Int64, NA where it is not said), `longitude` and `latitude` (float, NaN where they are
    not). Codes of `level`, the finest, are never blank; other texts are where the file does not say them, so that an
    area may be described of which a hierarchy says more.
    """

    level: Level
    rows: pd.DataFrame


@dataclass(frozen=True)
class Names:
    """Names of a level's areas: `rows` has area_code and name, and other_name where the file has it, one row per area.

    Names are not unique. The other name may be blank.
    """

    level: Level
    rows: pd.DataFrame


@dataclass(frozen=True)
class Populations:
    """Areas' populations: `rows` has area_code and population (int64, above 0), one row per area.

    `level` is blank where the file says none: they are of whichever level has the code. `year` is the middle of which
    they are estimates of, None where the file does not say.
    """

    level: Level
    rows: pd.DataFrame
    year: int | None = None


@dataclass(frozen=True)
class Points:
    """A point inside each area: `rows` has area_code, longitude and latitude (degrees, WGS 84), one row per area.

    `level` is blank where the file says none: they are of whichever level has the code.
    """

    level: Level
    rows: pd.DataFrame


@dataclass(frozen=True)
class Boundaries:
    """A level's boundaries: `rows` has area_code and wkb (bytes; EPSG:4326, valid polygons), one row per area."""

    level: Level
    rows: pd.DataFrame


@dataclass(frozen=True)
class StandInBoundaries:
    """Boundaries that came with counts, to draw a map by until a layer of boundaries is loaded; `rows` as Boundaries'.

    They serve where no boundaries are loaded: all of them or none. Edges of two layers do not meet, so that one area's
    boundary put into the hole of another layer would overlap its neighbours and leave gaps beside them.
    """

    level: Level
    rows: pd.DataFrame


@dataclass(frozen=True)
class Postcodes:
    """The area of the finest level that each British postcode lies in.

    `rows` has outward ("SR1"), inward ("1AA") and area_code, all categorical, and is_retired (no longer in use), one
    row per postcode.
    """

    rows: pd.DataFrame


@dataclass(frozen=True)
class Found:
    """What areas of the finest level are found by: `rows` has text ("10001") and area_code.

    A text may stand for several areas, in a row each.
    """

    rows: pd.DataFrame


Areas = (
    Hierarchy | Parents | Described | Names | Populations | Points | Boundaries | StandInBoundaries | Postcodes | Found
)
Part = Counts | Rates | Areas


@dataclass(frozen=True)
class Page:
    """A part of a server's answer: so many records, of so many in all; None where it says only that more follow."""

    records: int
    of: int | None


@dataclass(frozen=True)
class Reading:
    """What one reader took from one file; sentences on what it left out or mended, and on what may be wrong.

    `page` says which part of a server's answer the file is.
    """

    parts: tuple[Part, ...]
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    page: Page | None = None


@dataclass(frozen=True)
class Contents:
    """What a published file says: `published_on` is None where it holds geography alone.

    Beside counts, there may be what serves until a file of areas is loaded: Described, StandInBoundaries, Found, and
    Names of coarser levels.
    `kind` is what its release can be compared with: the layout, whatever its levels, and which part of the whole.
    """

    layout: str
    kind: str
    parts: tuple[Part, ...]
    published_on: date | None
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
