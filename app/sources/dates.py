"""Days, months and ranges of days as publishers write them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from app.domain import Length, Period
from app.sources.cells import checked_day
from app.sources.phrases import in_days

_YEARS_BACK = 8  # the 29th of February comes every four years, or eight
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
_D, _M, _Y = r"(?<![0-9])[0-3]?[0-9]", r"[01]?[0-9]", r"(?:19|20)[0-9]{2}(?![0-9])"
_TH = r"(?:st|nd|rd|th)?(?![0-9])"
_TO = r"\s*(?:-|\u2013|\u2014|to|until)\s*"
_TIME = r"(?:[T ,]+00:00(?::00(?:\.0+)?)?(?:\s*(?:Z|\+00(?::?00)?|Uhr))?)?(?![T ,]+[0-9]{1,2}:)"  # no other hour
_YY = rf"[-\s/]?'?(?P<%s_yy>[0-9]{{2}})(?![0-9])(?!{_TH}\s*-?\s*{_MONTH})"
# The longer forms stand before the shorter, which begin alike.
_FORMS = re.compile(
    "|".join(
        (
            rf"(?<![0-9])(?P<iso>(?P<iso_y>{_Y})(?P<iso_s>[-/.])(?P<iso_m>{_M})(?P=iso_s)"
            rf"(?P<iso_d>[0-3]?[0-9])(?![0-9]){_TIME})",
            rf"(?P<sla>(?P<sla_a>{_D})(?P<sla_s>[-/.])(?P<sla_b>[0-3]?[0-9])(?P=sla_s)(?P<sla_y>{_Y}){_TIME})",
            r"(?<![0-9])(?P<run>(?P<run_y>(?:19|20)[0-9]{2})(?P<run_m>[01][0-9])(?P<run_d>[0-3][0-9])(?![0-9]))",
            rf"(?<![0-9])(?P<fro>(?P<fro_y>{_Y})[-\s/,.]*(?P<fro_m>{_MONTH})(?:[-\s/]*(?P<fro_d>{_D}){_TH})?)",
            rf"(?P<two>(?P<two_a>{_D}){_TH}{_TO}(?P<two_b>[0-3]?[0-9]){_TH}\s+(?P<two_m>{_MONTH})"
            rf"(?:,?\s*(?P<two_y>{_Y}))?)",
            rf"(?P<day>(?P<day_d>{_D}){_TH}(?:\s+of)?[\s-]*(?P<day_m>{_MONTH})"
            rf"(?:,?[\s-]*(?P<day_y>{_Y})|{_YY % 'day'})?)",
            rf"(?P<tow>(?P<tow_m>{_MONTH})\s+(?P<tow_a>{_D}){_TH}{_TO}(?P<tow_b>[0-3]?[0-9]){_TH}"
            rf"(?:,?\s+(?P<tow_y>{_Y}))?)",
            rf"(?P<nam>(?P<nam_m>{_MONTH})\s+(?P<nam_d>{_D}){_TH}(?:,?\s+(?P<nam_y>{_Y}))?)",
            rf"(?P<mon>(?P<mon_m>{_MONTH})(?:,?[\s-]*(?P<mon_y>{_Y})|{_YY % 'mon'})?)",
            rf"(?<![0-9])(?P<wee>(?P<wee_y>{_Y})-?W(?P<wee_w>[0-5][0-9])(?![0-9]))",
            rf"(?<![0-9])(?P<yem>(?P<yem_y>{_Y})[-/.](?P<yem_m>[01]?[0-9])(?![0-9]))",
            r"(?<![0-9])(?P<ym>(?P<ym_y>(?:19|20)[0-9]{2})(?P<ym_m>[01][0-9])(?![0-9]))",
            r"(?<![0-9])(?P<ms>[0-9]{12,13})(?![0-9])",
        )
    ),
    re.IGNORECASE,
)
_DAY_IN_MILLISECONDS = 86_400_000
_EXAMPLES = "2021-06-16, 20210616, 16 June 2021, June 16, 2021 or"
_SLASHED = {True: "16/06/2021, the day first", False: "06/16/2021, the month first"}
_MONTH_EXAMPLES = "2020-10, Oct 2020, or any day in the month"


@dataclass(frozen=True)
class _Said:
    """A day, or a month where `day` is None, in a year that may be left unsaid."""

    year: int | None
    month: int
    day: int | None

    def last(self, year: int) -> date:
        """Give the day in this year, of a month the last; raises ValueError where there is none."""
        return date(year, self.month, self.day or monthrange(year, self.month)[1])

    def first(self, year: int) -> date:
        """Give the day in this year, of a month the first; raises ValueError where there is none."""
        return date(year, self.month, self.day or 1)


def day_of(text: str, published_on: date, *, day_first: bool = True) -> date:
    """Read one day; without a year it is the latest that does not lie after the publication.

    Raises ValueError with a sentence.
    """
    said = _said(text, day_first, of_months=False)
    if not 1 <= len(said) <= 2 or any(each.day is None for each in said):
        raise ValueError(_is_none(text, Length(1), day_first))
    first, last = _both(text, said, published_on, Length(1), day_first)
    if first != last:
        raise ValueError(f'"{text[:60]}" is several days, and counts of single days have one.')
    return checked_day(last, text[:60], published_on)


def end_of(text: str, length: Length, published_on: date, *, day_first: bool = True) -> date:
    """Read the last day of a period from that day, or both its ends, or the name of its month or any day in it.

    Without a year it is the latest that does not lie after the publication. Raises ValueError with a sentence: where
    the ends are no such period's too.
    """
    said = _said(text, day_first, of_months=bool(length.months))
    if not 1 <= len(said) <= 2 or (not length.months and any(each.day is None for each in said)):
        raise ValueError(_is_none(text, length, day_first))
    first, last = _both(text, said, published_on, length, day_first)
    if len(said) == 1 and not length.months:
        return checked_day(last, text[:60], published_on)
    end = _month_end(last) if length.months else last
    if len(said) == 2:
        check_ends(first, end, length, f'"{text[:60]}"')
    return checked_day(end, text[:60], published_on)


def end_after(start: date, length: Length) -> date:
    """Give the last day of the period that begins on a day."""
    if not length.months:
        return start + timedelta(days=length.days - 1)
    months = start.year * 12 + start.month - 1 + length.months
    return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)


def check_ends(first: date, last: date, length: Length, said: str) -> None:
    """Raise ValueError with a sentence where these are not the ends of a period."""
    if Period(last, length).start != first:
        days = (last - first).days + 1
        raise ValueError(
            f"{said} is of {days:,} day{'s' * (days != 1)} ({first} to {last}), and the definition says that a period "
            f"is {in_days(length)}."
        )


def _both(text: str, said: list[_Said], published_on: date, length: Length, day_first: bool) -> tuple[date, date]:
    """Give the first and the last day: in the latest year, where none is said, that does not lie after publication."""
    first, last = said[0], said[-1]
    for year in _years(first, last, published_on):
        with suppress(ValueError):
            end = last.last(year)
            if last.year or end <= published_on:
                begin = first.year or (
                    year if (first.month, first.day or 1) <= (last.month, last.day or 31) else year - 1
                )
                return first.first(begin), end
    raise ValueError(_is_none(text, length, day_first))


def _years(first: _Said, last: _Said, published_on: date) -> Sequence[int]:
    """Give the years in which the last day may lie: its own, or the earliest after a first day that has one."""
    if last.year:
        return (last.year,)
    if first.year:
        is_later = (first.month, first.day or 1) <= (last.month, last.day or 31)
        return (first.year if is_later else first.year + 1,)
    return range(published_on.year, published_on.year - _YEARS_BACK - 1, -1)


def _said(text: str, day_first: bool, of_months: bool) -> list[_Said]:
    return [said for found in _FORMS.finditer(text) for said in _of(found, day_first, of_months)]


def _of(found: re.Match[str], day_first: bool, of_months: bool) -> Iterator[_Said]:
    """Give what one form says; of months "Oct 20" is in a year, of days a day."""
    filled = {name: value for name, value in found.groupdict().items() if value}
    form = next(name for name in filled if "_" not in name)
    said = {name.removeprefix(f"{form}_"): value for name, value in filled.items()}
    year = int(said["y"]) if "y" in said else 2000 + int(said["yy"]) if "yy" in said else None
    match form:
        case "ms":
            yield from _of_milliseconds(int(found["ms"]))
        case "wee":
            with suppress(ValueError):
                day = date.fromisocalendar(year or 0, int(said["w"]), 7)
                yield _Said(day.year, day.month, day.day)
        case "sla":
            day_of_month, month = (said["a"], said["b"]) if day_first else (said["b"], said["a"])
            yield _Said(year, int(month), int(day_of_month))
        case "two" | "tow":
            yield from (_Said(year, _month(said["m"]), int(said[which])) for which in "ab")
        case "nam" if of_months and year is None:
            yield _Said(2000 + int(said["d"]), _month(said["m"]), None)
        case _:
            yield _Said(year, _month(said["m"]), int(said["d"]) if "d" in said else None)


def _month(text: str) -> int:
    return int(text) if text.isdecimal() else _MONTHS.index(text[:3].lower()) + 1


def _of_milliseconds(number: int) -> Iterator[_Said]:
    """Give the day that servers of maps write as milliseconds since 1970."""
    if number % _DAY_IN_MILLISECONDS == 0:
        day = datetime.fromtimestamp(number / 1000, UTC).date()
        yield _Said(day.year, day.month, day.day)


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _is_none(text: str, length: Length, day_first: bool) -> str:
    if not text:
        return "It is blank: a date must stand here."
    examples = _MONTH_EXAMPLES if length.months else f"{_EXAMPLES} {_SLASHED[day_first]}"
    return f'"{text[:60]}" is not a date, such as {examples}.'
