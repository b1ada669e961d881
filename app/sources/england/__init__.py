"""Readers of the files that PHE, UKHSA and the ONS publish of England, each known by its content."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from app.domain import Level
from app.sources.columns import Columns
from app.sources.contents import Hierarchy, Part, Reading
from app.sources.england import (
    archive,
    authority_daily,
    boundaries,
    dashboard,
    geography_tables,
    official_map,
    postcodes,
    ukhsa_dashboard,
    wide_msoa,
)
from app.sources.england.levels import LTLA, MSOA, UTLA
from app.sources.england.places import described_in
from app.sources.given import Given, Publication
from app.sources.heads import Form
from app.sources.layouts import AreasLayout, CountsLayout, Layout, ShapedCountsLayout, ShapesLayout, StreamedLayout
from app.sources.marks import Marks
from app.sources.tables import Table

_CSV, _CSV_OR_JSON = (Form.CSV,), (Form.CSV, Form.JSON)
_ALONE = "It has upper tiers alone. Put it into one zip with the ONS's lookup of MSOAs to authorities."


def _counts(
    name: str,
    forms: tuple[Form, ...],
    columns: Columns,
    read: Callable[[Table, Publication], Reading],
    marks: Marks | None = None,
    named: Callable[[Collection[Level]], str] | None = None,
) -> Layout:
    """Make a layout of counts that also says something of areas."""

    def read_all(table: Table, given: Publication) -> Reading:
        reading = read(table, given)
        described = described_in(table)
        return Reading((*reading.parts, *([described] if described else ())), reading.notes, reading.warnings)

    return CountsLayout(name, forms, columns, read_all, marks or {}, named=named)


def _areas(
    name: str, columns: Columns, read: Callable[[Table], Reading], *, has_figures: bool = True, alone: str = ""
) -> Layout:
    """Make a layout of tables of areas, which are read alike whatever is known."""

    def read_alone(table: Table, given: Given) -> Reading:
        return read(table)

    return AreasLayout(name, _CSV, columns, read_alone, has_figures, alone=alone)


def _dashboard_counts(levels: Collection[Level]) -> str:
    spelt = (level.upper() if level in (MSOA, LTLA, UTLA) else level for level in levels)
    return f"dashboard {', '.join(spelt)} counts"


# Of the layouts that a file has all columns of, the first reads it: the more particular stand before the more general.
LAYOUTS: tuple[Layout, ...] = (
    _counts("UKHSA archive", _CSV, archive.COLUMNS, archive.read),
    _counts("UKHSA data dashboard", _CSV_OR_JSON, ukhsa_dashboard.COLUMNS, ukhsa_dashboard.read),
    _counts("PHE authority file", _CSV, authority_daily.COLUMNS, authority_daily.read),
    _counts("PHE weekly MSOA file", _CSV, wide_msoa.WEEKLY, wide_msoa.read, wide_msoa.MARKS),
    _counts("PHE map layer", _CSV_OR_JSON, wide_msoa.LAYER, wide_msoa.read, wide_msoa.MARKS),
    _counts("dashboard counts", _CSV_OR_JSON, dashboard.COLUMNS, dashboard.read, named=_dashboard_counts),
    ShapedCountsLayout("official map", (Form.JSON,), official_map.COLUMNS, official_map.read),
    ShapesLayout("boundaries", (Form.JSON,), boundaries.COLUMNS, boundaries.read),
    ShapesLayout("boundaries", (Form.GEOPACKAGE, Form.SHAPEFILE), Columns(), boundaries.read),
    StreamedLayout("postcodes", _CSV, postcodes.COLUMNS, postcodes.read),
    _areas("hierarchy", geography_tables.HIERARCHY, geography_tables.read_hierarchy, has_figures=False),
    _areas(
        "upper tiers",
        geography_tables.UPPER_TIERS,
        geography_tables.read_upper_tiers,
        has_figures=False,
        alone=_ALONE,
    ),
    _areas("population", geography_tables.POPULATIONS, geography_tables.read_population),
    _areas("names", geography_tables.NAMES, geography_tables.read_names, has_figures=False),
    _areas("points", geography_tables.POINTS, geography_tables.read_points),
)


def check(parts: Iterable[Part]) -> None:
    """Raise BadFileError where what the files of a path say, taken together, cannot be right."""
    for part in parts:
        if isinstance(part, Hierarchy):
            geography_tables.check_upper_tiers(part.rows)


def part_of(names: Iterable[str]) -> str:
    """Return the part of the whole that files of these names hold: a letter of the archive's areas."""
    return archive.letters_of(names)
