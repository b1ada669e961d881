"""Find which days a table's counts are of: spans, two columns of days, days, months, or headings that name them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise, permutations

from app.domain import Length
from app.propose.day_headings import names_end, names_start, numbers_weeks
from app.propose.days import Span, day_in_order, day_of, days_first_told, is_last_of_month, month_of, span_of
from app.propose.lengths import length_told, step_between, stepping
from app.propose.looks import Kind, Look, parts_of
from app.propose.period_headings import day_in, day_words, pattern_of
from app.propose.tables import TextTable
from app.propose.timing import Timing
from app.sources.dates import names_first_day

_ISO_WEEK = re.compile("W[0-9]{2}$")  # is read as its last day
_MONDAY = 0
_NOT_OF_COUNTS = {
    *("published", "publication", "updated", "update", "release", "released", "extract", "modified", "edited"),
    *("edit", "created", "creation", "loaded"),
}


def timing_of(table: TextTable) -> Timing | None:
    """Find which days a table's counts are of."""
    for find in (_of_spans, _of_two_days, _of_days, _of_months, _of_headings):
        if found := find(table):
            return found
    return None


def _of_spans(table: TextTable) -> Timing | None:
    looks = [look for look in table.looks.values() if look.kind is Kind.SPANS]
    if not looks:
        return None
    look = max(looks, key=lambda each: sum(times for text, times in each.texts.items() if span_of(text)))
    spans = {text: span for text in look.texts if (span := span_of(text))}
    lengths = {_length_of(span) for span in spans.values()}
    length = min(lengths, key=lambda each: (each.days + 30 * each.months, each))
    taken = [text for text, span in spans.items() if _length_of(span) == length]
    where = {} if len(taken) == len(look.texts) else _beginning(look, taken)
    span = max((spans[text] for text in taken), key=lambda each: each.end)
    why = f'"{taken[0]}" in the column {look.heading}'
    years = all(each.has_year for each in spans.values())
    return Timing(
        look.heading,
        where=where,
        length=length,
        why=why,
        last=span.end if years else None,
        times=len(taken),
    )


def _beginning(look: Look, taken: Sequence[str]) -> dict[str, str]:
    """Return the words with which the texts taken begin, and no others."""
    begins = taken[0].split("(")[0].strip()
    others = [text for text in look.texts if text not in taken]
    if (
        begins
        and all(text.startswith(begins) for text in taken)
        and not any(text.startswith(begins) for text in others)
    ):
        return {look.heading: begins}
    return {look.heading: taken[0]}


def _length_of(span: Span) -> Length:
    if span.start.day == 1 and is_last_of_month(span.end):
        months = (span.end.year - span.start.year) * 12 + span.end.month - span.start.month + 1
        return Length(0, months)
    return Length(span.days)


def _looks_of_days(table: TextTable) -> list[Look]:
    return [look for look in table.looks.values() if look.kind is Kind.DAYS and not _NOT_OF_COUNTS & set(look.words)]


def _of_two_days(table: TextTable) -> Timing | None:
    days = _looks_of_days(table)
    for one, other in permutations(days, 2):
        first = _day_first_of((one, other))
        pairs = [
            (day_in_order(a, first), day_in_order(b, first))
            for a, b in _distinct_pairs(table, one.heading, other.heading)
        ]
        spans = [Span(start, end, True) for start, end in pairs if start and end]
        if not spans or any(span.days < 2 for span in spans):
            continue
        lengths = Counter(_length_of(span) for span in spans)
        length, times = lengths.most_common(1)[0]
        is_said = names_start(one.heading) or names_end(other.heading)
        if times < 0.8 * len(spans) or not (is_said or len(spans) > 1):
            continue
        why = f"from {one.heading} to {other.heading}, both included"
        ends = sorted({span.end for span in spans})
        every = step_between(ends)
        unclear = _one_day_shared(one.heading, other.heading) if every == length.days - 1 > 0 else ""
        return Timing(
            other.heading,
            one.heading,
            length=length,
            every=every if 1 < every < length.days else 0,
            why=why,
            day_first=first,
            last=ends[-1],
            times=len(ends),
            unclear=unclear,
        )
    return None


def _one_day_shared(start: str, end: str) -> str:
    return (
        f"Whether {end} is the last day of a period: each begins ({start}) on the day on which the one before ends. If "
        "it is the day after the last, leave end out, and say a period of one day less."
    )


def _distinct_pairs(table: TextTable, one: str, other: str) -> set[tuple[str, str]]:
    return set(zip(table.columns[one], table.columns[other], strict=True))


