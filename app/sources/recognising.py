"""Recognise the files at a path by their first bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import Any

from app.dataset import Dataset
from app.errors import BadFileError, OtherNameError, UnrecognisedFileError
from app.sources import described
from app.sources.containers import PackedFile, head_of_file, opened
from app.sources.gdal import fields_of
from app.sources.heads import Form, Head
from app.sources.layouts import Layout, ShapesLayout, lacking, nearest, recognise
from app.sources.publication import is_called

_UNKNOWN = "No reader knows this layout."
_NOTHING_ALIKE = "It has no headings or fields that any layout has: docs/data-layouts.md lists what can be read."
_LAYERS = (Form.GEOPACKAGE, Form.SHAPEFILE)
_OF_A_LAYER = ("features", "geometry")  # what a layer in JSON has beside its properties


@dataclass(frozen=True)
class Known:
    """What a file is: a layout, the file's form, and the headings near its start."""

    layout: Layout
    head: Head

    @property
    def lacks(self) -> tuple[str, ...]:
        """Name the columns that it lacks."""
        return lacking(self.head, self.layout)


def ready(dataset: Dataset) -> Any:
    """Return the package of readers that a definition names, None where it names none."""
    return import_module(f"{__package__}.{dataset.readers}") if dataset.readers else None


def layouts_of(dataset: Dataset) -> tuple[Layout, ...]:
    """Return the layouts that files of a dataset may have: those that it describes, and those that are ready."""
    known = ready(dataset)
    return (*described.layouts_of(dataset), *(known.LAYOUTS if known else ()))


def known_files(path: Path, dataset: Dataset) -> dict[str, tuple[Known, ...]]:
    """Tell what each file that a path holds is, by name; those not recognised are not in it.

    Raises UnrecognisedFileError where none is, and BadFileError where it is empty, damaged or a web page.
    """
    layouts = layouts_of(dataset)
    encodings = tuple(dict.fromkeys(layout.encoding for layout in layouts if layout.encoding))
    with opened(path) as files:
        found = [
            (file, _with_fields(file, head_of_file(file, encodings), layouts)) for file in files if not file.is_hidden
        ]
    if not found:
        raise BadFileError("The zip holds no file. Download it again.")
    known = {file.name: told for file, head in found if (told := _told(path, file, head, layouts))}
    alone = {its.layout.alone for told in known.values() for its in told}
    if len(alone) == 1 and (problem := alone.pop()):
        raise UnrecognisedFileError(problem)
    if known:
        return known
    if len(found) == 1 and found[0][1].problem:
        raise BadFileError(found[0][1].problem)
    alike = nearest((head for _, head in found), layouts)
    if any(head.form in each.forms and not lacking(head, each) for _, head in found for each in layouts if each.files):
        raise OtherNameError(alike)
    raise UnrecognisedFileError(f"{_UNKNOWN} {alike or _NOTHING_ALIKE}")


def _with_fields(file: PackedFile, head: Head, layouts: Iterable[Layout]) -> Head:
    """Return the head of a shapefile or GeoPackage with its layers' fields, where layouts are known by them."""
    if head.form not in _LAYERS or not any(layout.is_shared for layout in layouts):
        return head
    with suppress(BadFileError):  # whoever reads it says so
        return replace(head, rows=tuple((*_OF_A_LAYER, *fields) for fields in fields_of(file.lay_out())))
    return head


def _told(path: Path, file: PackedFile, head: Head, layouts: Sequence[Layout]) -> tuple[Known, ...]:
    if described := _described(path, file, head, layouts):
        return described
    layout = recognise(head, [layout for layout in layouts if not layout.is_shared])
    return (Known(layout, head),) if layout else ()


def _described(path: Path, file: PackedFile, head: Head, layouts: Iterable[Layout]) -> tuple[Known, ...]:
    """Return all layouts that a file has the columns of, or else the nearest of those that its name says.

    A table of areas that any file with its columns is of is none that has counts besides.
    """
    alike = [
        layout for layout in layouts if layout.is_shared and head.form in layout.forms and _may_be(path, file, layout)
    ]
    known = [Known(layout, head) for layout in alike]
    fits = [each for each in known if not each.lacks]
    if any(each.layout.is_of_counts for each in fits):
        return tuple(each for each in fits if each.layout.is_of_counts or isinstance(each.layout, ShapesLayout))
    if fits:
        return tuple(fits)
    by_name = [each for each in known if each.layout.files and (each.layout.sheet or not file.sheet)]
    return (min(by_name, key=lambda each: len(each.lacks)),) if by_name else ()


def _may_be(path: Path, file: PackedFile, layout: Layout) -> bool:
    if layout.sheet and file.sheet and file.sheet != layout.sheet:
        return False
    names = {path.name, path.name.removesuffix(".gz"), PurePosixPath(file.member).name}
    return not layout.files or any(is_called(name, layout.files) for name in names)


def refuse_lacking(known: Mapping[str, Sequence[Known]]) -> None:
    """Raise BadFileError where a file lacks columns of its layout."""
    for name, told in known.items():
        for each in told:
            if each.lacks:
                file = f"{name}: " if len(known) > 1 else ""
                raise BadFileError(f"{file}{nearest([each.head], [each.layout])} Check that the file is whole.")
