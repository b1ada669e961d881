"""Fetch the files that publishers release day by day, from the addresses of updates.

Each file lies in a folder of its publication date, below one of its address: `updates/1/2020-11-30/zones.csv`.
"""

from __future__ import annotations

import filecmp
import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from app.dataset import Dataset
from app.errors import BadFileError, FetchError, SettingError, UnrecognisedFileError
from app.fetch.download import discard, download
from app.fetch.failures import Failed, NotThereError
from app.fetch.folder import Fetched, Show, fetching_into, put_in_place, show_nothing
from app.fetch.line import Line
from app.fetch.records import Record, Version, is_from_elsewhere, read_record, write_record
from app.redact import redacted_address, redacted_text
from app.settings import Settings
from app.settings.values import DATE
from app.sources import Recognised, kind_of

FOLDER = "updates"
LOOK_BACK = 6  # days before today whose files are asked for, where each day's has an address of its own
_AT_MOST = 2 * 1024**3
_DAY = re.compile(r"20[0-9]{2}-[01][0-9]-[0-3][0-9]")


@dataclass(frozen=True)
class FetchedRelease:
    """A file that an address gave, now or earlier: `is_latest` where nothing came after it from there.

    `published_on` is the day that the file says, or else its address, the server or the day on which it came.
    """

    path: Path
    published_on: date
    changed: bool
    is_latest: bool = True


@dataclass(frozen=True)
class _Source:
    """An address to ask, and the folder of what came from it."""

    address: str
    folder: Path
    dataset: Dataset
    today: date
    line: Line
    show: Show
    at_most: int

    def here(self) -> list[Path]:
        """List the files that came, the earliest first."""
        found = (path for path in self.folder.glob("*/*") if _DAY.fullmatch(path.parent.name))
        return sorted(path for path in found if not path.name.startswith("."))


def fetch_releases(
    settings: Settings, now: datetime, line: Line | None = None, show: Show = show_nothing, *, at_most: int = _AT_MOST
) -> tuple[FetchedRelease, ...]:
    """Download what has changed, showing bytes, and give all files that are here to be loaded.

    Raises FetchError with what to do where any address fails, SettingError where there is none.
    """
    if not settings.update_addresses:
        raise SettingError(
            "CASEMAP_UPDATE_ADDRESSES names no address: say where the publisher puts its files, or load them by hand."
        )
    today, line = now.astimezone(settings.dataset.zone).date(), line or Line()
    with fetching_into(settings) as geodata:
        sources = [
            _Source(address, geodata / FOLDER / str(number), settings.dataset, today, line, show, at_most)
            for number, address in enumerate(settings.update_addresses, 1)
        ]
        return tuple(fetched for source in sources for fetched in _fetch_told(source))


def address_of(address: str, day: date) -> str:
    """Write a day where an address says {date}, or {date:%d%m%Y} as strftime does."""
    return DATE.sub(lambda found: f"{day:{found['form'] or '%Y-%m-%d'}}", address)


def _fetch_told(source: _Source) -> list[FetchedRelease]:
    """Fetch from an address, and tell what fails in a sentence without its secrets."""
    for path in source.here():
        if is_from_elsewhere(path, address_of(source.address, _day_of(path))):  # addresses were changed
            shutil.rmtree(path.parent)
    try:
        return _fetch_days(source) if DATE.search(source.address) else [_fetch_latest(source)]
    except (Failed, BadFileError, UnrecognisedFileError) as problem:
        told, why = redacted_address(source.address), redacted_text(str(problem), source.address)
        if isinstance(problem, UnrecognisedFileError):
            raise FetchError(
                f"What came from {told} is no file that the definition describes. {why} If that happens again, see "
                "that CASEMAP_DATASET names the definition of this map, and correct it or CASEMAP_UPDATE_ADDRESSES."
            ) from None
        raise FetchError(
            f"The file did not come from {told}. {why} If that happens again, download it by hand and run "
            "`casemap load FILE`, or correct CASEMAP_UPDATE_ADDRESSES."
        ) from None


def _fetch_latest(source: _Source) -> FetchedRelease:
    """Fetch from an address at which each file takes the place of the one before."""
    before = next(reversed(source.here()), None)

    def day_of(recognised: Recognised, version: Version) -> date:
        day = min(_day_named(version, source), source.today)
        return recognised.published_when(max(day, _day_of(before) if before else day))  # what comes later counts later

    fetched = _fetch(source, source.address, before, day_of)
    for other in source.here():
        if other != fetched.path:
            shutil.rmtree(other.parent)
    return FetchedRelease(fetched.path, _day_of(fetched.path), fetched.changed)


def _fetch_days(source: _Source) -> list[FetchedRelease]:
    """Fetch the files of the last days, each from its own address; one that is not there is no failure."""
    days = [source.today - timedelta(days=number) for number in range(LOOK_BACK, -1, -1)]
    before = {_day_of(path): path for path in source.here()}
    for old in before.keys() - set(days):
        shutil.rmtree(before[old].parent)
    changed = set()
    for day in days:
        with suppress(NotThereError):
            fetched = _fetch(source, address_of(source.address, day), before.get(day), lambda *_, day=day: day)
            changed |= {fetched.path} if fetched.changed else set()
    here = source.here()
    if not here:
        raise Failed(f"No file of the {LOOK_BACK + 1} days to {source.today} is there.")
    return [FetchedRelease(path, _day_of(path), path in changed, path == here[-1]) for path in here]


def _fetch(
    source: _Source, address: str, before: Path | None, day_of: Callable[[Recognised, Version], date]
) -> Fetched:
    """Fetch a file into the folder of its day, unless it is the same as one from before.

    `day_of` gives that from what the file is, and what the server says of it. What broke off is gone on with.
    Raises BadFileError and UnrecognisedFileError where it is of no known layout.
    """
    source.folder.mkdir(parents=True, exist_ok=True)
    part, new = source.folder / ".part", source.folder / ".new"
    shutil.rmtree(new, ignore_errors=True)  # of a run that was killed
    record = read_record(before, address) if before else None
    known = record.versions[0] if record and record.versions[0].unless_same else None
    version = download(source.line, address, part, known=known, at_most=source.at_most, show=source.show)
    if before is not None and (version is None or filecmp.cmp(part, before, shallow=False)):
        _remember(before, address, version or known)
        discard(part)
        return Fetched(before, changed=False)
    staged = new / _name_of(address)
    new.mkdir()
    part.replace(staged)
    discard(part)
    try:
        recognised = kind_of(staged, source.dataset)  # under its own name, by which a definition may know it
        target = source.folder / day_of(recognised, version or Version()).isoformat() / staged.name
        shutil.rmtree(target.parent, ignore_errors=True)
        target.parent.mkdir()
        put_in_place(staged, target)
    finally:
        shutil.rmtree(new)
    _remember(target, address, version)
    return Fetched(target, changed=True)


def _remember(path: Path, address: str, version: Version | None) -> None:
    write_record(path, Record(address, path.stat().st_size, {0: version or Version()}))


def _day_of(path: Path) -> date:
    return date.fromisoformat(path.parent.name)


def _name_of(address: str) -> str:
    """Return the name by which the file at an address is published."""
    last = unquote(urlsplit(address).path).rpartition("/")[2]
    return re.sub(r"[^\w.-]+", "_", last).lstrip(".")[-120:] or "download"


def _day_named(version: Version, source: _Source) -> date:
    """Return the day on which the server says that a file was last changed, or today."""
    try:
        return parsedate_to_datetime(version.last_modified).astimezone(source.dataset.zone).date()
    except (TypeError, ValueError, OverflowError):
        return source.today
