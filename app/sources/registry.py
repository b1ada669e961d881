"""Every layout that can be read, and the reading of a file of any of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.domain import Level
from app.errors import BadFileError, PublicationDateError, UnrecognisedFileError
from app.sources import (
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
from app.sources.columns import Columns
from app.sources.containers import PackedFile, heads, opened
from app.sources.contents import Contents, Counts, Described, Reading
from app.sources.csv_tables import read_csv
from app.sources.heads import Form
from app.sources.joining import join
from app.sources.layouts import (
    AreasLayout,
    CountsLayout,
    Layout,
    ShapedCountsLayout,
    ShapesLayout,
    StreamedLayout,
    comes_nearest,
    lacking,
    nearest,
    recognise,
)
from app.sources.marks import declared
from app.sources.phrases import number_of
from app.sources.places import described_in
from app.sources.records import read_records
from app.sources.tables import Table
from app.sources.text import TEXT_AT_MOST
from app.sources.unread import tell_unread

_DASHBOARD, _UPPER_TIERS = "dashboard counts", "upper tiers"
_LEVEL_NAMES = {
    level: level.upper() if level in (Level.MSOA, Level.LTLA, Level.UTLA) else str(level) for level in Level
}
_CSV, _CSV_OR_JSON = (Form.CSV,), (Form.CSV, Form.JSON)

# Of the layouts that a file has all columns of, the first reads it: the more particular stand before the more general.
LAYOUTS: tuple[Layout, ...] = (
    CountsLayout("UKHSA archive", _CSV, archive.COLUMNS, archive.read),
    CountsLayout("UKHSA data dashboard", _CSV_OR_JSON, ukhsa_dashboard.COLUMNS, ukhsa_dashboard.read),
    CountsLayout("PHE authority file", _CSV, authority_daily.COLUMNS, authority_daily.read),
    CountsLayout("PHE weekly MSOA file", _CSV, wide_msoa.WEEKLY, wide_msoa.read, wide_msoa.MARKS),
    CountsLayout("PHE map layer", _CSV_OR_JSON, wide_msoa.LAYER, wide_msoa.read, wide_msoa.MARKS),
    CountsLayout(_DASHBOARD, _CSV_OR_JSON, dashboard.COLUMNS, dashboard.read),
    ShapedCountsLayout("official map", (Form.JSON,), official_map.COLUMNS, official_map.read),
    ShapesLayout("boundaries", (Form.JSON,), boundaries.COLUMNS, boundaries.read),
    ShapesLayout("boundaries", (Form.GEOPACKAGE, Form.SHAPEFILE), Columns(), boundaries.read),
    StreamedLayout("postcodes", _CSV, postcodes.COLUMNS, postcodes.read),
    AreasLayout("hierarchy", _CSV, geography_tables.HIERARCHY, geography_tables.read_hierarchy, has_figures=False),
    AreasLayout(_UPPER_TIERS, _CSV, geography_tables.UPPER_TIERS, geography_tables.read_upper_tiers, has_figures=False),
    AreasLayout("population", _CSV, geography_tables.POPULATIONS, geography_tables.read_population),
    AreasLayout("names", _CSV, geography_tables.NAMES, geography_tables.read_names, has_figures=False),
    AreasLayout("points", _CSV, geography_tables.POINTS, geography_tables.read_points),
)
_UNKNOWN = "No reader knows this layout."
_ALONE = "It has upper tiers alone. Put it into one zip with the ONS's lookup of MSOAs to authorities."
_NOTHING_ALIKE = "It has no headings or fields that any layout has: docs/data-layouts.md lists what can be read."
_NO_DATE = (
    "Neither the file nor its name says when it was published. Give its publication date with --published YYYY-MM-DD."
)
_NAMED_AT_MOST = 3
_SHEET = re.compile("(?:^|, )sheet ")
_DATE_IN_NAME = re.compile(r"(?<![0-9])(20[0-9]{2})(-?)([01][0-9])\2([0-3][0-9])(?![0-9])")


@dataclass(frozen=True)
class Recognised:
    """What a file is, without having read it: `published_on` is what its name says, None for geography."""

    path: Path
    layout: str
    is_geography: bool
    published_on: date | None


@dataclass(frozen=True)
class _Known:
    """What one file among those that a path holds is: its layout, its form, and the columns that it lacks."""

    layout: Layout
    form: Form
    lacks: tuple[str, ...]


def kind_of(path: Path) -> Recognised:
    """Recognise a file by its first bytes.

    Raises UnrecognisedFileError, and BadFileError where it is empty, damaged or a web page.
    """
    layouts = {name: known.layout for name, known in _known_files(path).items()}
    is_geography = not any(layout.is_of_counts for layout in layouts.values())
    published_on = None if is_geography else _date_named(path, layouts)
    return Recognised(path, _names_of(layouts.values()), is_geography, published_on)


def read_contents(path: Path, published_on: date | None = None, hidden_marks: Sequence[str] = ()) -> Contents:
    """Read a published file, whatever its name and container.

    `published_on` is needed where a file of counts has no date in its name; `hidden_marks` stand for hidden counts,
    beside those of its layout. Raises UnrecognisedFileError, PublicationDateError where the date is missing or
    contradicts the name's, and BadFileError.
    """
    known = _known_files(path)
    counts = {name: its for name, its in known.items() if its.layout.is_of_counts}
    read = counts or known
    _refuse_lacking(read)
    published_on = _publication_date(path, counts, published_on) if counts else None
    with opened(path) as files:
        readings = {
            file.name: _read(file, read[file.name], published_on, hidden_marks, alone=len(read) == 1)
            for file in files
            if file.name in read
        }
        unknown = [file for file in files if file.name not in known]
    _refuse_missing_pages(readings.values())
    joined = join(readings)
    if not any(len(part.rows) for part in joined.parts if not isinstance(part, Described)):
        held = "areas" if published_on is None else "counts"
        why = (f"It holds no {held} that Casemap can show.", *joined.notes, "Check that it is the right file.")
        raise BadFileError(" ".join(why))
    layouts = _names_of(its.layout for its in read.values())
    layout = layouts.replace(_DASHBOARD, f"dashboard {_levels_of(joined)} counts")
    kind = " ".join(filter(None, (layouts, _part_of(joined, (path.name, *read)))))
    apart = tuple(
        f"Left out {name}: it is of areas, and among counts. Load it by itself." for name in known if name not in read
    )
    notes = joined.notes + apart + _left_out(unknown)
    return Contents(layout, kind, joined.parts, published_on, notes, joined.warnings)


def _part_of(reading: Reading, names: Iterable[str]) -> str:
    """Say which part of a layout's whole a release is: the dashboard gives a level at a time, the archive a letter."""
    levels = {part.level for part in reading.parts if isinstance(part, Counts)}
    return archive.letters_of(names) or (levels.pop() if len(levels) == 1 else "")


