"""Write how areas' counts changed on the period before, as an article does."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.dataset import Dataset
from app.domain import Area, Level, Period
from app.statistics.directions import ENOUGH, Changes, is_few
from app.statistics.measures import rounded
from app.statistics.rankings import Compared
from app.statistics.rising import rose_most
from app.wording.figures import Wording
from app.wording.phrases import all_of, capitalize_first, counted, written

FEW = "*"  # marks a change of few cases
NAMED_AT_MOST = 3


def change_line(row: Compared, name: str, wording: Wording) -> str:
    """Say a named area's rates, or counts, and their change: Richmond upon Thames: 1.0 > 3.0 (200.00%)."""
    now, before = row.cases, row.cases_before
    if now is None or before is None:
        return name
    has_rates = row.rate is not None and row.rate_before is not None
    figures = f"{row.rate_before:,.1f} > {row.rate:,.1f}" if has_rates else f"{before:,} > {wording.counted(now)}"
    return f"{name}: {figures} ({_change(now, before)})"


def _change(now: int, before: int) -> str:
    if now == before:
        return "no change"
    return f"{written(rounded((now - before) * 100, before, 2), 2)}%" if before else "from none"


def few(dataset: Dataset) -> str:
    """Say what a change of few is: fewer than 20 cases the week before."""
    wording = Wording(dataset)
    return f"fewer than {wording.counted(ENOUGH)} {wording.than_before}"


def changes_sentence(
    dataset: Dataset, found: Changes, level: Level, week: Period, *, place: str, least: int, name: Callable[[Area], str]
) -> str:
    """Say in how many areas counts rose, where the most, and in how many they fell or stayed the same.

    `place` is what the areas lie in, nothing for all; `least` the count that each has at least; `name` names an area.
    """
    wording, called = Wording(dataset), dataset.level(level)
    areas = counted(found.compared, called.in_a_sentence, called.in_sentences)
    which = [f"in {place}"] if place else []
    conditions = [f"{wording.counted(least)} or more"] if least else []
    conditions += [f"figures for both {wording.weeks}"] if found.left_out else []
    which += [f"with {all_of(conditions)}"] if conditions else []
    rose = f"{len(found.rose):,}" if found.rose else "none"
    first = f"{capitalize_first(dataset.count.many)} rose in {rose} of {' '.join([areas, *which])}"
    days = wording.days(week)
    when = f", {days} and the {wording.length} before" if found.left_out else f" in {days}"
    return f"{first}{when}{_where(dataset, found.rose, name)}.{_others(found)}"


def _where(dataset: Dataset, rose: Sequence[Compared], name: Callable[[Area], str]) -> str:
    """Say where counts rose the most, among areas of enough."""
    most = rose_most(rose)
    if not most:
        return f"; {'it' if len(rose) == 1 else 'each'} had {few(dataset)}" if rose else ""
    wording, (first, *others) = Wording(dataset), most
    names = [name(row.area) for row in most[:NAMED_AT_MOST]]
    more = [f"{len(most) - NAMED_AT_MOST:,} more"] if len(most) > NAMED_AT_MOST else []
    counts = "" if others else f" ({first.cases_before:,} to {first.cases:,})"
    where = f"{': ' if len(rose) == 1 else '; most in '}{all_of([*names, *more])}"
    among = f", among those with {wording.counted(ENOUGH)} or more {wording.than_before}"
    return f"{where}, {wording.short_change(first.cell, first.before)}{counts}{among if any(map(is_few, rose)) else ''}"


def _others(found: Changes) -> str:
    said = [("fell", len(found.fell)), ("stayed the same", len(found.unchanged))]
    parts = [f"{what} in {number:,}" for what, number in said if number]
    return f" They {all_of(parts)}." if parts else ""
