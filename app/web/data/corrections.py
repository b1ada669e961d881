"""Tell what an edition says otherwise than the one before it, of weeks that both have."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from app.domain import Cell, Level, Period
from app.editions import StoredEdition
from app.editions.contract import AREAS, HISTORY, TIMELINE
from app.editions.records import cell_from_json


@dataclass(frozen=True)
class Correction:
    """What an area's figure of a week was, and what it is now."""

    week: Period
    before: Cell
    now: Cell


def corrections(before: StoredEdition, now: StoredEdition, level: Level, code: str) -> list[Correction]:
    """List what changed of an area's weeks, the earliest first."""
    pairs = _pairs(before, now, level)
    lines = _lines(before, level).get(code), _lines(now, level).get(code)
    if not pairs or None in lines:
        return []
    old, new = (json.loads(line or b"[]") for line in lines)
    values = ((week, old[first], new[second]) for week, (first, second) in pairs.items())
    return [
        Correction(week, cell_from_json(was), cell_from_json(is_now))
        for week, was, is_now in values
        if was != is_now and None not in (was, is_now)
    ]


def corrected_areas(before: StoredEdition, now: StoredEdition, level: Level) -> int:
    """Count the areas of a level of which a figure changed."""
    pairs = _pairs(before, now, level)
    if not pairs:
        return 0
    places = list(zip(*pairs.values(), strict=True))
    old_lines, new_lines = _lines(before, level), _lines(now, level)
    both = ((old_lines[code], line) for code, line in new_lines.items() if code in old_lines)
    if places[0] == places[1]:  # most lines go on from what they were, and need not be taken apart
        both = ((old, new) for old, new in both if not _goes_on(old, new))
    first, second = (itemgetter(*each) for each in places)
    return sum(first(json.loads(old)) != second(json.loads(new)) for old, new in both)


def _goes_on(old: bytes, new: bytes) -> bool:
    """Tell whether a list in JSON begins with another."""
    return new.startswith(old[:-1]) and new[len(old) - 1 :][:1] in (b",", b"]")


def _pairs(before: StoredEdition, now: StoredEdition, level: Level) -> Mapping[Period, tuple[int, int]]:
    """Give the places of the weeks that both editions have on their timelines; none where their files are the same."""
    names = (TIMELINE.name(), AREAS.name(level), HISTORY.name(level))
    if all(before.digest(name) == now.digest(name) for name in names):
        return {}
    old, new = dict(_weeks(before, level)), dict(_weeks(now, level))
    return {week: (old[week], place) for week, place in new.items() if week in old}


def _weeks(edition: StoredEdition, level: Level) -> Iterator[tuple[Period, int]]:
    return ((step.weeks[level], place) for place, step in enumerate(edition.timeline) if level in step.weeks)


def _lines(edition: StoredEdition, level: Level) -> Mapping[str, bytes]:
    """Give what is known of each area of a level, by code; nothing where the edition has no such level."""
    if not edition.has(HISTORY.name(level)):
        return {}
    rows: list[Any] = AREAS.read(edition.read, level)
    return dict(zip((row[0] for row in rows), HISTORY.lines(edition.read, level), strict=True))
