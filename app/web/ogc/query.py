"""Parse a query on a collection: where, in which weeks, by which properties, and which part of the result."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from app.dataset import Dataset
from app.domain import Period
from app.errors import BadParameterError
from app.options.values import Options, decimal_number, one_of, whole_number
from app.statistics.joined import columns
from app.wording.dictionary import Field, fields, statuses

STANDARD = ("bbox", "datetime", "limit", "offset")
FEATURES, MOST_FEATURES = 100, 1000  # in an answer: by default, and at most
MOST = 999_999_999  # the largest offset, and the largest count in a query
TIME = "[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?([Zz]|[+-][0-9]{2}:[0-9]{2})?"
DAY = re.compile(f"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}([Tt]({TIME})?)?")  # GDAL writes a day as 2020-10-27T
OPEN = ("", "..")  # the open end of an interval

Bounds = tuple[float, float, float, float]  # west, south, east, north; west of 180 degrees is east where it is greater


@dataclass(frozen=True)
class Days:
    """The days from the first to the last, both included; None where there is no end."""

    first: date | None
    last: date | None

    def holds(self, week: Period) -> bool:
        """Return whether a week's last day, which names it, is among them."""
        return (self.first is None or self.first <= week.end) and (self.last is None or week.end <= self.last)

    def __str__(self) -> str:
        """Write them as an address does."""
        if self.first == self.last and self.first:
            return str(self.first)
        return "/".join(str(end) if end else ".." for end in (self.first, self.last))


@dataclass(frozen=True)
class Query:
    """What is asked for; no `days` stand for the edition's own week, `properties` are names with the value of each."""

    bounds: Bounds | None = None
    days: Days | None = None
    properties: tuple[tuple[str, str], ...] = ()
    limit: int = FEATURES
    offset: int = 0

    @property
    def next(self) -> Query:
        """Ask for the part that comes after this one."""
        return replace(self, offset=self.offset + self.limit)

    @property
    def options(self) -> dict[str, str | None]:
        """Write it as an address does."""
        return {
            "bbox": ",".join(f"{number!r}" for number in self.bounds) if self.bounds else None,
            "datetime": str(self.days) if self.days else None,
            **dict(self.properties),
            "limit": str(self.limit),
            "offset": str(self.offset) if self.offset else None,
        }


def filters(dataset: Dataset) -> tuple[Field, ...]:
    """Describe the properties that areas are chosen by: what says which they are, their status, and the count."""
    named = columns(dataset)
    names = {*named[: named.index("population")], "status", dataset.count_slug} - {"level"}
    return tuple(one for one in fields(dataset) if one.name in names)


def read_query(options: Options, dataset: Dataset) -> Query:
    """Read what is asked for.

    Raises BadParameterError where it cannot be understood.
    """
    return Query(
        _bounds(options.get("bbox", "").strip()),
        _days(options.get("datetime", "").strip()),
        tuple(_properties(options, dataset)),
        min(whole_number(options, "limit", FEATURES, MOST, least=1), MOST_FEATURES),
        whole_number(options, "offset", 0, MOST),
    )


def _bounds(given: str) -> Bounds | None:
    """Read bounds; of such as have heights these count for nothing, as areas have none."""
    if not given:
        return None
    problem = f"bbox={given[:60]}: give west,south,east,north in degrees, as in -1.8,54.8,-1.2,55.1"
    try:
        numbers = [decimal_number(number.strip()) for number in given.split(",")]
    except ValueError:
        raise BadParameterError(problem) from None
    if len(numbers) == 6:
        numbers = [*numbers[:2], *numbers[3:5]]
    if len(numbers) != 4 or not all(map(math.isfinite, numbers)) or numbers[1] > numbers[3]:
        raise BadParameterError(problem)
    west, south, east, north = numbers
    return west, south, east, north


def _days(given: str) -> Days | None:
    if not given:
        return None
    problem = f"datetime={given[:60]}: give a day as 2020-10-27 or days as 2020-10-01/2020-10-31; .. is an open end"
    first, slash, last = given.partition("/")
    try:
        ends = [None if end in OPEN and slash else _day(end) for end in (first, last if slash else first)]
    except (ValueError, OverflowError):
        raise BadParameterError(problem) from None
    if ends[0] and ends[1] and ends[0] > ends[1]:
        raise BadParameterError(problem)
    return Days(ends[0], ends[1])


def _day(given: str) -> date:
    """Read a day, or an instant of one in UTC (RFC 3339); raises ValueError or OverflowError where it is none."""
    if not DAY.fullmatch(given):
        raise ValueError(given)
    instant = datetime.fromisoformat(given.upper().removesuffix("T"))
    return (instant.astimezone(UTC) if instant.tzinfo else instant).date()


def _properties(options: Options, dataset: Dataset) -> Iterable[tuple[str, str]]:
    for field in filters(dataset):
        if field.name not in options:
            continue
        if field.name == "status":
            yield field.name, one_of(options, "status", tuple(statuses(dataset)), "")
        elif not options[field.name].strip():
            raise BadParameterError(f"{field.name} is given without a value.")
        elif field.is_number:
            yield field.name, str(whole_number(options, field.name, 0, MOST))
        else:
            yield field.name, options[field.name]
