"""Find out whether counts only ever grow, as cumulative counts do."""

from __future__ import annotations

from itertools import pairwise

from app.propose.days import day_of
from app.propose.looks import number_of
from app.propose.main_table import Main

_DAYS_AT_LEAST, _CHANGES_AT_LEAST = 4, 20  # fewer tell nothing: at the beginning of a wave all counts rise
_GROWING = 0.2  # of the changes: where nearly none is one, there is nothing to count


def never_falls(main: Main) -> bool:
    """Return whether no area's count falls from one day to the next, and many counts grow."""
    table, timing = main.table, main.timing
    if not main.count or not timing.day:
        return False
    days = {text: day_of(text, day_first=timing.day_first is not False) for text in table.looks[timing.day].texts}
    if len(days) < _DAYS_AT_LEAST or not all(days.values()):
        return False
    by_area: dict[str, dict[object, float]] = {}
    columns = (table.columns[heading] for heading in (main.key, timing.day, main.count))
    for area, day, text in zip(*columns, strict=True):
        number = number_of(text)
        if number is not None:
            by_area.setdefault(area, {})[days.get(day)] = number
    steps = [
        later - earlier
        for its in by_area.values()
        for earlier, later in pairwise(its[day] for day in sorted(its, key=str))
    ]
    return (
        len(steps) >= _CHANGES_AT_LEAST and min(steps) >= 0 and sum(step > 0 for step in steps) >= _GROWING * len(steps)
    )
