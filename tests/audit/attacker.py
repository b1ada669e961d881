"""An attacker who tries every count that can be, knows what is served and the rules, and has no code of the audit.

A place is one district of small areas. Only for few areas, days and cases: it looks at all combinations.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

Told = int | str  # a count, or the word for why there is none
Range = tuple[int, int]


@dataclass(frozen=True)
class Known:
    """What is served: of each area its word or count in each window, and the district's counts, None where it has none.

    `lengths` is how many days a window has; window 0 begins on day 0. `ranges` gives the least and the most that a word
    stands for.
    """

    areas: Mapping[str, Sequence[Told]]
    district: Sequence[int | None]
    days: int
    ranges: Mapping[str, Range]


def what_can_be(known: Known) -> dict[tuple[str, int], set[int]]:
    """Return all figures that each count that is not shown can have."""
    courses = [list(_courses(told, known)) for told in known.areas.values()]
    found: dict[tuple[str, int], set[int]] = {
        (name, window): set()
        for name, told in known.areas.items()
        for window, each in enumerate(told)
        if isinstance(each, str)
    }
    for chosen in product(*courses):
        sums = [_windows(course, known.days) for course in chosen]
        if all(
            total is None or sum(each[window] for each in sums) == total for window, total in enumerate(known.district)
        ):
            for name, its in zip(known.areas, sums, strict=True):
                for window, figure in enumerate(its):
                    if (name, window) in found:
                        found[name, window].add(figure)
    return found


def _courses(told: Sequence[Told], known: Known) -> Iterator[tuple[int, ...]]:
    """Return all daily counts of an area that its windows allow, day by day."""
    ends = [(each, each) if isinstance(each, int) else known.ranges[each] for each in told]
    number = len(told) + known.days - 1

    def longer(course: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        day = len(course)
        if day == number:
            yield course
            return
        room = min(ends[window][1] for window in range(len(told)) if window <= day < window + known.days)
        for cases in range(room + 1):
            grown = (*course, cases)
            window = day - known.days + 1
            if window < 0 or ends[window][0] <= sum(grown[window:]) <= ends[window][1]:
                yield from longer(grown)

    yield from longer(())


def _windows(course: Sequence[int], days: int) -> list[int]:
    return [sum(course[first : first + days]) for first in range(len(course) - days + 1)]
