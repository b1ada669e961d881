"""Fetch the archive of case counts."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from app.dataset import DEFAULT, read_dataset
from app.errors import BadFileError, FetchError, UnrecognisedFileError
from app.fetch.download import discard, download
from app.fetch.failures import Failed
from app.fetch.folder import Fetched, Show, fetching_into, put_in_place, show_nothing
from app.fetch.line import Line
from app.fetch.records import Record, forget_record, read_record, write_record
from app.redact import redacted_address, redacted_text
from app.settings import Settings
from app.sources import kind_of

NAME = "cases.zip"
_AT_MOST = 2 * 1024**3


def fetch_cases(
    settings: Settings, line: Line | None = None, show: Show = show_nothing, *, at_most: int = _AT_MOST
) -> Fetched:
    """Download the case counts where they have changed, showing bytes; raises FetchError with what to do."""
    address = settings.cases_address
    with fetching_into(settings) as folder:
        try:
            return _fetch(address, folder / NAME, line or Line(), show, at_most)
        except (Failed, BadFileError, UnrecognisedFileError) as problem:
            told = redacted_address(address)
            raise FetchError(
                f"The case counts did not come from {told}. {redacted_text(str(problem), address)} If that happens "
                f"again, download the file by hand from {told} and run `casemap load FILE --published YYYY-MM-DD`."
            ) from None


def _fetch(address: str, target: Path, line: Line, show: Show, at_most: int) -> Fetched:
    part = target.with_name(f".{target.name}.part")
    record = read_record(target, address)
    known = record.versions[0] if record else None
    version = download(line, address, part, known=known, at_most=at_most, show=show)
    if version is None:
        return Fetched(target, changed=False)
    try:
        layout = _check(part)
    except (BadFileError, UnrecognisedFileError):
        discard(part)
        raise
    size = part.stat().st_size
    changed = put_in_place(part, target)
    forget_record(part)
    write_record(target, Record(address, size, {0: version}))
    return Fetched(target, changed, f"{layout}, {size / 1024**2:,.1f} MB")


def _check(path: Path) -> str:
    """Name the layout of what came.

    Raises BadFileError where it is no case counts or is damaged, UnrecognisedFileError.
    """
    recognised = kind_of(path, read_dataset(DEFAULT))
    if recognised.is_geography:
        raise BadFileError(f"It holds {recognised.layout}, not case counts.")
    if zipfile.is_zipfile(path) and _is_damaged(path):
        raise BadFileError("The archive is damaged.")
    return recognised.layout


def _is_damaged(path: Path) -> bool:
    """Return whether any file in a zip is not what its checksum says."""
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.testzip() is not None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):  # the last: a packing zipfile does not know
        return True
