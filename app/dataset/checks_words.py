"""Check what a definition says of its count, its period, its languages, its finder, and when figures are due."""

from __future__ import annotations

import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.dataset.definition import WEEKDAYS, Counted, Dataset, Due, Finder, PeriodDefinition
from app.dataset.problems import Problem, instead

# Columns of the open data, and measures that are no count.
_TAKEN = {"rate", "change", "change_percent", "change_reason", "level", "population", "published_on", "status"}


def word_problems(dataset: Dataset) -> Iterator[Problem]:
    """Find what is wrong with the words, the period and the finder."""
    yield from _of_count(dataset)
    yield from _of_period(dataset.period)
    if dataset.due:
        yield from _of_due(dataset.due)
    if not _is_time_zone(dataset.time_zone):
        sentence = f'time_zone: there is no time zone "{dataset.time_zone}"; give a name such as Europe/London.'
        yield Problem(("time_zone",), sentence)
    if dataset.finder:
        yield from _of_finder(dataset.finder)
    if wrong := pattern_problem(dataset.with_the):
        yield Problem(("with_the",), f"with_the {wrong}.")
    if dataset.other_language and dataset.other_language == dataset.language:
        place = ("other_language",)
        yield Problem(place, f"other_language is {dataset.language} as language is: leave it out, or say the other.")


def pattern_problem(pattern: str) -> str | None:
    """Say what is wrong with a regular expression, None where nothing is."""
    try:
        re.compile(pattern)
    except re.error as error:
        return f"is no regular expression: {error.msg} at character {(error.pos or 0) + 1}"
    return None


def _is_time_zone(name: str) -> bool:
    try:
        return bool(ZoneInfo(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):  # ValueError: a path that leads elsewhere; OSError: a folder
        return False


def _of_count(dataset: Dataset) -> Iterator[Problem]:
    count, usual = dataset.count, Counted()
    place = ("count",)
    for said, lacking in (("one", "many"), ("many", "one")):
        if getattr(count, said) != getattr(usual, said) and getattr(count, lacking) == getattr(usual, lacking):
            sentence = f'{lacking} is missing in [count]: say it too where {said} is "{getattr(count, said)}".'
            yield Problem((*place, lacking), sentence)
    slug = dataset.count_slug
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", slug):
        sentence = f'many: "{count.many}" cannot stand in addresses. Say slug in [count] too, such as slug = "deaths".'
        yield Problem((*place, "many"), sentence)
    elif slug in _TAKEN:
        key = "slug" if count.slug else "many"
        yield Problem((*place, key), f"{key}: {slug} is the name of something else in addresses. Say another slug.")


def _of_period(period: PeriodDefinition) -> Iterator[Problem]:
    place = ("period",)
    if period.days and period.months:
        yield Problem((*place, "months"), "A period is of days or of calendar months: leave days or months out.")
    elif not period.days and not period.months:
        yield Problem(place, "[period] does not say how long it is: say days = 7, or months = 1.")
    if period.months and period.every:
        yield Problem((*place, "every"), "every: periods of months end with each month. Leave it out.")
    for said, lacking in (("one", "many"), ("many", "one")):
        if getattr(period, said) and not getattr(period, lacking):
            sentence = f'{lacking} is missing in [period]: say it too where {said} is "{getattr(period, said)}".'
            yield Problem((*place, lacking), sentence)


def _of_due(due: Due) -> Iterator[Problem]:
    if not due.days:
        yield Problem(("due", "days"), "days: say at least one, or leave [due] out where figures come irregularly.")
    for number, day in enumerate(due.days):
        if day not in WEEKDAYS:
            yield Problem(("due", "days", number), f'days: "{day}" is no day of the week{instead(day, WEEKDAYS)}')


def _of_finder(finder: Finder) -> Iterator[Problem]:
    place = ("finder", "pattern")
    if wrong := pattern_problem(finder.pattern):
        yield Problem(place, f"pattern {wrong}.")
    elif re.search(r"\(\?(?![:=!])|\\[AZ]", finder.pattern):
        yield Problem(place, "pattern: browsers read it too, and do not know (?P<...>), (?i), \\A or \\Z. Do without.")
    elif re.fullmatch(finder.pattern, ""):
        yield Problem(place, "pattern: it must not match a text that is empty.")
    for number, letters in enumerate(finder.letters):
        if not re.fullmatch("[A-Z]{1,2}", letters):
            yield Problem(
                ("finder", "letters", number), f'letters: "{letters}" must be one or two capital letters: NE.'
            )
