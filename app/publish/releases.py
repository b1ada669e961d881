"""Write an edition's releases: what each changed, and how each figure was first published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from urllib.parse import quote

import numpy as np

from app.cells import Cells
from app.domain import Level
from app.editions.contents import CellValue, ChangedLevel, ChangedWeek, ReleasedLevel, ReleaseFacts
from app.editions.contract import RELEASE, RELEASES, REVISIONS, to_json
from app.publish.edition import Edition
from app.publish.revisions import HIDDEN, NEVER, PROTECTING, Counted, Followed, LevelChanges
from app.store.loaded import LoadedRelease

_LISTED = 3  # differences that stand beside a release in the list of all


def release_files(edition: Edition, loaded: Sequence[LoadedRelease], followed: Followed) -> dict[str, bytes]:
    """Return the files that tell of releases, those that were withdrawn too."""
    days = sorted({one.release.published_on for one in loaded})
    told = [_facts(one, followed.changes.get(one.row_id, {})) for one in reversed(loaded)]
    files = RELEASES.write({"releases": told, "days": [day.isoformat() for day in days]})
    for one in loaded:
        if its := followed.changes.get(one.row_id):
            changed = {level: _by_week(changes) for level, changes in its.items()}
            files |= RELEASE.write(changed, quote(one.release.id, safe=""))
    for level in edition.dataset.slugs:
        files |= REVISIONS.write(map(to_json, _revisions(edition, level, followed, days)), level)
    return files


def _facts(loaded: LoadedRelease, changes: Mapping[Level, LevelChanges]) -> ReleaseFacts:
    return {
        "release": loaded.release.id,
        "layout": loaded.release.layout,
        "published_on": loaded.release.published_on.isoformat(),
        "levels": [_level_facts(level, its) for level, its in changes.items()],
        "withdrawn_on": loaded.withdrawn_at.date().isoformat() if loaded.withdrawn_at else None,
        "because": loaded.withdrawn_because or None,
    }


def _level_facts(level: Level, its: LevelChanges) -> ReleasedLevel:
    return {
        "level": level,
        "weeks": len(its.weeks),
        "latest_week": str(max(each.week for each in its.weeks)),
        "weeks_revised": sum(each.counted.revised > 0 for each in its.weeks),
        "areas_revised": int(its.areas.sum()),
        **sum((each.counted for each in its.weeks), Counted()).as_json(),
        "largest": its.largest[:_LISTED],
    }


def _by_week(its: LevelChanges) -> ChangedLevel:
    weeks: list[ChangedWeek] = [
        {
            "week_end": str(each.week),
            **each.counted.as_json(),
            "places": each.places.tolist(),
            "were": each.were.tolist(),
            "became": each.became.tolist(),
        }
        for each in sorted(its.weeks, key=lambda each: each.week, reverse=True)
    ]
    return {"weeks": weeks, "largest": its.largest}


def _revisions(
    edition: Edition, level: Level, followed: Followed, days: Sequence[date]
) -> Iterator[list[tuple[int, CellValue | None, CellValue, int, int]]]:
    """Return, for each area, the first published values of figures that were revised since: see contract.REVISIONS."""
    lines: list[list[tuple[int, CellValue | None, CellValue, int, int]]] = [[] for _ in edition.areas[level]]
    place_of = {day.toordinal(): place for place, day in enumerate(days)}
    weeks = (week for week in edition.weeks if (level, week) in edition.tables)
    for number, week in enumerate(weeks):
        first, are_now = followed.first[level, week], Cells.of(edition.tables[level, week].cells)
        cells, now = first.disclosed.cells, are_now.numbers
        is_either_shown = (cells.numbers >= 0) | (now >= 0)
        are_told = (cells.numbers != now) & is_either_shown & (first.revised != NEVER) & first.may_be_told
        if not are_told.any():
            continue
        values, values_now = cells.as_json(), are_now.as_json()
        for place in np.flatnonzero(are_told).tolist():
            value = None if now[place] in (HIDDEN, PROTECTING) else values[place]
            published, revised = (place_of[int(each[place])] for each in (first.published, first.revised))
            lines[place].append((number, value, values_now[place], published, revised))
    return iter(lines)
