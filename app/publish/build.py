"""Build an edition from a snapshot: disclose, find what is missing, take the week."""

from __future__ import annotations

from collections.abc import Mapping

from app.disclosure import disclose
from app.domain import FINEST, Edition, Level, PassedOver, Week, WeekTable
from app.errors import CannotPublishError
from app.publish.missing import Tables, find_missing
from app.publish.snapshot import Snapshot
from app.statistics.completeness import latest_whole_week


def build_edition(snapshot: Snapshot, hide_up_to: Mapping[Level, int], accept_incomplete: Week | None) -> Edition:
    """Build the edition that a snapshot gives; `accept_incomplete` is a week to take though authorities are missing.

    Raises CannotPublishError where there are no areas, or no week that can be taken.
    """
    areas = snapshot.geography.areas
    if not areas[FINEST]:
        raise CannotPublishError("No areas are known yet: load a hierarchy file first, then publish.")
    disclosed = _disclose_all(snapshot, hide_up_to)
    missing = find_missing(snapshot.geography, disclosed, hide_up_to.get(FINEST, 0))
    week, passed_over = _take_week({week: one.authorities for week, one in missing.items()}, accept_incomplete)
    tables = {
        (level, on_record): WeekTable(
            level,
            on_record,
            snapshot.coverage[level, on_record].published_on,
            missing[on_record].mark(areas[FINEST], found.cells) if level is FINEST else found.cells,
        )
        for (level, on_record), found in disclosed.items()
    }
    return Edition(week, hide_up_to, areas, tables, passed_over, snapshot.releases)


def _disclose_all(snapshot: Snapshot, hide_up_to: Mapping[Level, int]) -> Tables:
    """Disclose every week on record; a week in which no area has a value is not."""
    disclosed = {
        (level, week): disclose(
            snapshot.geography.areas[level],
            snapshot.counts.get((level, week), {}),
            covered.areas,
            hide_up_to.get(level),
        )
        for (level, week), covered in snapshot.coverage.items()
    }
    return {key: found for key, found in disclosed.items() if found.has_value}


def _take_week(missing: Mapping[Week, frozenset[str]], accept: Week | None) -> tuple[Week, tuple[PassedOver, ...]]:
    if accept is not None:
        if accept not in missing:
            latest = ", ".join(str(week) for week in sorted(missing)[-5:])
            raise CannotPublishError(f"No MSOA figures are on record for {accept}; the latest days are: {latest}.")
        return accept, ()
    week, passed_over = latest_whole_week(missing)
    if week is None:
        raise CannotPublishError(
            "No MSOA figures are loaded for any day; load a file of MSOA counts first."
            if not passed_over
            else "On every day some authority's data is missing; take one with --accept-incomplete DAY."
        )
    return week, passed_over
