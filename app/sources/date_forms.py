"""The forms in which publishers write days, months and spans of days."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime

_YEARS_BACK = 8  # the 29th of February comes every four years, or eight
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
_D, _M, _Y = r"(?<![0-9])[0-3]?[0-9]", r"[01]?[0-9]", r"(?:19|20)[0-9]{2}(?![0-9])"
_TH = r"(?:st|nd|rd|th)?(?![0-9])"
_TO = r"\s*(?:-|\u2013|\u2014|to|until|through)\s*"
# Midnight where the publisher is, or noon, as servers of maps write a day that no time zone turns into another.
_TIME = (
    r"(?:[T ,]+(?:00:00(?::00(?:\.0+)?)?(?:\s*(?:Z|[+-][01][0-9](?::?[0-9]{2})?|Uhr))?|12:00(?::00(?:\.0+)?)?Z?))?"
    r"(?![T ,]+[0-9]{1,2}:)"
)
_YY = rf"[-\s/]?'?(?P<%s_yy>[0-9]{{2}})(?![0-9])(?!{_TH}\s*-?\s*{_MONTH})"
# The longer forms stand before the shorter, which begin alike.
_FORMS = re.compile(
    "|".join(
        (
            rf"(?<![0-9])(?P<iso>(?P<iso_y>{_Y})(?P<iso_s>[-/.])(?P<iso_m>{_M})(?P=iso_s)"
            rf"(?P<iso_d>[0-3]?[0-9])(?![0-9]){_TIME})",
            rf"(?P<sla>(?P<sla_a>{_D})(?P<sla_s>[-/.])(?P<sla_b>[0-3]?[0-9])(?P=sla_s)(?P<sla_y>{_Y}){_TIME})",
            rf"(?P<sly>(?P<sly_a>{_D})(?P<sly_s>[/.])(?P<sly_b>[0-3]?[0-9])(?P=sly_s)(?P<sly_yy>[0-9]{{2}})"
            rf"(?![0-9./]){_TIME})",
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
            rf"(?<![0-9])(?P<yem>(?P<yem_y>{_Y})(?:[-/.]|M)(?P<yem_m>[01]?[0-9])(?![0-9]))",
            r"(?<![0-9])(?P<ym>(?P<ym_y>(?:19|20)[0-9]{2})(?P<ym_m>[01][0-9])(?![0-9]))",
            r"(?<![0-9])(?P<ms>[0-9]{12,13})(?![0-9])",
        )
    ),
    re.IGNORECASE,
)
_WEEK_TO = r"(?:(?:week|w)[\s/]*(?:ending|ended|end|e|to|commencing|beginning|starting|of|c|b)\b[\s:]*)?"
_BESIDE = re.compile(rf"\s*{_WEEK_TO}(?:[a-z]+day,?)?(?:(?:{_TO}|/)(?:[a-z]+day,?)?)?\s*", re.IGNORECASE)
_DAY_IN_MILLISECONDS = 86_400_000


@dataclass(frozen=True)
class Said:
    """A day, or a month where `day` is None, in a year that may be left unsaid."""

    year: int | None
    month: int
    day: int | None

    def last(self, year: int) -> date:
        """Return the day in this year, of a month the last; raises ValueError where there is none."""
        return date(year, self.month, self.day or monthrange(year, self.month)[1])

    def first(self, year: int) -> date:
        """Return the day in this year, of a month the first; raises ValueError where there is none."""
        return date(year, self.month, self.day or 1)


def dates_in(text: str, *, day_first: bool = True, of_months: bool = False) -> list[Said]:
    """Return the days and months that stand in a text, among whatever else; of months "Oct 20" is in a year."""
    return [said for found in _FORMS.finditer(text) for said in _of(found, day_first, of_months)]


def dates_alone(text: str, *, day_first: bool = True, of_months: bool = False) -> list[Said]:
    """Return the days and months of a text; none where more stands in it than a weekday and "to"."""
    return dates_in(text, day_first=day_first, of_months=of_months) if _BESIDE.fullmatch(_FORMS.sub("", text)) else []


def in_figures(text: str) -> tuple[int, int] | None:
    """Return the first two figures of a date such as 13/1/2021, of which one is the day and the other the month."""
    found = _FORMS.fullmatch(text)
    form = found and next((form for form in ("sla", "sly") if found[form]), None)
    return (int(found[f"{form}_a"]), int(found[f"{form}_b"])) if found and form else None


def days_of(said: Sequence[Said], latest: date) -> tuple[date, date] | None:
    """Return the first and the last day of one or two dates; None where there is no such day.

    Where no year is said it is the latest in which the last day does not lie after `latest`.
    """
    first, last = said[0], said[-1]
    for year in _years(first, last, latest):
        with suppress(ValueError):
            end = last.last(year)
            if last.year or end <= latest:
                begin = first.year or (
                    year if (first.month, first.day or 1) <= (last.month, last.day or 31) else year - 1
                )
                return first.first(begin), end
    return None


def last_of_month(day: date) -> date:
    """Return the last day of a day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def _years(first: Said, last: Said, latest: date) -> Sequence[int]:
    """Return the years in which the last day may lie: its own, or the earliest after a first day that has one."""
    if last.year:
        return (last.year,)
    if first.year:
        is_later = (first.month, first.day or 1) <= (last.month, last.day or 31)
        return (first.year if is_later else first.year + 1,)
    return range(latest.year, latest.year - _YEARS_BACK - 1, -1)


def _of(found: re.Match[str], day_first: bool, of_months: bool) -> Iterator[Said]:
    """Return what one form says; of months "Oct 20" is in a year, of days a day."""
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
                yield Said(day.year, day.month, day.day)
        case "sla" | "sly":
            day_of_month, month = (said["a"], said["b"]) if day_first else (said["b"], said["a"])
            yield Said(year, int(month), int(day_of_month))
        case "two" | "tow":
            yield from (Said(year, _month(said["m"]), int(said[which])) for which in "ab")
        case "nam" if of_months and year is None:
            yield Said(2000 + int(said["d"]), _month(said["m"]), None)
        case _:
            yield Said(year, _month(said["m"]), int(said["d"]) if "d" in said else None)


def _month(text: str) -> int:
    return int(text) if text.isdecimal() else _MONTHS.index(text[:3].lower()) + 1


def _of_milliseconds(number: int) -> Iterator[Said]:
    """Return the day that servers of maps write as milliseconds since 1970, of its midnight or its noon."""
    if number % _DAY_IN_MILLISECONDS in (0, _DAY_IN_MILLISECONDS // 2):
        day = datetime.fromtimestamp(number / 1000, UTC).date()
        yield Said(day.year, day.month, day.day)
