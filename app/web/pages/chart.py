"""Lay out the chart of an area's weeks: the places of bars, marks and labels, in per cent of its width and height."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count, groupby
from math import ceil

from app.dataset import Dataset
from app.domain import Cell, Length, Level, Period, Shown, Withheld
from app.statistics.timeline import step_length
from app.wording import Wording, capitalize_first, counted

SLOTS_AT_LEAST = 8  # bars of fewer weeks would be as wide as a thumb
MONTH, DAY = 22, 34  # per cent of the width that a month's name and a day take on a phone
LINES_AT_MOST = 4  # beside that of zero
BAR = 0.8  # share of a week's width that its bar takes


@dataclass(frozen=True)
class Recorded:
    """A week on record: the step of the timeline that it stands at, its own days, and what is known of it.

    `rate` is None where there is none, or none is to be drawn.
    """

    step: Period
    week: Period
    cell: Cell
    rate: float | None = None


@dataclass(frozen=True)
class Mark:
    """A week's bar, or the mark of a week without one: `state` is "shown", "none" or why it is withheld."""

    week: Period
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
    """A chart: its marks, the figures that lines are drawn at with their places, the labels below, and in words.

    `key` explains the states that it has beside "shown"; `beside` is the path of another area's line in 100 by 100
    units, "" where there is none. `is_of_rates` tells whether the figures are rates: counts of areas that differ in
    size cannot stand on one scale.
    """

    marks: tuple[Mark, ...]
    lines: tuple[tuple[int, float], ...]
    labels: tuple[Label, ...]
    key: tuple[tuple[str, str], ...]
    beside: str
    is_of_rates: bool
    description: str


def draw_chart(
    weeks: Sequence[Recorded],
    dataset: Dataset,
    level: Level,
    beside: Sequence[Recorded] = (),
    lines_at_most: int = LINES_AT_MOST,
) -> Chart | None:
    """Lay out the weeks on record, the earliest first, with those of another area; None where there is none.

    The other area's are drawn where both have rates.
    """
    if not weeks:
        return None
    wording = Wording(dataset)
    axis = Axis(weeks[0].step.end, weeks[-1].step.end, step_length(dataset.length, dataset.period.every))
    other = [one for one in beside if one.rate is not None and axis.first <= one.step.end <= axis.last]
    is_of_rates = bool(other) and any(one.rate is not None for one in weeks)
    rates = [one.rate for one in (*weeks, *other) if one.rate is not None]
    counts = [one.cell.cases for one in weeks if isinstance(one.cell, Shown)]
    lines = _lines(ceil(max(rates)) if is_of_rates else max(counts, default=0), lines_at_most)
    marks = tuple(_mark(one, axis, lines[-1], level, wording, is_of_rates=is_of_rates) for one in weeks)
    return Chart(
        marks=marks,
        lines=tuple((line, round(100 - 100 * line / lines[-1], 2)) for line in lines),
        labels=tuple(_labels(weeks, axis, dataset.length)),
        key=tuple(_key({mark.state for mark in marks}, dataset, level)),
        beside=_path(other, axis, lines[-1]) if is_of_rates else "",
        is_of_rates=is_of_rates,
        description=describe(weeks, dataset, level),
    )


def _path(weeks: Sequence[Recorded], axis: Axis, top: int) -> str:
    """Draw a line through the middles of weeks, broken where one is not known."""
    place, drawn, last = 100 / axis.steps, "", None
    for one in weeks:
        left = axis.left(one.step.end)
        is_next = last is not None and left - last < 1.5 * place
        drawn += (
            f"{'L' if is_next else 'M'}{round(left + place / 2, 2):g} {round(100 - 100 * (one.rate or 0) / top, 2):g}"
        )
        last = left
    return drawn


@dataclass(frozen=True)
class Axis:
    """The time axis: the last days of its first and last steps, and how far apart steps are."""

    first: date
    last: date
    apart: Length

    @property
    def steps(self) -> int:
        """Return how many steps it has room for."""
        return max(self._slot(self.last) + 1, SLOTS_AT_LEAST)

    def left(self, day: date) -> float:
        """Return the left side of a step's place: the last step stands at the right end."""
        places_free = self.steps - 1 - self._slot(self.last)
        return round(100 * (places_free + self._slot(day)) / self.steps, 2)

    def _slot(self, day: date) -> int:
        if self.apart.months:
            months = (day.year - self.first.year) * 12 + day.month - self.first.month
            return months // self.apart.months
        return (day - self.first).days // self.apart.days


