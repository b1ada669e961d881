"""What a published file says, once read: the parts, and sentences on what was left out or mended."""

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

    `rows` has area_code (str), day (datetime64: the last of the seven days, or the specimen day where `daily`) and
    cases (Int64, NA where blank or hidden), at most one row per area and day. Where `whole`, the file speaks for all
    areas of its level; else for the areas that it names alone. `marks` are those that stood for hidden counts.
    """

    level: Level
    rows: pd.DataFrame
    daily: bool
    whole: bool
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Rates:
    """MSOAs' rates, from which counts follow by their populations; they speak for all MSOAs.

    `rows` has area_code (str), day (datetime64: the last of the seven days) and rate (float: cases per 100,000 people,
    NaN where hidden), one row per area and day.
    """

    rows: pd.DataFrame


@dataclass(frozen=True)
class Hierarchy:
    """Each MSOA's authorities and region.

    `rows` has msoa_code, ltla_code, ltla_name, utla_code, utla_name, region_code and region_name, one row per MSOA; an
    authority whose smaller areas are not known has a row of its own, in which the codes below it are blank. A reader
    leaves the upper tier blank where its file does not have it.
    """

    rows: pd.DataFrame


@dataclass(frozen=True)
class UpperTiers:
    """The upper tier of each lower tier authority: `rows` has ltla_code, utla_code and utla_name, one row each.

    It completes a hierarchy that comes with it, and says nothing alone.
    """

    rows: pd.DataFrame


@dataclass(frozen=True)
class Described:
    """What a file of counts says of its MSOAs, for want of a hierarchy.

    `rows` has msoa_code, msoa_name, ltla_code, ltla_name, utla_code, utla_name, region_code and region_name, none of
    them blank, one row per MSOA.
    """

    rows: pd.DataFrame


@dataclass(frozen=True)
class Names:
    """MSOAs' names: `rows` has area_code and name, one row per MSOA. Names are not unique."""

    rows: pd.DataFrame


@dataclass(frozen=True)
class Populations:
    """Areas' populations: `rows` has area_code and population (int64, above 0), one row per area of any level.

    `year` is the middle of which they are estimates of, None where the file does not say.
    """

    rows: pd.DataFrame
    year: int | None = None


@dataclass(frozen=True)
class Points:
    """A point inside each area: `rows` has area_code, longitude and latitude (degrees, WGS 84), one row per area."""

    rows: pd.DataFrame


@dataclass(frozen=True)
class Boundaries:
    """MSOAs' boundaries: `rows` has area_code and wkb (bytes; EPSG:4326, valid polygons), one row per MSOA."""

    rows: pd.DataFrame


@dataclass(frozen=True)
class StandInBoundaries:
    """Boundaries that came with counts, to draw a map by until a layer of boundaries is loaded; `rows` as Boundaries'.

    They serve where no boundaries are loaded: all of them or none. Edges of two layers do not meet, so that one area's
    boundary put into the hole of another layer would overlap its neighbours and leave gaps beside them.
    """

    rows: pd.DataFrame


@dataclass(frozen=True)
class Postcodes:
    """The MSOA of each postcode.

    `rows` has outward ("SR1"), inward ("1AA") and area_code, all categorical, and is_retired (no longer in use), one
    row per postcode.
    """

    rows: pd.DataFrame


Areas = Hierarchy | UpperTiers | Described | Names | Populations | Points | Boundaries | StandInBoundaries | Postcodes
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

    `kind` is what its release can be compared with: the layout, whatever its levels, and which part of the whole.
    """

    layout: str
    kind: str
    parts: tuple[Part, ...]
    published_on: date | None
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