def _of_days(table: TextTable) -> Timing | None:
    days = _looks_of_days(table)
    if not days:
        return None
    look = max(days, key=lambda each: (names_end(each.heading), not names_start(each.heading), len(each.texts)))
    first = _day_first_of((look,))
    ends = sorted({day for text in look.texts if (day := day_in_order(text, first))})
    timing = stepping(ends, f"the days in {look.heading}")
    told = length_told(parts_of(look.heading))
    if told and (timing.length is None or (timing.is_daily and told.days > 1)):
        why = f'the heading "{look.heading}" says so'
        timing = replace(timing, length=told, is_daily=False, why=why, told_by_heading=True)
    return _from_first_days(replace(timing, end=look.heading, day_first=first), ends, next(iter(look.texts)))


def _from_first_days(timing: Timing, days: Sequence[date], example: str) -> Timing:
    """Take days for the first of their weeks where their heading or cells say so, or they are all Mondays."""
    heading, length = timing.end, timing.length
    if timing.is_daily or (length and length.months) or names_end(heading) or _ISO_WEEK.search(example):
        return timing
    is_said = names_start(heading) or names_first_day(example)
    are_mondays = {day.weekday() for day in days} == {_MONDAY}
    of_weeks = length is not None and length.days % 7 == 0
    if not is_said and not (of_weeks and (are_mondays or numbers_weeks(heading))):
        return timing
    is_first = is_said or are_mondays
    unclear = "" if is_said else _first_or_last(heading, are_mondays=are_mondays)
    if not is_first:
        return replace(timing, unclear=unclear)
    return replace(timing, end="", start=heading, unclear=unclear)


def _first_or_last(heading: str, *, are_mondays: bool) -> str:
    taken, other, keys = (
        ("first", "last", "end instead of start") if are_mondays else ("last", "first", "start instead of end")
    )
    mondays = ", which are all Mondays," if are_mondays else ""
    return (
        f"Whether the days in {heading}{mondays} are the first or the last of their weeks: the {taken} is taken. If it "
        f"is the {other}, say {keys}."
    )


def _of_months(table: TextTable) -> Timing | None:
    for look in table.looks.values():
        if look.kind is Kind.MONTHS and not numbers_weeks(look.heading):
            ends = sorted({day for text in look.texts if (day := month_of(text))})
            why = f"{look.heading} names calendar months"
            return Timing(look.heading, length=Length(0, 1), why=why, last=ends[-1], times=len(ends))
    return None


def _of_headings(table: TextTable) -> Timing | None:
    """Find headings that name days or months, in a table that is wide by period."""
    named = {heading: day for heading in table.columns if (day := day_in(heading))}
    headings = [heading for heading in named if table.looks[heading].kind in (Kind.COUNTS, Kind.BLANK)]
    if len(headings) < 2:
        return None
    pattern = pattern_of(headings)
    before = len(headings[0]) - len(day_words(headings[0]))
    if before and len({heading[:before] for heading in headings}) == 1:
        pattern = f"{re.escape(headings[0][:before])}({pattern_of([heading[before:] for heading in headings])})"
    if any(re.fullmatch(pattern, heading) for heading in table.columns if heading not in named):
        return None
    ends = sorted({named[heading] for heading in headings})
    are_months = all(month_of(day_words(heading)) for heading in headings)
    why = f'the headings "{headings[0]}" to "{headings[-1]}"'
    timing = Timing(length=Length(0, 1), why=why, last=ends[-1], times=len(ends)) if are_months else stepping(ends, why)
    starts = not timing.is_daily and not (timing.length and timing.length.months) and names_start(headings[0])
    day_first = days_first_told(list(map(day_words, headings)))
    return replace(timing, periods=pattern, starts=starts, day_first=day_first, told_by_heading=True)


def _day_first_of(looks: Sequence[Look]) -> bool | None:
    """Return whether days stand before months, by dates past the twelfth, or else by which reading is more regular."""
    texts = [text for look in looks for text in look.texts]
    told = days_first_told(texts)
    if told is not None:
        return told
    readings = {first: {day_of(text, day_first=first) for text in texts} for first in (True, False)}
    if readings[True] == readings[False]:
        return None
    regular = {first: len(_steps(days - {None})) for first, days in readings.items()}  # type: ignore[arg-type]
    return None if regular[True] == regular[False] else regular[True] < regular[False]


def _steps(days: set[date]) -> set[timedelta]:
    return {later - earlier for earlier, later in pairwise(sorted(days))}