def _refuse_lacking(known: Mapping[str, _Known]) -> None:
    for name, its in known.items():
        if its.lacks:
            file = f"{name}: " if len(known) > 1 else ""
            raise BadFileError(f"{file}{comes_nearest(its.layout, its.lacks)} Check that the file is whole.")


def _refuse_missing_pages(readings: Iterable[Reading]) -> None:
    """Raise BadFileError where a server's answer came in pages and some are not there.

    Answers of one length are told apart by nothing, so their pages must make up that length or a multiple of it.
    """
    held: dict[int | None, int] = defaultdict(int)
    for reading in readings:
        if reading.page:
            held[reading.page.of] += reading.page.records
    for of, records in held.items():
        if of is None or records % of:
            has = f"has {records:,} of its {of:,} records" if of else f"says that more follow its {records:,} records"
            raise BadFileError(
                f"A server's answer came in pages, and it {has}. Download the other pages too, and load all in one zip."
            )


def _left_out(unknown: Sequence[PackedFile]) -> tuple[str, ...]:
    """Say which files of a zip no reader knows: a postcode lookup comes with dozens of documents."""
    hidden = tuple(f"Left out {file.name}, which is hidden." for file in unknown if file.is_hidden)
    names = [file.name for file in unknown if not file.is_hidden]
    if len(names) > _NAMED_AT_MOST:
        named = ", ".join(names[:_NAMED_AT_MOST])
        return (f"Left out {number_of(len(names), 'file')} whose layout is not known: {named} and others.", *hidden)
    return tuple(f"Left out {name}: its layout is not known." for name in names) + hidden


