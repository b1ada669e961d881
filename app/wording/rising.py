"""Write sentences for articles: how many areas are shown, in how many counts rose, and which are the highest.

What is not known is not said. A name may come marked up, as pages have it: then so is the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.dataset import Dataset
from app.domain import Period, Withheld
from app.statistics.directions import ENOUGH
from app.statistics.measures import NotCalculable
from app.statistics.rankings import Compared
from app.statistics.rising import Course, Tally
from app.wording.figures import Wording
from app.wording.phrases import all_of, capitalize_first, in_words


class Rising:
    """Says how the finest areas of one dataset stand and moved."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._level = dataset.level(dataset.finest)
        self._wording = Wording(dataset)

    def sentences(self, tally: Tally, week: Period, place: str, whole: Compared | None, named: str) -> list[str]:
        """Say what is known of the areas in a place ("" for all of them), and of the whole, which is so named."""
        said = (self._shown(tally, week, place), self._courses(tally), self._beside_whole(tally, whole, named))
        return list(filter(None, said))

    def _shown(self, tally: Tally, week: Period, place: str) -> str:
        within = f" in {place}" if place else ""
        reasons = list(self._withheld(tally))
        others = f"; {all_of(reasons)}" if reasons else ""
        part = self._part(tally.shown, tally.areas)
        return f"In {self._wording.days(week)}, figures are shown for {part}{within}{others}."

    def _withheld(self, tally: Tally) -> Iterator[str]:
        for state, number in sorted(tally.withheld.items(), key=lambda one: list(Withheld).index(one[0])):
            areas = in_words(number)
            match state:
                case Withheld.HIDDEN:
                    yield f"{areas} had {self._wording.hidden(self._level.slug)}"
                case Withheld.MISSING:
                    yield f"no data came for {areas}"
                case Withheld.NOT_PUBLISHED:
                    yield f"{areas} {'was' if number == 1 else 'were'} not published"
                case Withheld.PROTECTING:
                    yield f"{areas} {'is' if number == 1 else 'are'} withheld to keep others hidden"

    def _courses(self, tally: Tally) -> str | None:
        if not tally.compared:
            return None
        part = self._part(tally.rose, tally.compared)
        rose = f"{self._many} rose in {part} that can be compared with {self._wording.before}"
        others = ((tally.fell, "fell"), (tally.of(Course.SAME), "stayed the same"))
        said = [f"{verb} in {self._all_or(number, tally.compared)}" for number, verb in others if number]
        return f"{capitalize_first(all_of([rose, *said]))}."

    def _beside_whole(self, tally: Tally, whole: Compared | None, named: str) -> str | None:
        change = whole.change if whole else NotCalculable.MISSING
        if isinstance(change, NotCalculable) or change.percent is None:
            return None
        percent = f"{abs(change.percent):,.1f}%" if change.percent else "less than 0.1%"
        moved, beside = "stayed the same", ""
        if change.difference > 0:
            moved, beside = f"rose by {percent}", f"; {self._part(tally.of(Course.ROSE_FASTER))} rose faster"
        elif change.difference < 0:
            moved, beside = f"fell by {percent}", f"; {self._part(tally.of(Course.FELL_LESS))} fell by less"
        return "In " + named + f" as a whole, {self._many} {moved}{beside if tally.compared else ''}."

    @property
    def _many(self) -> str:
        return self._dataset.count.many

    @staticmethod
    def _all_or(number: int, total: int) -> str:
        return "all" if number == total > 1 else f"{number:,}"

    def _part(self, number: int, total: int = 0) -> str:
        """Say a number of areas, of how many where that is given: no small area, 171 of the 173 small areas."""
        one, several = self._level.in_a_sentence, self._level.in_sentences
        if number == 0:
            return f"none of the {total:,} {several}" if total > 1 else f"no {one}"
        if number == total:
            return f"the one {one}" if total == 1 else f"all {total:,} {several}"
        return f"{number:,} of the {total:,} {several}" if total else f"{number:,} {one if number == 1 else several}"

    def heading_of_highest(self, number: int, measure: str) -> str:
        """Head a list of so many areas, the highest in a measure."""
        areas = self._some(number)
        if measure == "rate":
            rates = f"highest rate{'' if number == 1 else 's'}"
            return f"The {areas} with the {rates} {self._wording.per}"
        return f"The {areas} with the most {self._many}"

    def as_high(self, number: int, last: Compared, measure: str) -> str:
        """Say that so many more areas have the figure of the last that is listed."""
        figure, _ = self.high(last, measure)
        return f"{capitalize_first(in_words(number))} more {'has' if number == 1 else 'have'} {figure}."

    @property
    def heading_of_steepest(self) -> tuple[str, str]:
        """Head the list of the steepest rises, and say of which areas it is: of those that had enough cases before."""
        had = f"{ENOUGH} {self._many} or more {self._wording.than_before}"
        return "Steepest rises", f"of {self._level.in_sentences} that had {had}"

    def _some(self, number: int) -> str:
        one, several = self._level.in_a_sentence, self._level.in_sentences
        return one if number == 1 else f"{in_words(number)} {several}"

    def count(self, row: Compared) -> str:
        """Say the count of an area that is shown."""
        return self._wording.counted(row.cases or 0)

    def high(self, row: Compared, measure: str) -> tuple[str, str | None]:
        """Say the figure of an area that is shown in a measure, and the other one where it is known: count and rate."""
        rate = self._wording.rate(row.cell, row.area.population)
        return (rate, self.count(row)) if rate and measure == "rate" else (self.count(row), rate)

    def rise(self, row: Compared) -> tuple[str, str]:
        """Say a rise in per cent, and in counts: up 75.0%, from 20 to 35 cases."""
        change = self._wording.short_change(row.cell, row.before)
        return change, f"from {row.cases_before:,} to {self.count(row)}"

    @property
    def not_listed(self) -> str | None:
        """Say which areas are in no list; None where all are."""
        hidden = self._wording.hidden(self._level.slug)
        if not hidden:
            return None
        and_others = ", and those whose count is withheld," if self._dataset.protects else ""
        return f"{capitalize_first(self._level.in_sentences)} with {hidden}{and_others} are not listed."
