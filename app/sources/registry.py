"""Read a file of any layout that a dataset's files may have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.dataset import Dataset
from app.domain import Area
from app.errors import BadFileError, PublicationDateError
from app.sources.containers import PackedFile, opened
from app.sources.contents import Contents, Counts, Described, Reading
from app.sources.csv_tables import read_csv
from app.sources.described import as_stand_in
from app.sources.given import Given, Publication
from app.sources.heads import Form
from app.sources.joining import join
from app.sources.layer_tables import read_layer
from app.sources.layouts import AreasLayout, CountsLayout, Layout, ShapedCountsLayout, ShapesLayout, StreamedLayout
from app.sources.marks import declared
from app.sources.phrases import number_of
from app.sources.publication import NO_DATE, date_in_name, date_said, publication_date
from app.sources.recognising import Known, known_files, ready, refuse_lacking
from app.sources.records import read_records
from app.sources.tables import Table
from app.sources.text import TEXT_AT_MOST
from app.sources.unread import tell_unread

_NAMED_AT_MOST = 3


@dataclass(frozen=True)
class Recognised:
    """What a file is, without having read it.

    `published_on` is what its name says, None for geography; where it `is_by_definition`, what the definition says of
    the first file of that name.
    """

    path: Path
    layout: str
    is_geography: bool
    published_on: date | None
    has_boundaries: bool = False
    is_by_definition: bool = False

    @property
    def tells_day(self) -> bool:
        """Return whether its own name says when it was published."""
        return self.published_on is not None and not self.is_by_definition

    def published_when(self, came_on: date) -> date:
        """Return when a file was published that came from its publisher on a day, in the place of one of that name."""
        if self.published_on is None:
            return came_on
        return max(self.published_on, came_on) if self.is_by_definition else self.published_on


def kind_of(path: Path, dataset: Dataset) -> Recognised:
    """Recognise a file by its first bytes.

    Raises UnrecognisedFileError, and BadFileError where it is empty, damaged or a web page.
    """
    known = known_files(path, dataset)
    layouts = _layouts(known)
    is_geography = not any(layout.is_of_counts for layout in layouts)
    has_boundaries = any(isinstance(layout, ShapesLayout) for layout in layouts)
    by_definition = None if is_geography else date_said(path, dataset.published)
    published_on = by_definition or (None if is_geography else date_in_name(path, known))
    return Recognised(
        path, _names_of(layouts), is_geography, published_on, has_boundaries, is_by_definition=by_definition is not None
    )


def read_contents(
    path: Path,
    dataset: Dataset,
    published_on: date | None = None,
    hidden_marks: Sequence[str] = (),
    known_areas: Collection[Area] = (),
) -> Contents:
    """Read a published file, whatever its name and container.

    `published_on` is needed where a file of counts has no date in its name; `hidden_marks` stand for hidden counts,
    beside those of its layout. `known_areas` are those on record, for files that name areas without their codes.
    Raises UnrecognisedFileError, PublicationDateError where the date is missing or contradicts the name's, and
    BadFileError.
    """
    known = known_files(path, dataset)
    counts = {name: told for name, told in known.items() if _are_of_counts(told)}
    read = counts or known
    refuse_lacking(read)
    published_on = publication_date(path, counts, dataset.published, published_on) if counts else None
    given = Given(dataset=dataset, known=known_areas)
    if published_on:
        marks = declared(hidden_marks)
        given = Publication(dataset=dataset, known=known_areas, published_on=published_on, marks=marks)
    with opened(path) as files:
        readings = {
            file.name: _read(file, read[file.name], given, alone=len(read) == 1) for file in files if file.name in read
        }
        unknown = [file for file in files if file.name not in known]
    _refuse_missing_pages(readings.values())
    joined = join(readings, dataset)
    if not any(len(part.rows) for part in joined.parts if not isinstance(part, Described)):
        held = "areas" if published_on is None else "counts"
        why = (f"It holds no {held} that Casemap can show.", *joined.notes, "Check that it is the right file.")
        raise BadFileError(" ".join(why))
    layouts = _layouts(read)
    levels = tuple(part.level for part in joined.parts if isinstance(part, Counts))
    part = _check_and_part(dataset, joined, (path.name, *read)) or (levels[0] if len(set(levels)) == 1 else "")
    kind = " ".join(filter(None, (_names_of(layouts), part)))
    apart = tuple(
        f"Left out {name}: it is of areas, and among counts. Load it by itself." for name in known if name not in read
    )
    notes = joined.notes + apart + _left_out(unknown)
    return Contents(_names_of(layouts, levels), kind, joined.parts, published_on, notes, joined.warnings)


def _layouts(known: Mapping[str, Sequence[Known]]) -> list[Layout]:
    """Return the layouts of files: of one that has counts, those of counts."""
    return [
        each.layout for told in known.values() for each in told if each.layout.is_of_counts or not _are_of_counts(told)
    ]


def _are_of_counts(told: Iterable[Known]) -> bool:
    return any(each.layout.is_of_counts for each in told)


def _check_and_part(dataset: Dataset, joined: Reading, names: Iterable[str]) -> str:
    """Check what ready readers read, and find which part of a whole the file is, from names if necessary."""
    readers = ready(dataset)
    if readers is None:
        return ""
    readers.check(joined.parts)
    return str(readers.part_of(names))


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


def _names_of(layouts: Iterable[Layout], levels: Sequence[str] = ()) -> str:
    """Name layouts; where levels are given, as files of these are called."""
    names = (layout.named(levels) if levels and layout.named else layout.name for layout in layouts)
    return " and ".join(dict.fromkeys(names))


def _read(file: PackedFile, told: Sequence[Known], given: Given, *, alone: bool) -> Reading:
    try:
        readings = [_read_as(file, known, given) for known in told]
    except BadFileError as error:
        if alone:
            raise
        raise BadFileError(f"{file.name}: {error}") from None
    if len(readings) == 1:
        return readings[0]
    parts = tuple(part for reading in readings for part in reading.parts)
    notes = dict.fromkeys(note for reading in readings for note in reading.notes)
    warnings = dict.fromkeys(warning for reading in readings for warning in reading.warnings)
    parts = as_stand_in(parts, given.dataset) if _are_of_counts(told) else parts
    return Reading(parts, tuple(notes), tuple(warnings), next((each.page for each in readings if each.page), None))


def _read_as(file: PackedFile, known: Known, given: Given) -> Reading:
    match known.layout:
        case StreamedLayout(read=read):
            with file.stream() as stream:
                return read(stream)
        case ShapesLayout(read=read_shapes):
            return read_shapes(file.lay_out())
        case AreasLayout(read=read_areas):
            return _read_table(file, known, lambda table: read_areas(table, given))
        case ShapedCountsLayout(read=read_shaped) if isinstance(given, Publication):
            return read_shaped(file.lay_out(), given)
        case CountsLayout(read=read_counts, marks=marks) if isinstance(given, Publication):
            return _read_table(file, known, lambda table: read_counts(table, given.with_marks(marks)))
    raise PublicationDateError(NO_DATE)


def _read_table(file: PackedFile, known: Known, read: Callable[[Table], Reading]) -> Reading:
    table = table_in(file, known)
    reading = read(table)
    notes = table.notes + reading.notes
    if not known.layout.is_shared:  # else whoever described it named the columns that are read
        notes += tell_unread(table, known.layout)
    return Reading(reading.parts, notes, table.warnings + reading.warnings, table.page)


def table_in(file: PackedFile, known: Known) -> Table:
    """Read a file as the table that its layout is of; raises BadFileError."""
    layout = known.layout
    if known.head.form in (Form.GEOPACKAGE, Form.SHAPEFILE):
        return read_layer(file.lay_out(), layout.columns)
    path = file.lay_out(TEXT_AT_MOST)
    if known.head.form is Form.JSON:
        return read_records(path, with_shapes=layout.is_shared)
    return read_csv(path, layout.columns, headings=layout.headings, encoding=layout.encoding)
