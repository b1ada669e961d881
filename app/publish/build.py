"""Build an edition from a snapshot: disclose, find what is missing, choose the week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np

from app.cells import Marks
from app.dataset import Dataset
from app.disclosure import disclose, is_public
from app.domain import Area, PassedOver, Period, PeriodTable
from app.errors import CannotPublishError
from app.publish.edition import Edition
from app.publish.missing import Tables, find_missing
from app.publish.snapshot import Snapshot
from app.statistics.completeness import latest_whole_week
from app.withholding import Kept, withhold, without_shared_days


def build_edition(
    snapshot: Snapshot, dataset: Dataset, accept_incomplete: Period | None, kept: Kept = MappingProxyType({})
) -> Edition:
    """Build the edition that a snapshot gives; `accept_incomplete` is a period to take though data is missing.

    `kept` names what readers see withheld already. Raises CannotPublishError where there are no areas, no period that
    can be taken, or counts that are not public and no word on what holds for totals.
    """
    _refuse_without_choice(snapshot, dataset)
    areas, finest = snapshot.geography.areas, dataset.finest
    if not areas[finest]:
        raise CannotPublishError("No areas are known yet: load a hierarchy file first, then publish.")
    disclosed = _disclose_all(snapshot, dataset)
    missing = find_missing(snapshot.geography, disclosed, dataset)
    week, passed_over = _take_week({week: one.authorities for week, one in missing.items()}, accept_incomplete, dataset)
    tables = {
        (level, on_record): PeriodTable(
            level,
            on_record,
            snapshot.coverage[level, on_record].published_on,
            missing[on_record].mark(found.cells) if level == finest else found.cells,
        )
        for (level, on_record), found in disclosed.items()
    }
    if dataset.protects:
        tables = withhold(dataset, areas, without_shared_days(dataset, tables, week), kept)
    return Edition(dataset, week, areas, tables, passed_over, snapshot.releases, snapshot.geography.partly_known)


def _refuse_without_choice(snapshot: Snapshot, dataset: Dataset) -> None:
    """Refuse counts that are not public until the operator has chosen a rule for totals."""
    if dataset.totals:
        return
    for level in dataset.levels:
        its = (counts for (of, _), counts in snapshot.counts.items() if of == level.slug)
        if not all(is_public(level, counts) for counts in its):
            raise CannotPublishError(
                f"Counts of {level.in_sentences} are loaded that their publisher never gives, so they are not public. "
                "Some that are hidden follow from totals. Nothing was published: say first what is to hold, above the "
                'first [table] of the definition: totals = "protect" withholds one more count beside few hidden ones; '
                'totals = "report" withholds nothing, and says so.'
            )


def _disclose_all(snapshot: Snapshot, dataset: Dataset) -> Tables:
    """Disclose every period on record; one in which no area has a value is not."""
    places = {level: places_of(areas) for level, areas in snapshot.geography.areas.items()}
    disclosed = {
        (level, week): disclose(
            snapshot.counts[level, week],
            marked(places[level], covered.areas),
            marked(places[level], covered.left_out),
            dataset.level(level).hidden,
        )
        for (level, week), covered in snapshot.coverage.items()
        if (level, week) in snapshot.counts  # else no area has a value
    }
    return {key: found for key, found in disclosed.items() if found.has_value}


def places_of(areas: Sequence[Area]) -> dict[str, int]:
    """Return the place of each area in the order of its level, by code."""
    return {area.code: place for place, area in enumerate(areas)}


def marked(places: Mapping[str, int], codes: frozenset[str] | None) -> Marks:
    """Mark the areas with these codes; None is all of them."""
    marks = np.full(len(places), codes is None)
    if not codes:
        return marks
    marks[[places[code] for code in codes if code in places]] = True
    return marks


def _take_week(
    missing: Mapping[Period, frozenset[str]], accept: Period | None, dataset: Dataset
) -> tuple[Period, tuple[PassedOver, ...]]:
    finest = dataset.level(dataset.finest).in_sentences
    if accept is not None:
        if accept not in missing:
            latest = ", ".join(str(week) for week in sorted(missing)[-5:])
            raise CannotPublishError(
                f"No figures of {finest} are on record for {accept}; the latest days are: {latest}."
            )
        return accept, ()
    week, passed_over = latest_whole_week(missing)
    if week is None:
        late = dataset.level(dataset.reports_by).in_a_sentence
        raise CannotPublishError(
            f"No figures of {finest} are loaded for any day; load a file of their counts first."
            if not passed_over
            else f"On every day some {late}'s data is missing; take one with --accept-incomplete DAY."
        )
    return week, passed_over
