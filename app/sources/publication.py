"""Find when a file of counts was published: from the definition, its name, or whoever loads it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path

from app.errors import PublicationDateError

NO_DATE = (
    "Neither the file nor its name says when it was published. Give its publication date with --published YYYY-MM-DD."
)
_SHEET = re.compile("(?:^|, )sheet ")
_DATE_IN_NAME = re.compile(r"(?<![0-9])(20[0-9]{2})(-?)([01][0-9])\2([0-3][0-9])(?![0-9])")


def publication_date(path: Path, members: Iterable[str], said: Mapping[str, date], given: date | None) -> date:
    """Return the one date that is said of a file; raises PublicationDateError where there is none, or another.

    `said` are dates by names of files, or patterns of them, in the definition: of the first of a name, so that a later
    one may be `given`.
    """
    by_definition = date_said(path, said)
    known = by_definition or date_in_name(path, members)
    is_later = by_definition and given and given > by_definition
    if given and known and given != known and not is_later:
        says = "The definition" if by_definition else "Its name"
        raise PublicationDateError(
            f"{says} says that it was published on {known}, and --published says {given}. Correct one of them."
        )
    published_on = given or known
    if published_on is None:
        raise PublicationDateError(NO_DATE)
    return published_on


def date_said(path: Path, said: Mapping[str, date]) -> date | None:
    """Return the date that the definition says of the very name, or else of the first pattern that it is of."""
    return said.get(path.name) or next((day for name, day in said.items() if is_called(path.name, name)), None)


def date_in_name(path: Path, members: Iterable[str]) -> date | None:
    """Return the date in a file's name, or else in those of a zip's members; None where there are several.

    A sheet's name tells more often of what its counts are than of when they were published.
    """
    dates = _dates_in(path.name) or {found for name in members for found in _dates_in(_SHEET.split(name)[0])}
    return dates.pop() if len(dates) == 1 else None


def is_called(name: str, pattern: str) -> bool:
    """Return whether a file's name is of a pattern such as `*_zones_*.csv`, whatever its letters' case."""
    return fnmatchcase(name.lower(), pattern.lower())


def _dates_in(name: str) -> set[date]:
    dates = set()
    for year, _, month, day in _DATE_IN_NAME.findall(name):
        with suppress(ValueError):
            dates.add(date(int(year), int(month), int(day)))
    return dates
