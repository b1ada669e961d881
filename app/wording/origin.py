"""Explain a figure: what it is, and how the published count became it."""

from __future__ import annotations

from collections.abc import Iterator

from app.dataset import Dataset
from app.domain import Cell, Level, Period, Shown, Withheld
from app.statistics import measures
from app.statistics.directions import ENOUGH
from app.statistics.measures import NotCalculable
from app.wording.figures import Wording
from app.wording.phrases import capitalize_first


class Origin:
    """Says how the figures of one dataset came about."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._wording = Wording(dataset)

    @property
    def meaning(self) -> str:
        """Say what is counted."""
        many = capitalize_first(self._dataset.count.many)
        return f"{self._dataset.count.meaning.rstrip('.') or f'{many} are counted'}, in each {self._wording.length}."

    def steps(self, level: Level, week: Period, cell: Cell, before: Cell, population: int | None) -> Iterator[str]:
        """Say, a sentence each, what became of an area's count: hidden or not, its rate and its change."""
        hidden = self._wording.hidden(level)
        if not isinstance(cell, Shown):
            yield self._withheld(level, week, cell)
            return
        if hidden:
            yield f"Counts of {hidden} are hidden; this one is shown as published."
        else:
            yield f"Counts of {self._dataset.level(level).in_sentences} are shown as published: none is hidden."
        yield from self._rate(cell, population)
        yield from self._change(level, week, cell, before)

    def _withheld(self, level: Level, week: Period, cell: Cell) -> str:
        days = self._wording.days(week)
        if cell is Withheld.HIDDEN:
            rule = self._dataset.count.hiding.rstrip(".")
            return f"{capitalize_first(self._wording.hidden(level))} are hidden.{f' {rule}.' if rule else ''}"
        if cell is Withheld.MISSING:
            forbid = ", or published figures around it forbid that it had so few" if self._wording.hidden(level) else ""
            return f"No figure came for {days}{forbid}: what is missing is never taken for small."
        if cell is Withheld.PROTECTING:
            return (
                "The count is not small. It is withheld so that the hidden ones beside it do not follow from the total "
                "that they are part of."
            )
        return f"No release speaks of this area for {days}."

    def _rate(self, cell: Shown, population: int | None) -> Iterator[str]:
        per, said = self._dataset.rate_per, self._wording.rate(cell, population)
        if said:
            yield (
                f"The rate is {cell.cases:,} × {per:,} ÷ {population:,} people = {said.split()[0]}, rounded to one "
                "decimal, halves up."
            )
        elif per:
            yield "There is no rate, as the population is not known."

    def _change(self, level: Level, week: Period, cell: Shown, before: Cell) -> Iterator[str]:
        change, earlier = measures.change(cell, before), self._wording.days(week.before)
        if isinstance(change, NotCalculable) or not isinstance(before, Shown):
            said = self._wording.change(cell, before, level) or ""
            yield f"{said.replace(self._wording.before, earlier, 1)}."
            return
        many = self._dataset.count.many
        more = f"{cell.cases:,} − {before.cases:,} = {_signed(change.difference)}"
        if change.percent is None:
            yield f"The change is on {earlier}: {more} {many}; of none there is no change in per cent."
            return
        yield (
            f"The change is on {earlier}: {more} {many}, ÷ {before.cases:,} = {_signed(change.percent)}%, rounded to "
            "one decimal, halves away from zero."
        )
        if before.cases < ENOUGH:
            yield f"Of fewer than {self._wording.counted(ENOUGH)} a change in per cent says little."


def _signed(number: float) -> str:
    """Write a difference with its sign."""
    text = f"{number:+,}" if isinstance(number, int) else f"{number:+,.1f}"
    return text.replace("-", "\N{MINUS SIGN}")
