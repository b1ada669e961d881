"""The target of an export: a folder, or a bucket at any address that fsspec supports."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import fsspec
from fsspec.implementations.local import LocalFileSystem

from app.errors import ExportError
from app.export.answers import CODINGS, Answer
from app.redact import redacted_address

OWN = ".casemap"  # what is beside the site, and no reader's
MANIFEST = f"{OWN}/manifest.json"
HEADERS = f"{OWN}/headers.json"
AT_ONCE = 16  # files on their way to a bucket


@dataclass(frozen=True)
class Kept:
    """A file that was written: the hash of its content, whether its compressed forms lie beside, whether it stays.

    `left` is the edition from which on no page leads to it, empty while one does: pages that readers opened before do.
    """

    file: str
    digest: str
    has_forms: bool
    stays: bool
    left: str = ""

    @property
    def files(self) -> list[str]:
        """Return the names of the file and its compressed forms."""
        forms = [f"{self.file}.{ending}" for ending in CODINGS.values()] if self.has_forms else []
        return [self.file, *forms]


class Target:
    """A folder or a bucket."""

    def __init__(self, address: str) -> None:
        try:
            # What lies there is looked up each time: another export may have been there.
            self._files, self._root = fsspec.core.url_to_fs(address, use_listings_cache=False, skip_instance_cache=True)
        except (ValueError, ImportError) as error:
            raise ExportError(
                f"{redacted_address(address)} needs a package that is not installed ({error}). For S3: "
                "`pip install --require-hashes -r requirements-s3.lock`, which is Casemap's extra `s3`."
            ) from None
        self.is_folder = isinstance(self._files, LocalFileSystem)

    def path(self, file: str) -> str:
        """Return a file's whole path."""
        return f"{self._root.rstrip('/')}/{file}"

    def sizes(self) -> Mapping[str, int]:
        """Return the bytes of every file that lies there."""
        begin = len(self.path(""))
        found: Mapping[str, Any] = self._files.find(self._root, detail=True) if self._files.exists(self._root) else {}
        return {name[begin:]: int(facts["size"] or 0) for name, facts in found.items()}

    def read(self, file: str) -> Any:
        """Read one of our own files, None where there is none."""
        try:
            return json.loads(self._files.cat_file(self.path(file)))
        except (FileNotFoundError, ValueError):
            return None

    def write(self, file: str, content: Any) -> None:
        """Write one of our own files."""
        self._files.makedirs(self.path(OWN), exist_ok=True)
        self._files.pipe_file(self.path(file), json.dumps(content, separators=(",", ":")).encode())

    @contextmanager
    def staging(self) -> Iterator[Path]:
        """Return a folder for staging files, on the target's own disk if it is local."""
        if not self.is_folder:
            with TemporaryDirectory(prefix="casemap-export-") as folder:
                yield Path(folder)
            return
        inside = Path(self.path(f"{OWN}/staging"))
        shutil.rmtree(inside, ignore_errors=True)
        inside.mkdir(parents=True)
        try:
            yield inside
        finally:
            shutil.rmtree(inside, ignore_errors=True)

    def put(self, answers: Iterable[tuple[Answer, Kept]]) -> None:
        """Put staged files in their places, each at once, and wait until all are there."""
        if self.is_folder:
            for answer, kept in answers:
                self._move(answer, kept)
            return
        with ThreadPoolExecutor(AT_ONCE) as sending:
            list(sending.map(lambda pair: self._send(*pair), answers))

    def remove(self, files: Iterable[str]) -> None:
        """Remove files, those that are gone already too, and the folders that they leave empty."""
        for file in files:
            try:
                self._files.rm_file(self.path(file))
            except FileNotFoundError:
                continue
            if self.is_folder:
                _remove_empty(Path(self.path(file)).parent, Path(self._root))

    def _move(self, answer: Answer, kept: Kept) -> None:
        place = Path(self.path(kept.file))
        place.parent.mkdir(parents=True, exist_ok=True)
        for staged, ending in _staged(answer):
            staged.replace(f"{place}{ending}")

    def _send(self, answer: Answer, kept: Kept) -> None:
        codings: dict[str, str] = {f".{ending}": coding for coding, ending in CODINGS.items()}
        for staged, ending in _staged(answer):
            about = self._metadata(dict(answer.headers), codings.get(ending, ""))
            self._files.pipe_file(self.path(kept.file + ending), staged.read_bytes(), **about)

    def _metadata(self, headers: Mapping[str, str], coding: str) -> Mapping[str, str]:
        """Return what a bucket is to send with a file, in the words of its file system, where we know these."""
        protocols = self._files.protocol
        if "s3" not in ((protocols,) if isinstance(protocols, str) else protocols):
            return {}
        about = {"ContentType": headers["Content-Type"], "CacheControl": headers["Cache-Control"]}
        return {**about, **({"ContentEncoding": coding} if coding else {})}


def _staged(answer: Answer) -> list[tuple[Path, str]]:
    """Return where an answer's file and its forms were laid, and how their names end."""
    staged = answer.staged
    if staged is None:
        return []
    forms = [(staged.with_name(f"{staged.name}.{CODINGS[coding]}"), f".{CODINGS[coding]}") for coding in answer.forms]
    return [*forms, (staged, "")]


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
