"""Build an edition from a snapshot: disclose, find what is missing, take the week."""

from __future__ import annotations

from collections.abc import Mapping

from app.disclosure import Disclosed, disclose
from app.domain import FINEST, Cell, Edition, Level, PassedOver, Shown, Week, WeekTable, Withheld
from app.errors import CannotPublishError
from app.publish.snapshot import Snapshot
from app.statistics.completeness import latest_whole_week, missing_authorities

Tables = dict[tuple[Level, Week], Disclosed]


def build_edition(snapshot: Snapshot, hide_up_to: Mapping[Level, int], accept_incomplete: Week | None) -> Edition:
    """Build the edition that a snapshot gives; `accept_incomplete` is a week to take though authorities are missing.

    Raises CannotPublishError where there are no areas, or no week that can be taken.
    """
    if not snapshot.geography.areas[FINEST]:
        raise CannotPublishError("No areas are known yet: load a hierarchy file first, then publish.")
    disclosed = _disclose_all(snapshot, hide_up_to)
    missing = _missing_by_week(snapshot, disclosed)
    week, passed_over = _take_week(disclosed, missing, accept_incomplete)
    return Edition(
        week=week,
        hide_up_to=hide_up_to,
        areas=snapshot.geography.areas,
        tables={
            (level, on_record): WeekTable(
                level,
                on_record,
                snapshot.coverage[level, on_record].published_on,
                _mark_missing(snapshot, found, missing.get(on_record, frozenset()) if level is FINEST else frozenset()),
            )
            for (level, on_record), found in disclosed.items()
        },
        passed_over=passed_over,
        releases=snapshot.releases,
    )


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


def _missing_by_week(snapshot: Snapshot, disclosed: Tables) -> dict[Week, frozenset[str]]:
    authorities = [area.ltla_code for area in snapshot.geography.areas[FINEST]]
    missing = {}
    for (level, week), found in disclosed.items():
        if level is FINEST:
            before = disclosed.get((FINEST, week.before))
            weights_before = before.weights if before else None
            own_counts = _own_counts(snapshot, disclosed, week)
            missing[week] = missing_authorities(authorities, found.weights, weights_before, own_counts)
    return missing


def _own_counts(snapshot: Snapshot, disclosed: Tables, week: Week) -> dict[str, int]:
    found = disclosed.get((Level.LTLA, week))
    if found is None:
        return {}
    areas = snapshot.geography.areas[Level.LTLA]
    cells = zip(areas, found.cells, strict=True)
    return {area.code: cell.cases for area, cell in cells if isinstance(cell, Shown)}


def _take_week(
    disclosed: Tables, missing: Mapping[Week, frozenset[str]], accept: Week | None
) -> tuple[Week, tuple[PassedOver, ...]]:
    weeks = [week for level, week in disclosed if level is FINEST]
    if accept is not None:
        if accept not in weeks:
            latest = ", ".join(str(week) for week in sorted(weeks)[-5:])
            raise CannotPublishError(f"No MSOA figures are on record for {accept}; the latest days are: {latest}.")
        weeks = [week for week in weeks if week <= accept]
        missing = {**missing, accept: frozenset()}
    week, passed_over = latest_whole_week(weeks, missing)
    if week is None:
        raise CannotPublishError(
            "No MSOA figures are loaded for any day; load a file of MSOA counts first."
            if not passed_over
            else "On every day some authority's data is missing; take one with --accept-incomplete DAY."
        )
    return week, passed_over


def _mark_missing(snapshot: Snapshot, found: Disclosed, authorities: frozenset[str]) -> tuple[Cell, ...]:
    if not authorities:
        return found.cells
    areas = snapshot.geography.areas[FINEST]
    return tuple(
        Withheld.MISSING if area.ltla_code in authorities else cell
        for area, cell in zip(areas, found.cells, strict=True)
    )
