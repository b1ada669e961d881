"""Find what is implausible in a release, by itself or beside the one before: it is loaded only if accepted.

Each doubt has a word of errors.ACCEPTED, by which `casemap load --accept WORD` loads the file all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import multimode

import numpy as np

from app.dataset import Dataset
from app.domain import Level, Period
from app.sources import Counts
from app.store.grid import BLANK
from app.store.loaded import ReleaseBefore
from app.store.releases import Changes, LevelCounts
from app.wording import Wording, all_of, counted, day

GONE = 0.25  # of the areas: those of one authority more or less is what suppression does
FELL = 0.5  # of the counts, or of the days, known before
ALIKE = 0.8  # of the counts that differ by a rounding from what a common factor gives
FEWEST = 6  # counts that have a common factor by more than chance
STRAY = 0.2  # of the rows of the day that has most
YEAR = 366  # days


@dataclass(frozen=True)
class Doubt:
    """What is to be accepted, by its word, and a sentence with the numbers that make it doubtful."""

    word: str
    sentence: str


@dataclass(frozen=True)
class Compared:
    """A level of a release, what it changes of what was known, and the release of its kind before, if there is one.

    `corrected` names the file of the same kind and day that was loaded before it, if there is one.
    """

    counts: LevelCounts
    changes: Changes
    before: ReleaseBefore | None
    corrected: str | None

    @property
    def level(self) -> Level:
        """Return the level."""
        return self.counts.level


def doubt_of_rows(parts: Iterable[Counts], dataset: Dataset) -> Iterator[Doubt]:
    """Find what is implausible in the rows of a file."""
    for part in parts:
        yield from _of_stray_days(part)
        yield from _of_counts_never_given(part, dataset)


def doubt_of_levels(
    levels: Sequence[Compared], people: Mapping[tuple[Level, str], int], dataset: Dataset
) -> Iterator[Doubt]:
    """Compare a release with what was known before it; `people` are the areas' populations where they are known."""
    yield from _of_levels_gone(levels, dataset)
    for compared in levels:
        yield from _of_zeros(compared, dataset)
        yield from _of_areas_gone(compared)
        yield from _of_counts_scaled_down(compared)
        yield from _of_days_gone(compared)
        yield from _of_more_than_people(compared, people, dataset)


def _of_stray_days(part: Counts) -> Iterator[Doubt]:
    rows = part.rows.groupby("day").size().sort_index()
    days, most = [each.date() for each in rows.index], int(rows.max())
    usual = _usual_step(days)
    for place, (each, number) in enumerate(zip(days, rows.tolist(), strict=True)):
        apart = [abs((other - each).days) for other in days[max(place - 1, 0) : place + 2] if other != each]
        is_far = bool(apart) and min(apart) > YEAR
        is_off = usual is not None and usual > 1 and usual not in apart
        if number <= STRAY * most and (is_far or is_off):
            rows_of_it = counted(number, f"{part.level} row")
            yield Doubt("days", f"{day(each)} is apart from all other days, and has only {rows_of_it}.")


def _usual_step(days: Sequence[date]) -> int | None:
    """Return the days from one to the next that are most frequent, None where no number of them comes twice."""
    steps = [(after - before).days for before, after in pairwise(days)]
    usual = multimode(steps)
    return usual[0] if len(usual) == 1 and steps.count(usual[0]) > 1 else None


def _of_counts_never_given(part: Counts, dataset: Dataset) -> Iterator[Doubt]:
    never = dataset.level(part.level).never_given if not part.daily else ()
    found = int(part.rows["cases"].isin(never).sum())
    if found:
        numbers = " or ".join(map(str, never))
        yield Doubt(
            "small",
            f"{counted(found, f'{part.level} count')} of {numbers}: the publisher never gives these, so the file may "
            "not be meant for the public.",
        )


def _of_levels_gone(levels: Sequence[Compared], dataset: Dataset) -> Iterator[Doubt]:
    have = {compared.level for compared in levels}
    before = max((one.before for one in levels if one.before), key=lambda one: one.published_on, default=None)
    gone = [level for level in dataset.slugs if before and level in before.levels - have]
    if before and gone:
        yield Doubt("levels", f"No counts of {all_of(gone)}, which the release of {day(before.published_on)} has.")


def _of_zeros(compared: Compared, dataset: Dataset) -> Iterator[Doubt]:
    values, hidden = compared.counts.counts.values, dataset.level(compared.level).hidden
    # nothing is told of the small ones, and there may be no others
    if hidden and hidden.least and (values == BLANK).any():
        return
    cases = values[values > BLANK]
    if len(cases) > 1 and not cases.any():
        yield Doubt("zeros", f"All {len(cases):,} {compared.level} counts are zero.")


def _of_areas_gone(compared: Compared) -> Iterator[Doubt]:
    areas = compared.counts.counts.spoken_of
    before = compared.before
    is_other_part = before and not compared.counts.whole and len(areas & before.areas) < len(areas) / 2
    gone = sorted(before.areas - areas) if before and not is_other_part else []
    if before and gone and len(gone) >= GONE * len(before.areas):
        yield Doubt(
            "areas",
            f"{len(gone):,} of the {counted(len(before.areas), f'{compared.level} area')} that the release of "
            f"{day(before.published_on)} has are not in it, {gone[0]} the first: it may be cut off, or of one place.",
        )


def _of_counts_scaled_down(compared: Compared) -> Iterator[Doubt]:
    """Find known counts that all fell alike, as if rates or daily means had replaced them."""
    if compared.corrected:  # counts that were too large come down
        return
    changes = compared.changes
    known = changes.changed & (changes.before != BLANK)
    before, cases = changes.before[known].astype(float), changes.cases[known].clip(0).astype(float)
    total, now = int(before.sum()), int(cases.sum())
    unchanged = int(changes.cases[~changes.changed].clip(0).sum(dtype=np.int64))
    if total == 0 or len(before) < FEWEST or now >= FELL * total or unchanged > now:
        return
    alike = np.abs(cases - before * (now / total)) <= 1
    if alike.mean() >= ALIKE:
        yield Doubt(
            "history",
            f"The {compared.level} counts of days known before all fell alike: {counted(len(before), 'count')} came to "
            f"{total:,}, and come to {now:,} in it. If the release before was wrong, withdraw that one.",
        )


def _of_days_gone(compared: Compared) -> Iterator[Doubt]:
    """Compare series of the same step alone: an agency may go from weekly days to daily ones, or to another weekday."""
    if compared.before is None:
        return
    days, known = set(compared.counts.counts.weeks), compared.before.weeks
    step = _usual_step(sorted(days))
    kept = known & days
    if step and kept and step == _usual_step(sorted(known)) and len(kept) < FELL * len(known):
        yield Doubt(
            "history",
            f"{len(kept):,} of the {counted(len(known), f'{compared.level} day')} that the release of "
            f"{day(compared.before.published_on)} has are in it.",
        )


def _of_more_than_people(
    compared: Compared, people: Mapping[tuple[Level, str], int], dataset: Dataset
) -> Iterator[Doubt]:
    given, wording = compared.counts.counts, Wording(dataset)
    known = np.array([people.get((compared.level, code), -1) for code in given.codes])
    over = np.argwhere((given.values > known) & (known >= 0))
    if len(over):
        week, area = over[0]
        code, cases, areas = given.codes[area], int(given.values[week, area]), len(np.unique(over[:, 1]))
        yield Doubt(
            "people",
            f"{code} has {wording.counted(cases)} among {known[area]:,} people in "
            f"{wording.days(Period(given.weeks[week], dataset.length))}: {counted(areas, 'area')} in all.",
        )
