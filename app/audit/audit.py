"""The audit: what each hidden count can be, by all that is served, and how many are exposed, narrowed or safe."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from app.audit.bounds import Bounds
from app.audit.served import HIDDEN, PROTECTING, UNKNOWN, Flags, Key, Numbers, Served
from app.audit.together import Narrowed, narrow_across, narrow_together
from app.audit.totals import Totals, totals_of
from app.audit.windows import Run, runs_across, runs_of
from app.domain import Area, Level, Period


@dataclass(frozen=True)
class Finding:
    """How many of a level's counts are hidden in a period, and how many of them are exposed, narrowed or safe.

    `above_zero` are those that follow and are no zero, `undecided` those of the narrowed and the safe ones of which not
    all could be worked out in time. `protecting` are the counts that are withheld to protect others, and
    `protecting_exact` those of them that follow all the same.
    """

    level: Level
    week: Period
    hidden: int = 0
    exact: int = 0
    above_zero: int = 0
    narrowed: int = 0
    safe: int = 0
    undecided: int = 0
    protecting: int = 0
    protecting_exact: int = 0

    def __add__(self, other: Finding) -> Finding:
        """Count those of two periods together."""
        counted = ("hidden", "exact", "above_zero", "narrowed", "safe", "undecided", "protecting", "protecting_exact")
        return replace(self, **{name: getattr(self, name) + getattr(other, name) for name in counted})


@dataclass(frozen=True)
class Followed:
    """A hidden count that is exposed or narrowed: for the operator's eyes only."""

    area: Area
    week: Period
    least: int
    most: int


@dataclass(frozen=True)
class Audit:
    """The result of an audit.

    `totals_apart` are the totals that their parts cannot come to, `areas_apart` the areas whose own periods contradict
    one another, and `groups_apart` those of which totals and periods that share days do: from these nothing follows,
    and they are left out of account. `areas_revised` are those of which periods of several publications contradict one
    another, where these were held against one another.
    """

    findings: tuple[Finding, ...]
    totals_apart: int
    areas_apart: int
    groups_apart: int
    followed: tuple[Followed, ...] = field(repr=False)
    areas_revised: int = 0

    @property
    def total(self) -> Finding | None:
        """Count all together; None where no level hides anything."""
        if not self.findings:
            return None
        total = replace(self.findings[0])
        for finding in self.findings[1:]:
            total += finding
        return total


def audit(
    served: Served, weeks: set[Period] | None = None, *, by_bounds_alone: bool = False, is_unrevised: bool = False
) -> Audit:
    """Audit what is served: all periods, or these alone, with all that is served of others.

    With `by_bounds_alone` no programme is solved, which takes most of the time and seldom narrows anything further.
    With `is_unrevised` periods of several publications are held against one another too, as if none had revised what
    another said of the same days: what then follows is a good guess and no certainty.
    """
    runs, across = (
        [
            run
            for level in served.hiding
            for run in find(served, level)
            if weeks is None or not weeks.isdisjoint(run.weeks)
        ]
        for find in (runs_of, runs_across if is_unrevised else _none)
    )
    concerned = None if weeks is None else weeks.union(*(run.weeks for run in (*runs, *across)))
    totals = totals_of(served if concerned is None else _of(served, concerned))
    narrowed = narrow_together(served, totals, runs)
    areas_apart, apart = len(narrowed.apart), 0
    undecided = np.zeros(len(narrowed.bounds.least), bool)
    if not by_bounds_alone:
        narrowed, apart = _decided(served, totals, runs, narrowed, weeks, undecided)
    if across:
        narrowed = narrow_across(served, totals, across, narrowed)
        if not by_bounds_alone:
            narrowed, _ = _decided(served, totals, across, narrowed, weeks, undecided)
    keys = sorted(key for key in served.own if key[0] in served.hiding and (weeks is None or key[1] in weeks))
    return Audit(
        tuple(_finding(served, key, totals, narrowed.bounds, undecided) for key in keys),
        len(narrowed.refused),
        areas_apart,
        apart,
        tuple(each for key in keys for each in _followed(served, key, totals, narrowed.bounds)),
        len({(run.level, place) for run, place in narrowed.apart}) if across else 0,
    )


def _none(_served: Served, _level: Level) -> Iterator[Run]:
    yield from ()


def _decided(
    served: Served, totals: Totals, runs: Sequence[Run], narrowed: Narrowed, weeks: set[Period] | None, undecided: Flags
) -> tuple[Narrowed, int]:
    """Narrow by programmes, and mark what was not decided in time; count the groups that contradict themselves."""
    from app.audit.groups import decide_group, groups_of  # SciPy takes a second to start

    bounds, apart = narrowed.bounds.copy(), 0
    for run in runs:
        for group in groups_of(served, totals, run, narrowed):
            numbers, decided = decide_group(served, totals, group, bounds, weeks)
            if decided is None:
                apart += bool(len(numbers))
                continue
            bounds.least[numbers] = np.maximum(bounds.least[numbers], decided.least)
            bounds.most[numbers] = np.minimum(bounds.most[numbers], decided.most)
            undecided[numbers] |= decided.undecided
    return replace(narrowed, bounds=bounds), apart


