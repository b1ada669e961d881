"""Work out how areas' counts changed on the period before, compared with the whole that they are part of.

Only what is shown in both periods is told of: an area that is hidden or missing in one has no course, and no rank.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from app.domain import Withheld
from app.statistics.directions import is_few
from app.statistics.measures import NotCalculable
from app.statistics.rankings import Compared, ranked


class Course(Enum):
    """How an area's count moved on the period before.

    ROSE_FASTER is told where the whole rose, FELL_LESS where it fell: an area that rose while the whole fell just rose.
    """

    ROSE_FASTER = auto()
    ROSE = auto()
    SAME = auto()
    FELL_LESS = auto()
    FELL = auto()


@dataclass(frozen=True)
class Tally:
    """How many areas of a place there are, how many are withheld by the reason, and how many took each course."""

    areas: int
    withheld: Mapping[Withheld, int]
    courses: Mapping[Course, int]

    @property
    def shown(self) -> int:
        """Count the areas whose count is shown."""
        return self.areas - sum(self.withheld.values())

    @property
    def compared(self) -> int:
        """Count the areas that are shown in both periods."""
        return sum(self.courses.values())

    @property
    def rose(self) -> int:
        """Count the areas whose count rose."""
        return self.of(Course.ROSE_FASTER, Course.ROSE)

    @property
    def fell(self) -> int:
        """Count the areas whose count fell."""
        return self.of(Course.FELL_LESS, Course.FELL)

    def of(self, *courses: Course) -> int:
        """Count the areas that took one of these courses."""
        return sum(self.courses.get(course, 0) for course in courses)


def course_of(row: Compared, whole: Compared | None) -> Course | None:
    """Return how an area's count changed; None where one of its periods is withheld.

    It rose faster, or fell less, where its per cent change, unrounded, exceeds the whole's. A rise from none has no per
    cent, and so is no faster.
    """
    change = row.change
    if isinstance(change, NotCalculable):
        return None
    if change.difference == 0:
        return Course.SAME
    ratio = whole.ratio if whole else None
    exceeds = ratio is not None and row.ratio is not None and row.ratio > ratio
    if change.difference > 0:
        return Course.ROSE_FASTER if exceeds and ratio is not None and ratio > 1 else Course.ROSE
    return Course.FELL_LESS if exceeds else Course.FELL


def tally(rows: Iterable[Compared], whole: Compared | None) -> Tally:
    """Count the areas of a place."""
    rows = list(rows)
    courses = (course_of(row, whole) for row in rows)
    return Tally(
        areas=len(rows),
        withheld=Counter(row.cell for row in rows if isinstance(row.cell, Withheld)),
        courses=Counter(course for course in courses if course),
    )


def steepest(rows: Iterable[Compared]) -> list[Compared]:
    """Rank the areas that rose from enough cases by how many times as many there are; of equal ones by count."""
    rose = [row for row in rows if row.cases and not is_few(row) and (row.ratio or 0) > 1]
    return ranked(rose, lambda row: (row.ratio, row.cases), descending=True)


def rose_most(rows: Iterable[Compared]) -> list[Compared]:
    """Return the area that rose most from enough cases: several where they rose alike."""
    ranking = steepest(rows)
    return [row for row in ranking if row.ratio == ranking[0].ratio]
