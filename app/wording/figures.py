"""Write an area's figures."""

from __future__ import annotations

from app.domain import Cell, Level, Period, Shown, Withheld
from app.statistics import measures
from app.statistics.comparison import Comparison
from app.statistics.measures import NotCalculable
from app.statistics.rankings import Compared
from app.wording.nouns import Nouns
from app.wording.phrases import all_of, capitalize_first

_NONE = "–"
_WITHHELD = "Withheld"


class Wording(Nouns):
    """Says the figures of one dataset, in its nouns."""

    def count(self, cell: Cell, period: Period, level: Level) -> str:
        """Say an area's count, or why there is none to say."""
        days, hidden = self.days(period), self.hidden(level)
        if isinstance(cell, Shown):
            return f"{self.counted(cell.cases)} in {days}"
        if cell is Withheld.HIDDEN and hidden:
            return f"{capitalize_first(hidden)} in {days}"
        if cell is Withheld.MISSING:
            return f"No data came for this area for {days}"
        if cell is Withheld.PROTECTING:
            return f"{_WITHHELD} for {days}, to keep counts beside it hidden"
        return f"Not published for {days}"

    def rate(self, cell: Cell, population: int | None) -> str | None:
        """Say an area's rate, where it has one."""
        rate = self._rate(cell, population)
        return None if rate is None else f"{rate:,.1f} {self.per}"

    def change(self, cell: Cell, before: Cell, level: Level) -> str | None:
        """Say how a shown count differs from that of the period before, or why that cannot be said."""
        if not isinstance(cell, Shown):
            return None
        result = measures.change(cell, before)
        if not isinstance(result, NotCalculable):
            return self._difference(result)
        reason = {
            NotCalculable.BEFORE_NOT_ON_RECORD: f"that {self.week} is not on record",
            NotCalculable.BEFORE_HIDDEN: f"that {self.week} had {self.hidden(level)}",
            NotCalculable.BEFORE_MISSING: f"no data came for that {self.week}",
            NotCalculable.BEFORE_PROTECTING: f"the count of that {self.week} is withheld",
        }[result]
        return f"Change on {self.before}: not calculable, as {reason}"

    def _difference(self, change: measures.Change) -> str:
        if change.difference == 0:
            return f"The same as {self.than_before}"
        more = f"{abs(change.difference):,} {'more' if change.difference > 0 else 'fewer'} than {self.than_before}"
        if change.percent is None:
            return f"{more}, which had none"
        return f"{more} ({'up' if change.difference > 0 else 'down'} {abs(change.percent):,.1f}%)"

    def trend(self, cell: Cell, before: Cell) -> str | None:
        """Say a change beside a count: down 30.2% on the week before; nothing where it cannot be said."""
        result = measures.change(cell, before)
        if isinstance(result, NotCalculable):
            return None
        if result.difference == 0:
            return f"the same as {self.than_before}"
        if result.percent is None:
            return f"up from none {self.than_before if self.than_before != self.before else f'in {self.before}'}"
        return f"{self.short_change(cell, before)} on {self.before}"

    def _rate(self, cell: Cell, population: int | None) -> float | None:
        if not isinstance(cell, Shown) or not population or not self._dataset.rate_per:
            return None
        return measures.rounded(cell.cases * self._dataset.rate_per, population)

    def short_count(self, cell: Cell, level: Level) -> str:
        """Say a count in a table, or why there is none."""
        hidden = self.hidden(level)
        if isinstance(cell, Shown):
            return f"{cell.cases:,}"
        if cell is Withheld.HIDDEN and hidden:
            return capitalize_first(hidden)
        return {Withheld.MISSING: "No data", Withheld.PROTECTING: _WITHHELD}.get(cell, "Not published")

    def short_cases(self, cell: Cell, level: Level) -> str:
        """Say a count beside an area's name, or why there is none."""
        return self.counted(cell.cases) if isinstance(cell, Shown) else self.short_count(cell, level)

    def short_rate(self, cell: Cell, population: int | None) -> str:
        """Say a rate in a table, or that there is none."""
        rate = self._rate(cell, population)
        return _NONE if rate is None else f"{rate:,.1f}"

    @staticmethod
    def short_change(cell: Cell, before: Cell) -> str:
        """Say a change in a table, or that there is none."""
        result = measures.change(cell, before)
        if isinstance(result, NotCalculable):
            return "not calculable" if isinstance(cell, Shown) else _NONE
        if result.difference == 0:
            return "the same"
        if result.percent is None:
            return f"up {result.difference:,}, from none"
        return f"{'up' if result.difference > 0 else 'down'} {abs(result.percent):,.1f}%"

    def listed_count(self, row: Compared) -> str:
        """Say an area's count as newspapers list it: Durham City - 135 cases."""
        cases = row.cell.cases if isinstance(row.cell, Shown) else 0
        return f"{row.area.name} - {self.counted(cases)}"

    @staticmethod
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
            all_its = {1: "Its one neighbour has", 2: "Both its neighbours have"}
            return f"{all_its.get(first, f'All its {first} neighbours have')} {what}."
        said = [f"{first} {'has' if first == 1 else 'have'} {what}", *(f"{number} {what}" for number, what in others)]
        return f"Of its {sum(number for number, _ in found)} neighbours, {all_of(said)}."
