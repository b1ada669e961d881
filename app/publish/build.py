"""Build an edition from a snapshot: disclose, find what is missing, take the week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.disclosure import Disclosed, disclose
from app.domain import FINEST, Area, Cell, Edition, Level, PassedOver, Shown, Week, WeekTable, Withheld
from app.errors import CannotPublishError
from app.publish.snapshot import Snapshot
from app.statistics.completeness import latest_whole_week, missing_authorities

Tables = Mapping[tuple[Level, Week], Disclosed]
Areas = Mapping[Level, tuple[Area, ...]]


def build_edition(snapshot: Snapshot, hide_up_to: Mapping[Level, int], accept_incomplete: Week | None) -> Edition:
    """Build the edition that a snapshot gives; `accept_incomplete` is a week to take though authorities are missing.

    Raises CannotPublishError where there are no areas, or no week that can be taken.
    """
    areas = snapshot.geography.areas
    if not areas[FINEST]:
        raise CannotPublishError("No areas are known yet: load a hierarchy file first, then publish.")
    disclosed = _disclose_all(snapshot, hide_up_to)
    missing = _missing_by_week(areas, disclosed)
    week, passed_over = _take_week(missing, accept_incomplete)
    tables = {
        (level, on_record): WeekTable(
            level,
            on_record,
            snapshot.coverage[level, on_record].published_on,
            _mark_missing(areas[FINEST], found, missing[on_record]) if level is FINEST else found.cells,
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


def _missing_by_week(areas: Areas, disclosed: Tables) -> dict[Week, frozenset[str]]:
    """Name the missing authorities of each week that the finest level has on record."""
    authorities = [area.ltla_code for area in areas[FINEST]]
    missing = {}
    for (level, week), found in disclosed.items():
        if level is FINEST:
            before = disclosed.get((FINEST, week.before))
            weights_before = before.weights if before else None
            own_counts = _own_counts(areas[Level.LTLA], disclosed.get((Level.LTLA, week)))
            silent = missing_authorities(authorities, found.weights, weights_before, own_counts)
            missing[week] = silent | _outside_coverage(authorities, found.cells)
    return missing


def _own_counts(areas: Sequence[Area], found: Disclosed | None) -> dict[str, int]:
    if found is None:
        return {}
    cells = zip(areas, found.cells, strict=True)
    return {area.code: cell.cases for area, cell in cells if isinstance(cell, Shown)}


def _outside_coverage(authorities: Sequence[str], cells: Sequence[Cell]) -> frozenset[str]:
    """Name the authorities of whose areas no release speaks."""
    spoken_of = {code for code, cell in zip(authorities, cells, strict=True) if cell is not Withheld.MISSING}
    return frozenset(authorities) - spoken_of


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


def _mark_missing(areas: Sequence[Area], found: Disclosed, authorities: frozenset[str]) -> tuple[Cell, ...]:
    if not authorities:
        return found.cells
    return tuple(
        Withheld.MISSING if area.ltla_code in authorities else cell
        for area, cell in zip(areas, found.cells, strict=True)
    )
