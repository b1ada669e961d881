"""The nouns of a dataset: its counts, periods and measures."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property

from app.dataset import Dataset
from app.dataset.levels import plural
from app.domain import Level, Period, Shape
from app.wording.phrases import capitalize_first, counted, day, in_words

_DAYS = {1: "day", 7: "week", 14: "fortnight"}
_MONTHS = {1: "month", 12: "year"}
_UNNAMED = "period"
SURROUNDINGS = "Land around: Natural Earth. Towns: GeoNames."  # as app.world has them


class Nouns:
    """Names what one dataset is of."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset

    def title(self, place: str) -> str:
        """Head a map of a part of the whole, as the dataset heads its own: Deaths in the north."""
        whole = re.escape(self._dataset.place)
        said = re.match(f"(.+?) in (the )?{whole}\\b", self._dataset.title) if whole else None
        return f"{said[1] if said else capitalize_first(self._dataset.count.many)} in {place}"

    def sources(self, shape: Shape | None) -> str:
        """Say where what a map shows in a shape comes from."""
        return f"{self._dataset.source} {self.surroundings}" if shape is Shape.MAP else self._dataset.source

    @property
    def surroundings(self) -> str:
        """Say where the land and towns around a map's areas come from."""
        return SURROUNDINGS

    def counted(self, number: int) -> str:
        """Say a count: 1 case, 1,204 cases."""
        return counted(number, self._dataset.count.one, self._dataset.count.many)

    def hidden(self, level: Level) -> str:
        """Say which counts are hidden at a level: three or fewer cases, 1 to 4 deaths; nothing where none is."""
        hidden = self._dataset.level(level).hidden
        if hidden is None:
            return ""
        if hidden.least == hidden.most:
            return f"no {self._dataset.count.many}" if hidden.most == 0 else self.counted(hidden.most)
        if hidden.least:
            return f"{hidden.least:,} to {self.counted(hidden.most)}"
        return f"{in_words(hidden.most)} or fewer {self._dataset.count.many}"

    @cached_property
    def week(self) -> str:
        """Say what a period is called: week."""
        days, months = self._dataset.length
        return self._dataset.period.one or (_MONTHS.get(months) if months else _DAYS.get(days)) or _UNNAMED

    @cached_property
    def weeks(self) -> str:
        """Say what periods are called: weeks."""
        return self._dataset.period.many or plural(self.week)

    @cached_property
    def length(self) -> str:
        """Say how long a period is: 28 days, three months, month."""
        days, months = self._dataset.length
        number, unit = (months, "month") if months else (days, "day")
        return unit if number == 1 else f"{in_words(number)} {unit}s"

    @cached_property
    def each(self) -> str:
        """Say of how long counts are, after them: (cases) each week, in each 28 days."""
        return f"in each {self.length}" if self.week == _UNNAMED else f"each {self.week}"

    @cached_property
    def before(self) -> str:
        """Say which period one is compared with: the week before, the 28 days before."""
        return f"the {self.length if self.week == _UNNAMED else self.week} before"

    @cached_property
    def than_before(self) -> str:
        """Say that period where it stands after a number: (12 more than) the week before, in the 28 days before."""
        return f"in {self.before}" if self.week == _UNNAMED else self.before

    def ends(self, period: Period) -> str:
        """Say when a period ends: 23 January 2025, October 2020."""
        return f"{period.end:%B %Y}" if period.length.months else day(period.end)

    def days(self, period: Period) -> str:
        """Say a period after "in": the 28 days to 23 January 2025, October 2020."""
        is_a_month = period.length.months == 1
        return self.ends(period) if is_a_month else f"the {self.length} to {self.ends(period)}"

    def period(self, period: Period) -> str:
        """Say a period with both its ends: 14 days to 27 October 2020 (14 to 27 October), August to October 2020."""
        start, end = period.start, period.end
        if period.length.months:
            return _months(start, end)
        if start == end:
            return day(end)
        is_in_a_month = (start.year, start.month) == (end.year, end.month)
        first = f"{start.day}" if is_in_a_month else f"{start.day} {start:%B}"
        return f"{self.length} to {day(end)} ({first} to {end.day} {end:%B})"

    def overdue(self, since: date, latest: Period) -> str:
        """Say since when new figures have been due, and to when the latest are."""
        return f"Figures were due on {day(since)}; the latest are to {self.ends(latest)}."

    @cached_property
    def heading(self) -> str:
        """Head a column or a choice of periods' ends: 28 days to, Month."""
        return capitalize_first(self.week if 1 in self._dataset.length else f"{self.length} to")

    @property
    def per(self) -> str:
        """Say how many people rates are told for: per 100,000 people; nothing where there are none."""
        return f"per {self._dataset.rate_per:,} people" if self._dataset.rate_per else ""

    def measure(self, slug: str) -> str:
        """Head a legend: Cases in the 28 days, Cases per 100,000 people in the month, Change on the week before."""
        if slug == "change":
            return f"Change on {self.before}"
        many = capitalize_first(self._dataset.count.many)
        return f"{many} {f'{self.per} ' if slug == 'rate' else ''}in the {self.length}"

    def mapped(self, slug: str) -> str:
        """Say what a map shows in a measure, inside a sentence: cases per 100,000 people, how cases changed on ..."""
        many = self._dataset.count.many
        if slug == "change":
            return f"how {many} changed on {self.before}"
        return f"{many} {self.per}" if slug == "rate" else many

    def short_measure(self, slug: str) -> str:
        """Name a measure where it is chosen: Cases, Rate, Change."""
        return capitalize_first(slug if slug in ("rate", "change") else self._dataset.count.many)


def _months(start: date, end: date) -> str:
    """Say calendar months: October 2020, August to October 2020, November 2020 to January 2021."""
    last = f"{end:%B %Y}"
    if (start.year, start.month) == (end.year, end.month):
        return last
    return f"{start:%B} to {last}" if start.year == end.year else f"{start:%B %Y} to {last}"
