"""Find the columns that a definition names and that no file has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from app.dataset import Dataset
from app.dataset.problems import instead
from app.errors import FileError
from app.sources.containers import PackedFile, head_of_file, is_companion, opened
from app.sources.described import layouts_of
from app.sources.gdal import fields_of
from app.sources.heads import Form, Head
from app.sources.layouts import Layout, headings_of, lacking
from app.sources.publication import is_called

_OF_A_LAYER = ("features", "geometry")  # what a layer in JSON has beside its properties


@dataclass(frozen=True)
class Looked:
    """A file as it was looked at: what it is called, alone and in its zip, and the sheet that it is."""

    name: str
    called: tuple[str, ...]
    sheet: str
    head: Head

    def may_be(self, layout: Layout) -> bool:
        """Return whether form, name and sheet are a layout's."""
        if self.head.form not in layout.forms or (layout.sheet and self.sheet and layout.sheet != self.sheet):
            return False
        return not layout.files or any(is_called(name, layout.files) for name in self.called)


def column_problems(dataset: Dataset, files: Sequence[Looked]) -> Iterator[str]:
    """Say which tables and layers of a definition no file has all columns of, and what the nearest lacks."""
    for name, layout in _named(dataset):
        may_be = [file for file in files if file.may_be(layout)]
        lacks = {file.name: lacking(file.head, layout) for file in may_be}
        if not may_be:
            called = f'called as files = "{layout.files}" says' if layout.files else "of its kind"
            yield f"{name}: no file is {called}."
        elif all(lacks.values()):
            nearest = min(may_be, key=lambda file: len(lacks[file.name]))
            yield f"{name}: {nearest.name}: {_told(lacks[nearest.name], headings_of(nearest.head, layout))}"


def look(path: Path, dataset: Dataset) -> list[Looked]:
    """Look at the heads of a file, or of all files in a folder; those that cannot be read are passed over."""
    encodings = tuple(dict.fromkeys(table.encoding for table in dataset.tables if table.encoding))
    paths = sorted(path.rglob("*")) if path.is_dir() else [path]
    found: list[Looked] = []
    for each in paths:
        if each.is_file() and not each.name.startswith(".") and each.suffix != ".toml" and not is_companion(each):
            with suppress(FileError):  # `casemap load` says why
                found += _looked(each, encodings)
    return found


def _looked(path: Path, encodings: Sequence[str]) -> Iterable[Looked]:
    with opened(path) as files:
        return [
            Looked(
                file.name if file.name == path.name else f"{path.name}: {file.name}",
                (path.name, path.name.removesuffix(".gz"), PurePosixPath(file.member).name),
                file.sheet,
                _with_fields(file, head_of_file(file, encodings)),
            )
            for file in files
            if not file.is_hidden
        ]


def _with_fields(file: PackedFile, head: Head) -> Head:
    if head.form not in (Form.GEOPACKAGE, Form.SHAPEFILE):
        return head
    return replace(head, rows=tuple((*_OF_A_LAYER, *fields) for fields in fields_of(file.lay_out())))


def _named(dataset: Dataset) -> Iterator[tuple[str, Layout]]:
    """Return each table and layer as its layout, with what to call it."""
    for table in dataset.tables:
        yield table.name, layouts_of(replace(dataset, tables=(table,), boundaries=()))[0]
    for layer in dataset.boundaries:
        yield f"boundaries of {layer.level}", layouts_of(replace(dataset, tables=(), boundaries=(layer,)))[0]


def _told(lacks: Sequence[str], headings: Sequence[str]) -> str:
    known = list(dict.fromkeys(filter(None, headings)))
    return " ".join(f'there is no column "{column}"{instead(column, known)}' for column in lacks)