def _of(served: Served, weeks: set[Period]) -> Served:
    """Return only what is served of these periods: others say nothing about the counts in them."""
    return replace(served, counts={key: counts for key, counts in served.counts.items() if key[1] in weeks})


def _finding(served: Served, key: Key, totals: Totals, bounds: Bounds, undecided: Flags) -> Finding:
    hidden = served.dataset.level(key[0]).hidden
    assert hidden is not None  # noqa: S101  only levels that hide are looked at
    counts, numbers = served.counts[key], totals.numbers[key]
    its, withheld = numbers[counts == HIDDEN], numbers[counts == PROTECTING]
    least, most = bounds.least[its], bounds.most[its]
    exact, is_whole = least == most, (least <= hidden.least) & (most >= hidden.most)
    if hidden.least == hidden.most:  # readers are told which count it is
        exact, is_whole = np.zeros(len(its), bool), np.ones(len(its), bool)
    return Finding(
        *key,
        hidden=len(its),
        exact=int(exact.sum()),
        above_zero=int((exact & (least > 0)).sum()),
        narrowed=int((~exact & ~is_whole).sum()),
        safe=int((~exact & is_whole).sum()),
        undecided=int((undecided[its] & ~exact).sum()),
        protecting=len(withheld),
        protecting_exact=int((bounds.least[withheld] == bounds.most[withheld]).sum()),
    )


def _followed(served: Served, key: Key, totals: Totals, bounds: Bounds) -> Iterator[Followed]:
    hidden = served.dataset.level(key[0]).hidden
    assert hidden is not None  # noqa: S101  only levels that hide are looked at
    for place in np.flatnonzero(served.counts[key] == HIDDEN).tolist():
        number = totals.numbers[key][place]
        least, most = int(bounds.least[number]), int(bounds.most[number])
        if least > hidden.least or most < hidden.most:
            yield Followed(served.areas[key[0]][place], key[1], least, most)


def audited_together(servings: Sequence[Served]) -> list[Served]:
    """Return each of several editions with what the others serve put beside it.

    A count of one level, period and publication day is one count, whichever edition shows it: where one hides it, what
    another shows is known. Periods that an edition does not have are put beside its own, those published last; they
    are none of its `own`.
    """
    shown: dict[tuple[Level, Period, date, str], int] = {}
    for served in servings:
        for (level, week), counts in served.counts.items():
            if level in served.hiding:
                day, areas = served.published_on[level, week], served.areas[level]
                for place in np.flatnonzero(counts >= 0).tolist():
                    shown[level, week, day, areas[place].code] = int(counts[place])
    together = [replace(served, counts=_with(served, shown)) for served in servings]
    latest: dict[Key, Served] = {}
    for served in together:
        for key in served.counts:
            if key not in latest or latest[key].published_on[key] < served.published_on[key]:
                latest[key] = served
    return [_beside(served, latest) for served in together]


def _beside(served: Served, latest: Mapping[Key, Served]) -> Served:
    """Add the periods that other editions serve to an edition's own."""
    more = {key: other for key, other in latest.items() if key not in served.counts and key[0] in served.areas}
    counts = {key: _in_order_of(served, other, key) for key, other in more.items()}
    days = {key: other.published_on[key] for key, other in more.items()}
    return replace(
        served,
        counts={**served.counts, **counts},
        published_on={**served.published_on, **days},
        beside=served.beside | more.keys(),
    )


def _in_order_of(served: Served, other: Served, key: Key) -> Numbers:
    """Return another edition's counts in the order of this one's areas, UNKNOWN of those that it does not have.

    What it hides is UNKNOWN too where it hides other counts than this one.
    """
    level = key[0]
    is_told_alike = other.dataset.level(level).hidden == served.dataset.level(level).hidden
    counts = other.counts[key] if is_told_alike else np.where(other.counts[key] < 0, UNKNOWN, other.counts[key])
    known = {area.code: int(count) for area, count in zip(other.areas[level], counts, strict=True)}
    return np.array([known.get(area.code, UNKNOWN) for area in served.areas[level]], np.int64)


def _with(served: Served, shown: dict[tuple[Level, Period, date, str], int]) -> dict[Key, Numbers]:
    counts = dict(served.counts)
    for level, week in served.counts:
        if level not in served.hiding:
            continue
        its, day = served.counts[level, week].copy(), served.published_on[level, week]
        for place in np.flatnonzero(its < 0).tolist():
            known = shown.get((level, week, day, served.areas[level][place].code))
            if known is not None:
                its[place] = known
        counts[level, week] = its
    return counts
