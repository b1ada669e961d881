"""Every layout that can be read, and the recognising of a file by its content."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO

from app.domain import Level
from app.errors import BadFileError, PublicationDateError, UnrecognisedFileError
from app.sources import (
    archive,
    authority_daily,
    boundaries,
    dashboard,
    geography_tables,
    map_layer,
    official_map,
    postcodes,
    weekly_msoa,
)
from app.sources.cells import number_of
from app.sources.containers import PackedFile, heads, opened
from app.sources.contents import Contents, Counts, Reading
from app.sources.heads import Form, Head
from app.sources.joining import join


@dataclass(frozen=True)
class GeographyLayout:
    """A layout of areas: one date's geography serves all counts."""

    name: str
    form: Form
    recognises: Callable[[frozenset[str]], bool]
    read: Callable[[Path], Reading]


@dataclass(frozen=True)
class StreamedLayout:
    """A layout of areas whose files are so large that they are read as they are unpacked."""

    name: str
    form: Form
    recognises: Callable[[frozenset[str]], bool]
    read: Callable[[IO[bytes]], Reading]


@dataclass(frozen=True)
class CountsLayout:
    """A layout of counts, which means nothing without its publication date."""

    name: str
    form: Form
    recognises: Callable[[frozenset[str]], bool]
    read: Callable[[Path, date], Reading]


Layout = GeographyLayout | StreamedLayout | CountsLayout


_DASHBOARD = "dashboard counts"
_LEVEL_NAMES = {
    level: level.upper() if level in (Level.MSOA, Level.LTLA, Level.UTLA) else str(level) for level in Level
}


def _always(_words: frozenset[str]) -> bool:
    return True


# The first that recognises a file reads it: the more particular stand before the more general.
LAYOUTS: tuple[Layout, ...] = (
    CountsLayout("UKHSA archive", Form.CSV, archive.recognises, archive.read),
    CountsLayout("PHE authority file", Form.CSV, authority_daily.recognises, authority_daily.read),
    CountsLayout("PHE weekly MSOA file", Form.CSV, weekly_msoa.recognises, weekly_msoa.read),
    CountsLayout("PHE map layer", Form.JSON, map_layer.recognises, map_layer.read),
    CountsLayout("official map", Form.JSON, official_map.recognises, official_map.read),
    GeographyLayout("boundaries", Form.JSON, boundaries.recognises, boundaries.read),
    GeographyLayout("boundaries", Form.GEOPACKAGE, _always, boundaries.read),
    GeographyLayout("boundaries", Form.SHAPEFILE, _always, boundaries.read),
    StreamedLayout("postcodes", Form.CSV, postcodes.recognises, postcodes.read),
    GeographyLayout("hierarchy", Form.CSV, geography_tables.recognises_hierarchy, geography_tables.read_hierarchy),
    GeographyLayout("names", Form.CSV, geography_tables.recognises_names, geography_tables.read_names),
    GeographyLayout("population", Form.CSV, geography_tables.recognises_population, geography_tables.read_population),
    GeographyLayout("points", Form.CSV, geography_tables.recognises_points, geography_tables.read_points),
    CountsLayout(_DASHBOARD, Form.CSV, dashboard.recognises, dashboard.read_as_csv),
    CountsLayout(_DASHBOARD, Form.JSON, dashboard.recognises, dashboard.read_as_json),
)
_LOOKED_FOR = (
    "No reader knows this layout. It looked for a PHE weekly MSOA file (columns wk_NN), a PHE map layer (fields "
    "wkNN_D), the official map's file (code, date, value), dashboard counts (areaType, areaCode, date, newCases...), a "
    "PHE authority file (Specimen date), the UKHSA archive (metric, value), boundaries (shapefile, GeoPackage or "
    "GeoJSON), a hierarchy (msoa_code, ltla_code), names (msoa_code, msoa_name), populations (area_code, population), "
    "points (area_code, longitude, latitude) and a postcode lookup (pcds, msoa11). "
    "A CSV file's first row must be its headings."
)
_NO_DATE = (
    "Neither the file nor its name says when it was published. Give its publication date with --published YYYY-MM-DD."
)
_NAMED_AT_MOST = 3
_DATE_IN_NAME = re.compile(r"(?<![0-9])(20[0-9]{2})(-?)([01][0-9])\2([0-3][0-9])(?![0-9])")


@dataclass(frozen=True)
class Recognised:
    """What a file is, without having read it: `published_on` is what its name says, None for geography."""

    path: Path
    layout: str
    is_geography: bool
    published_on: date | None


