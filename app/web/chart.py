"""Lay out the chart of an area's weeks: where its bars, marks and labels stand, in per cent of its width and height."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count, groupby

from app import wording
from app.domain import Cell, Shown, Week, Withheld

SLOTS_AT_LEAST = 8  # bars of fewer weeks would be as wide as a thumb
LABEL = 22  # per cent of the width that a label takes on a phone
LAST = 92  # per cent of the width up to which a month's name can begin
BAR = 0.8  # share of a week's width that its bar takes


@dataclass(frozen=True)
class Recorded:
    """A week on record: the step of the timeline that it stands at, its own days, and what is known of it."""

    step: Week
    week: Week
    cell: Cell


@dataclass(frozen=True)
class Mark:
    """A week's bar, or the mark of a week without one: `state` is "shown", "none" (no cases) or why it is withheld."""

    left: float
    middle: float
    width: float
    top: float
    height: float
    state: str
    text: str


@dataclass(frozen=True)
class Label:
    """A label of the time axis; `anchor` is SVG's."""

    left: float
    text: str
    anchor: str


@dataclass(frozen=True)
class Chart:
    """A chart: its marks, the counts that lines are drawn at with their places, the labels below, and in words.

    `key` explains the states that it has beside "shown".
    """

    marks: tuple[Mark, ...]
    lines: tuple[tuple[int, float], ...]
    labels: tuple[Label, ...]
    key: tuple[tuple[str, str], ...]
    description: str


def draw_chart(weeks: Sequence[Recorded], hide_up_to: int | None) -> Chart | None:
    """Lay out the weeks on record, the earliest first; None where there is none."""
    if not weeks:
        return None
    steps = max(_slot(weeks, weeks[-1].step.end) + 1, SLOTS_AT_LEAST)
    lines = _lines(max((one.cell.cases for one in weeks if isinstance(one.cell, Shown)), default=0))
    marks = tuple(_mark(one, _left(weeks, one.step.end, steps), steps, lines[-1], hide_up_to) for one in weeks)
    return Chart(
        marks=marks,
        lines=tuple((line, round(100 - 100 * line / lines[-1], 2)) for line in lines),
        labels=tuple(_labels(weeks, steps)),
        key=tuple(_key({mark.state for mark in marks}, hide_up_to)),
        description=describe(weeks, hide_up_to),
    )


def _slot(weeks: Sequence[Recorded], day: date) -> int:
    return (day - weeks[0].step.end).days // 7


def _left(weeks: Sequence[Recorded], day: date, steps: int) -> float:
    """Give the left side of a step's place: the last step stands at the right end."""
    places_free = steps - 1 - _slot(weeks, weeks[-1].step.end)
    return round(100 * (places_free + _slot(weeks, day)) / steps, 2)


def _lines(most: int) -> list[int]:
    """Give round counts from none to the most or the next above, five at the most."""
    unit = next(size for power in count() for size in (10**power, 2 * 10**power, 5 * 10**power) if 4 * size >= most)
    return list(range(0, max(most, 1) + unit, unit))


def _mark(one: Recorded, left: float, steps: int, top: int, hide_up_to: int | None) -> Mark:
    cases = one.cell.cases if isinstance(one.cell, Shown) else 0
    state = one.cell.value if isinstance(one.cell, Withheld) else "shown" if cases else "none"
    place, height = 100 / steps, round(100 * cases / top, 2)
    return Mark(
        left=round(left + place * (1 - BAR) / 2, 2),
        middle=round(left + place / 2, 2),
        width=round(place * BAR, 2),
        top=round(100 - height, 2),
        height=height,
        state=state,
        text=wording.count(one.cell, one.week, hide_up_to),
    )


def _key(states: Collection[str], hide_up_to: int | None) -> Iterator[tuple[str, str]]:
    for state, words in (
        ("hidden", f"{wording.or_fewer(hide_up_to or 0)} cases, hidden"),
        ("missing", "no data came"),
        ("none", "no cases"),
    ):
        if state in states:
            yield state, words


def _labels(weeks: Sequence[Recorded], steps: int) -> Iterator[Label]:
    """Name months at the first step of each, as many as fit, or where there are few weeks the last one's day."""
    months = [next(group) for _, group in groupby((one.step.end for one in weeks), lambda day: (day.year, day.month))]
    free, year = 0.0, 0
    for day in months if len(months) > 2 else ():
        left = _left(weeks, day, steps)
        if free <= left <= LAST:
            yield Label(left, f"{day:%b}" if day.year == year else f"{day:%b %Y}", "start")
            free, year = left + LABEL, day.year
    if not free:
        last = weeks[-1].step.end
        yield Label(100, f"{last.day} {last:%b %Y}", "end")


def describe(weeks: Sequence[Recorded], hide_up_to: int | None) -> str:
    """Say what the chart shows."""
    first, last = weeks[0].week, weeks[-1].week
    said = [f"Weeks on record from the seven days to {wording.day(first.end)} to those to {wording.day(last.end)}"]
    shown = [(one.cell.cases, one.week) for one in weeks if isinstance(one.cell, Shown)]
    if shown:
        most, when = max(shown)
        said.append(f"The most was {wording.counted(most, 'case')} in the seven days to {wording.day(when.end)}")
    hidden = sum(one.cell is Withheld.HIDDEN for one in weeks)
    if hidden:
        said.append(f"{wording.counted(hidden, 'week')} had {wording.or_fewer(hide_up_to or 0)} cases")
    missing = sum(one.cell is Withheld.MISSING for one in weeks)
    if missing:
        said.append(f"For {wording.counted(missing, 'week')} no data came")
    return ". ".join(said) + "."