def _lines(most: int, at_most: int) -> list[int]:
    """Return none and round counts above it, up to the most or the next above."""
    sizes = (size for power in count() for size in (10**power, 2 * 10**power, 5 * 10**power))
    unit = next(size for size in sizes if at_most * size >= most)
    return list(range(0, max(most, 1) + unit, unit))


def _mark(one: Recorded, axis: Axis, top: int, level: Level, wording: Wording, *, is_of_rates: bool) -> Mark:
    cases = one.cell.cases if isinstance(one.cell, Shown) else 0
    state = one.cell.value if isinstance(one.cell, Withheld) else "shown" if cases else "none"
    figure = (one.rate or 0) if is_of_rates else cases
    left, place, height = axis.left(one.step.end), 100 / axis.steps, round(100 * figure / top, 2)
    text = wording.count(one.cell, one.week, level)
    if is_of_rates and one.rate is not None:
        text += f", {one.rate:,.1f} {wording.per}"
    return Mark(
        week=one.week,
        left=round(left + place * (1 - BAR) / 2, 2),
        middle=round(left + place / 2, 2),
        width=round(place * BAR, 2),
        top=round(100 - height, 2),
        height=height,
        state=state,
        text=text,
    )


def _key(states: Collection[str], dataset: Dataset, level: Level) -> Iterator[tuple[str, str]]:
    for state, words in (
        ("hidden", f"{Wording(dataset).hidden(level)}, hidden"),
        ("withheld", "withheld, to keep others hidden"),
        ("missing", "no data came"),
        ("none", f"no {dataset.count.many}"),
    ):
        if state in states:
            yield state, words


def _labels(weeks: Sequence[Recorded], axis: Axis, length: Length) -> Iterator[Label]:
    """Say when the first and the last week end, and name months at the first step of each between, as many as fit."""
    first, *others = [
        next(group) for _, group in groupby((one.step.end for one in weeks), lambda day: (day.year, day.month))
    ]
    left, year = axis.left(first), weeks[0].week.end.year
    if left + 2 * DAY <= 100:
        yield Label(left, _short(weeks[0].week.end, length), "start")
        free = left + DAY
        for day in others:
            left = axis.left(day)
            if free <= left <= 100 - DAY - MONTH:
                yield Label(left, f"{day:%b}" if day.year == year else f"{day:%b %Y}", "start")
                free, year = left + MONTH, day.year
    yield Label(100, _short(weeks[-1].week.end, length), "end")


def _short(day: date, length: Length) -> str:
    """Say a day in short, of periods of months the month alone."""
    return f"{day:%b %Y}" if length.months else f"{day.day} {day:%b %Y}"


def describe(weeks: Sequence[Recorded], dataset: Dataset, level: Level) -> str:
    """Say what the chart shows."""
    wording = Wording(dataset)
    said = [f"{capitalize_first(wording.weeks)} on record from {_ends(wording, weeks)}"]
    shown = [(one.cell.cases, one.week) for one in weeks if isinstance(one.cell, Shown)]
    if shown:
        most, when = max(shown)
        said.append(f"The most was {wording.counted(most)} in {wording.days(when)}")
    hidden = sum(one.cell is Withheld.HIDDEN for one in weeks)
    if hidden:
        said.append(f"{counted(hidden, wording.week, wording.weeks)} had {wording.hidden(level)}")
    protecting = sum(one.cell is Withheld.PROTECTING for one in weeks)
    if protecting:
        are = "is" if protecting == 1 else "are"
        said.append(f"{counted(protecting, wording.week, wording.weeks)} {are} withheld to keep others hidden")
    missing = sum(one.cell is Withheld.MISSING for one in weeks)
    if missing:
        said.append(f"For {counted(missing, wording.week, wording.weeks)} no data came")
    return ". ".join(said) + "."


def _ends(wording: Wording, weeks: Sequence[Recorded]) -> str:
    first, last = (wording.days(weeks[place].week) for place in (0, -1))
    ends = wording.ends(weeks[-1].week)
    return f"{first} to {ends if last == ends else f'those to {ends}'}"