def kind_of(path: Path) -> Recognised:
    """Recognise a file by its first bytes.

    Raises UnrecognisedFileError, and BadFileError where it is empty, damaged or a web page.
    """
    layouts = _layouts_of(path)
    is_geography = not _have_counts(layouts.values())
    published_on = None if is_geography else _date_named(path, layouts)
    return Recognised(path, _names_of(layouts.values()), is_geography, published_on)


def read_contents(path: Path, published_on: date | None = None) -> Contents:
    """Read a published file, whatever its name and container.

    `published_on` is needed where a file of counts has no date in its name. Raises UnrecognisedFileError,
    PublicationDateError where the date is missing or contradicts the name's, and BadFileError.
    """
    layouts = _layouts_of(path)
    counts = {name: layout for name, layout in layouts.items() if isinstance(layout, CountsLayout)}
    published_on = _publication_date(path, counts, published_on) if counts else None
    read = counts or layouts
    with opened(path) as files:
        readings = {
            file.name: _read(file, read[file.name], published_on, alone=len(read) == 1)
            for file in files
            if file.name in read
        }
        unknown = [file.name for file in files if file.name not in layouts]
    joined = join(readings)
    if not any(len(part.rows) for part in joined.parts):
        held = "areas" if published_on is None else "counts"
        why = (f"It holds no {held} that Casemap can show.", *joined.notes, "Check that it is the right file.")
        raise BadFileError(" ".join(why))
    names = _names_of(read.values())
    layout = names.replace(_DASHBOARD, f"dashboard {_levels_of(joined)} counts")
    kind = " ".join(filter(None, (names, _part_of(joined, (path.name, *read)))))
    apart = tuple(
        f"Left out {name}: it is of areas, and among counts. Load it by itself." for name in layouts if name not in read
    )
    notes = joined.notes + apart + _left_out(unknown)
    return Contents(layout, kind, joined.parts, published_on, notes, joined.warnings)


def _part_of(reading: Reading, names: Iterable[str]) -> str:
    """Say which part of a layout's whole a release is: the dashboard gives a level at a time, the archive a letter."""
    levels = {part.level for part in reading.parts if isinstance(part, Counts)}
    return archive.letters_of(names) or (levels.pop() if len(levels) == 1 else "")


def _left_out(unknown: Sequence[str]) -> tuple[str, ...]:
    """Say which files of a zip no reader knows: a postcode lookup comes with dozens of documents."""
    if len(unknown) > _NAMED_AT_MOST:
        named = ", ".join(unknown[:_NAMED_AT_MOST])
        return (f"Left out {number_of(len(unknown), 'file')} whose layout is not known: {named} and others.",)
    return tuple(f"Left out {name}: its layout is not known." for name in unknown)


def _have_counts(layouts: Iterable[Layout]) -> bool:
    return any(isinstance(layout, CountsLayout) for layout in layouts)


def _layouts_of(path: Path) -> dict[str, Layout]:
    """Give the layout of each file that a path holds, by name; those not recognised are not in it."""
    found = heads(path)
    if not found:
        raise BadFileError("The zip holds no file. Download it again.")
    layouts = {name: layout for name, head in found if (layout := _layout_of(head)) is not None}
    if layouts:
        return layouts
    if len(found) == 1 and found[0][1].problem:
        raise BadFileError(found[0][1].problem)
    raise UnrecognisedFileError(_LOOKED_FOR)


def _layout_of(head: Head) -> Layout | None:
    return next((each for each in LAYOUTS if each.form is head.form and each.recognises(head.words)), None)


def _names_of(layouts: Iterable[Layout]) -> str:
    return " and ".join(dict.fromkeys(layout.name for layout in layouts))


def _levels_of(reading: Reading) -> str:
    return ", ".join(_LEVEL_NAMES[part.level] for part in reading.parts if isinstance(part, Counts))


def _read(file: PackedFile, layout: Layout, published_on: date | None, *, alone: bool) -> Reading:
    try:
        if isinstance(layout, StreamedLayout):
            with file.stream() as stream:
                return layout.read(stream)
        if isinstance(layout, GeographyLayout):
            return layout.read(file.lay_out())
        if published_on is None:
            raise PublicationDateError(_NO_DATE)
        return layout.read(file.lay_out(), published_on)
    except BadFileError as error:
        if alone:
            raise
        raise BadFileError(f"{file.name}: {error}") from None


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
    """Give the one date in a file's name, or else in the names of a zip's members; None where there are several."""
    dates = _dates_in(path.name) or {found for name in members for found in _dates_in(name)}
    return dates.pop() if len(dates) == 1 else None


def _dates_in(name: str) -> set[date]:
    dates = set()
    for year, _, month, day in _DATE_IN_NAME.findall(name):
        with suppress(ValueError):
            dates.add(date(int(year), int(month), int(day)))
    return dates
