"""Report what publishing would change for readers."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain import Level, PeriodTable, Withheld
from app.editions import StoredEdition
from app.publish.edition import Edition
from app.wording import Wording, counted

JUMP = 3  # times as many cases, or as few: no epidemic grows so fast in a week, and no revision is so large


def preview(edition: Edition, current: StoredEdition | None) -> Iterator[str]:
    """Return lines that compare an edition with the one that readers have now."""
    wording = Wording(edition.dataset)
    now = f"the {wording.period(edition.week)}"
    if current is None:
        yield f"Readers would get their first edition: {now}."
    elif current.week != edition.week:
        yield f"The {wording.week} would change from the {wording.period(current.week)} to {now}."
    else:
        yield f"The {wording.week} stays: {now}."
    if current is not None and edition.week < current.week:
        yield (
            f"Readers would go back to an earlier {wording.week}, which a plain publish refuses unless a release was "
            "withdrawn."
        )
    for level in edition.dataset.slugs:
        yield from _level_lines(edition, current, level)
        yield from _total_lines(edition, current, level)
    if current is not None:
        yield from _record_lines(edition, current)


def _level_lines(edition: Edition, current: StoredEdition | None, level: Level) -> Iterator[str]:
    now = current.facts["levels"].get(level) if current else None
    table = edition.tables.get((level, edition.week))
    states = (
        ("shown", now["shown"] if now else 0, len(table.shown) if table else 0),
        ("hidden", now["hidden"] if now else 0, table.count(Withheld.HIDDEN) if table else 0),
        ("withheld", now.get("withheld", 0) if now else 0, table.count(Withheld.PROTECTING) if table else 0),
        ("missing", now["missing"] if now else 0, table.count(Withheld.MISSING) if table else 0),
    )
    if current is None or any(before != after for _, before, after in states):
        yield f"{level}: " + ", ".join(f"{state} {before:,} to {after:,}" for state, before, after in states)


def _total_lines(edition: Edition, current: StoredEdition | None, level: Level) -> Iterator[str]:
    """Return a level's total beside that of the week before, and of the same week as readers have it; warn of jumps."""
    table = edition.tables.get((level, edition.week))
    if table is None or not table.shown:
        return
    wording = Wording(edition.dataset)
    before = edition.tables.get((level, edition.week.before))
    total = sum(table.shown)
    yield f"{level}: {wording.counted(total)} shown" + (f", {sum(before.shown):,} {wording.before}" if before else "")
    for other, what in ((before, wording.before), _seen(edition, current, level)):
        if other and _is_jump(total, sum(other.shown)):
            yield f"Warning: {level}: {total:,} is far from the {sum(other.shown):,} of {what}. Is the release right?"


def _seen(edition: Edition, current: StoredEdition | None, level: Level) -> tuple[PeriodTable | None, str]:
    """Return what readers see of a level: in the same week, or else in their edition's."""
    if current is None:
        return None, ""
    wording = Wording(edition.dataset)
    same = current.tables(edition.week).get(level)
    if same:
        return same, f"the same {wording.week} as readers see it"
    return current.tables(current.week).get(level), f"the {wording.period(current.week)}, which readers see"


def _is_jump(total: int, other: int) -> bool:
    return other > 0 and not other / JUMP <= total <= other * JUMP


def _record_lines(edition: Edition, current: StoredEdition) -> Iterator[str]:
    wording = Wording(edition.dataset)
    before, after = set(current.weeks), {str(week) for week in edition.weeks}
    if after - before:
        yield f"{counted(len(after - before), wording.week, wording.weeks)} would be added to the record."
    if before - after:
        yield f"{counted(len(before - after), wording.week, wording.weeks)} would leave the record."
    for level in edition.dataset.slugs:
        weeks, values = _revised(edition, current, level)
        if values:
            periods = counted(weeks, wording.week, wording.weeks)
            yield f"{level}: {counted(values, 'value')} of {periods} already on record would be revised."


def _revised(edition: Edition, current: StoredEdition, level: Level) -> tuple[int, int]:
    """Count the weeks on record in both that differ, and the values that differ in them."""
    codes = [area.code for area in current.areas.get(level, ())]
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
