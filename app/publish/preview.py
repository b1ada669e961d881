"""Say what publishing would change for readers."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain import Edition, Level, Withheld
from app.editions import StoredEdition
from app.wording import counted, seven_days


def preview(edition: Edition, current: StoredEdition | None) -> Iterator[str]:
    """Give lines that compare an edition with the one that readers have now."""
    if current is None:
        yield f"Readers would get their first edition: the {seven_days(edition.week)}."
    elif current.week != edition.week:
        yield f"The week would change from the {seven_days(current.week)} to the {seven_days(edition.week)}."
    else:
        yield f"The week stays: the {seven_days(edition.week)}."
    for level in Level:
        yield from _level_lines(edition, current, level)
    if current is not None:
        yield from _record_lines(edition, current)


def _level_lines(edition: Edition, current: StoredEdition | None, level: Level) -> Iterator[str]:
    table = edition.tables.get((level, edition.week))
    now = current.facts["levels"][level] if current else {"shown": 0, "hidden": 0, "missing": 0}
    then = {
        "shown": len(table.shown) if table else 0,
        "hidden": table.count(Withheld.HIDDEN) if table else 0,
        "missing": table.count(Withheld.MISSING) if table else 0,
    }
    if current is None or any(now[state] != then[state] for state in then):
        yield f"{level}: " + ", ".join(f"{state} {now[state]:,} to {then[state]:,}" for state in then)


def _record_lines(edition: Edition, current: StoredEdition) -> Iterator[str]:
    before, after = set(current.weeks), {str(week) for week in edition.weeks}
    if after - before:
        yield f"{counted(len(after - before), 'week')} would be added to the record."
    if before - after:
        yield f"{counted(len(before - after), 'week')} would leave the record."
    for level in Level:
        weeks, values = _revised(edition, current, level)
        if values:
            yield f"{level}: {counted(values, 'value')} of {counted(weeks, 'week')} already on record would be revised."


def _revised(edition: Edition, current: StoredEdition, level: Level) -> tuple[int, int]:
    """Count the weeks on record in both that differ, and the values that differ in them."""
    codes = [area.code for area in current.areas[level]]
    weeks = values = 0
    for week in edition.weeks:
        old = current.tables(week).get(level)
        new = edition.tables.get((level, week))
        if old is None or new is None:
            continue
        known = dict(zip(codes, old.cells, strict=True))
        pairs = zip(edition.areas[level], new.cells, strict=True)
        changed = sum(known.get(area.code) != cell for area, cell in pairs)
        weeks, values = weeks + bool(changed), values + changed
    return weeks, values