def _known_files(path: Path) -> dict[str, _Known]:
    """Tell what each file that a path holds is, by name; those not recognised are not in it."""
    found = heads(path)
    if not found:
        raise BadFileError("The zip holds no file. Download it again.")
    known = {
        name: _Known(layout, head.form, lacking(head, layout))
        for name, head in found
        if (layout := recognise(head, LAYOUTS)) is not None
    }
    if {its.layout.name for its in known.values()} == {_UPPER_TIERS}:
        raise UnrecognisedFileError(_ALONE)
    if known:
        return known
    if len(found) == 1 and found[0][1].problem:
        raise BadFileError(found[0][1].problem)
    alike = nearest((head for _, head in found), LAYOUTS)
    raise UnrecognisedFileError(f"{_UNKNOWN} {alike or _NOTHING_ALIKE}")


def _names_of(layouts: Iterable[Layout]) -> str:
    return " and ".join(dict.fromkeys(layout.name for layout in layouts))


def _levels_of(reading: Reading) -> str:
    return ", ".join(_LEVEL_NAMES[part.level] for part in reading.parts if isinstance(part, Counts))


def _read(
    file: PackedFile, known: _Known, published_on: date | None, hidden_marks: Sequence[str], *, alone: bool
) -> Reading:
    try:
        match known.layout:
            case StreamedLayout(read=read):
                with file.stream() as stream:
                    return read(stream)
            case ShapesLayout(read=read_shapes):
                return read_shapes(file.lay_out())
            case ShapedCountsLayout(read=read_shaped) if published_on is not None:
                return read_shaped(file.lay_out(), published_on)
            case AreasLayout(read=read_areas):
                return _read_table(file, known, read_areas)
            case CountsLayout(read=read_counts, marks=marks) if published_on is not None:
                marks = {**declared(hidden_marks), **marks}
                return _read_table(file, known, lambda table: read_counts(table, published_on, marks))
        raise PublicationDateError(_NO_DATE)
    except BadFileError as error:
        if alone:
            raise
        raise BadFileError(f"{file.name}: {error}") from None


def _read_table(file: PackedFile, known: _Known, read: Callable[[Table], Reading]) -> Reading:
    path = file.lay_out(TEXT_AT_MOST)
    table = read_records(path) if known.form is Form.JSON else read_csv(path, known.layout.columns)
    reading = read(table)
    notes = table.notes + reading.notes + tell_unread(table, known.layout)
    described = described_in(table) if known.layout.is_of_counts else None
    parts = reading.parts + ((described,) if described else ())
    return Reading(parts, notes, table.warnings + reading.warnings, table.page)


def _publication_date(path: Path, names: Iterable[str], given: date | None) -> date:
    named = _date_named(path, names)
    if given is not None and named is not None and given != named:
        raise PublicationDateError(
            f"Its name says that it was published on {named}, and --published says {given}. Correct one of them."
        )
    known = given or named
    if known is None:
        raise PublicationDateError(_NO_DATE)
    return known


def _date_named(path: Path, members: Iterable[str]) -> date | None:
    """Give the one date in a file's name, or else in the names of a zip's members; None where there are several.

    A sheet's name tells more often of what its counts are than of when they were published.
    """
    dates = _dates_in(path.name) or {found for name in members for found in _dates_in(_SHEET.split(name)[0])}
    return dates.pop() if len(dates) == 1 else None


def _dates_in(name: str) -> set[date]:
    dates = set()
    for year, _, month, day in _DATE_IN_NAME.findall(name):
        with suppress(ValueError):
            dates.add(date(int(year), int(month), int(day)))
    return dates
