"""Say figures in plain English. `static/js/wording.js` says the same; shared examples hold the two together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.domain import Cell, Shown, Week, Withheld
from app.statistics.comparison import Comparison
from app.statistics.measures import Change, NotCalculable, change, rate_per_100k
from app.statistics.rankings import Compared

MEASURES = {
    "cases": "Cases in the seven days",
    "rate": "Cases per 100,000 people in the seven days",
    "change": "Change on the week before",
}
_NUMBERS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def counted(number: int, noun: str) -> str:
    """Say a number of things: 1 case, 1,204 cases."""
    return f"{number:,} {noun if number == 1 else noun + 's'}"


def all_of(names: Sequence[str]) -> str:
    """List names: one, two and three."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def day(value: date) -> str:
    """Say a date: 27 October 2020."""
    return f"{value.day} {value:%B %Y}"


def seven_days(week: Week) -> str:
    """Say a week with both its ends: seven days to 27 October 2020 (21 to 27 October)."""
    start = f"{week.start.day}" if week.start.month == week.end.month else f"{week.start.day} {week.start:%B}"
    return f"seven days to {day(week.end)} ({start} to {week.end.day} {week.end:%B})"


def capitalize_first(text: str) -> str:
    """Begin a sentence, leaving the rest as it is."""
    return text[:1].upper() + text[1:]


def or_fewer(hide_up_to: int) -> str:
    """Say the threshold: three or fewer."""
    if hide_up_to == 0:
        return "no"
    number = _NUMBERS[hide_up_to] if hide_up_to < len(_NUMBERS) else f"{hide_up_to:,}"
    return f"{number} or fewer"


def count(cell: Cell, week: Week, hide_up_to: int | None) -> str:
    """Say an area's count, or why there is none to say."""
    days = f"the seven days to {day(week.end)}"
    if isinstance(cell, Shown):
        return f"{counted(cell.cases, 'case')} in {days}"
    if cell is Withheld.HIDDEN and hide_up_to is not None:
        return f"{capitalize_first(or_fewer(hide_up_to))} cases in {days}"
    if cell is Withheld.MISSING:
        return f"No data came for this area for {days}"
    return f"Not published for {days}"


def rate(cell: Cell, population: int | None) -> str | None:
    """Say an area's rate, where it has one."""
    if isinstance(cell, Shown) and population:
        return f"{rate_per_100k(cell.cases, population):,.1f} per 100,000 people"
    return None


def change_on_week_before(cell: Cell, before: Cell, hide_up_to: int | None) -> str | None:
    """Say how a shown count differs from the week before's, or why that cannot be said."""
    if not isinstance(cell, Shown):
        return None
    result = change(cell, before)
    if isinstance(result, NotCalculable):
        reason = {
            NotCalculable.BEFORE_NOT_ON_RECORD: "that week is not on record",
            NotCalculable.BEFORE_HIDDEN: f"that week had {or_fewer(hide_up_to or 0)} cases",
            NotCalculable.BEFORE_MISSING: "no data came for that week",
        }[result]
        return f"Change on the week before: not calculable, as {reason}"
    return _difference(result)


def short_count(cell: Cell, hide_up_to: int | None) -> str:
    """Say a count in a table, or why there is none."""
    if isinstance(cell, Shown):
        return f"{cell.cases:,}"
    if cell is Withheld.HIDDEN and hide_up_to is not None:
        return capitalize_first(f"{or_fewer(hide_up_to)} cases")
    return "No data" if cell is Withheld.MISSING else "Not published"


def short_cases(cell: Cell, hide_up_to: int | None) -> str:
    """Say a count beside an area's name, or why there is none."""
    return counted(cell.cases, "case") if isinstance(cell, Shown) else short_count(cell, hide_up_to)


def short_rate(cell: Cell, population: int | None) -> str:
    """Say a rate in a table, or that there is none."""
    return f"{rate_per_100k(cell.cases, population):,.1f}" if isinstance(cell, Shown) and population else "–"


def short_change(cell: Cell, before: Cell) -> str:
    """Say a change in a table, or that there is none."""
    result = change(cell, before)
    if isinstance(result, NotCalculable):
        return "not calculable" if isinstance(cell, Shown) else "–"
    if result.difference == 0:
        return "the same"
    if result.percent is None:
        return f"up {result.difference:,}, from none"
    return f"{'up' if result.difference > 0 else 'down'} {abs(result.percent):,.1f}%"


def beside_neighbours(comparison: Comparison) -> str:
    """Say how the rates of an area's neighbours compare with its own."""
    found = (
        (comparison.higher, "a higher rate"),
        (comparison.lower, "a lower rate"),
        (comparison.same, "the same rate"),
        (comparison.unknown, "no rate to compare"),
    )
    (first, what), *others = [(number, what) for number, what in found if number]
    if not others:
        return f"Its one neighbour has {what}." if first == 1 else f"All its {first} neighbours have {what}."
    said = [f"{first} {'has' if first == 1 else 'have'} {what}", *(f"{number} {what}" for number, what in others)]
    return f"Of its {sum(number for number, _ in found)} neighbours, {all_of(said)}."


def _difference(result: Change) -> str:
    if result.difference == 0:
        return "The same as the week before"
    more = f"{abs(result.difference):,} {'more' if result.difference > 0 else 'fewer'} than the week before"
    if result.percent is None:
        return f"{more}, which had none"
    return f"{more} ({'up' if result.difference > 0 else 'down'} {abs(result.percent):,.1f}%)"


def rise(row: Compared) -> str:
    """Say an area's rate before and now, and its counts: Redcar and Cleveland, 0.7 > 5.1 (1 > 7 cases)."""
    if row.cases is None or row.cases_before is None:
        return row.area.name
    counts = f"{row.cases_before:,} > {counted(row.cases, 'case')}"
    if row.rate is None or row.rate_before is None:
        return f"{row.area.name}, {counts}"
    return f"{row.area.name}, {row.rate_before:,.1f} > {row.rate:,.1f} ({counts})"


def listed_count(row: Compared) -> str:
    """Say an area's count as newspapers list it: Durham City - 135 cases."""
    return f"{row.area.name} - {counted(row.cases or 0, 'case')}"
