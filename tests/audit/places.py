"""Small places, as an audit takes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from app.audit import Served, served_of
from app.dataset import Dataset, Hidden, LevelDefinition
from app.dataset.definition import PeriodDefinition
from app.domain import Area, Cell, Period, PeriodTable, Shown, Withheld

PUBLISHED = date(2021, 3, 1)
FIRST = date(2021, 1, 7)
STATES = {state.value: state for state in Withheld}


def dataset(days: int = 7, most: int = 3, least: int = 0) -> Dataset:
    district = LevelDefinition("district", "district")
    area = LevelDefinition("area", "area", hidden=Hidden(most, least))
    return Dataset("Cases", "Health", (district, area), period=PeriodDefinition(days=days))


def cell(told: int | str) -> Cell:
    return Shown(told) if isinstance(told, int) else STATES[told]


def served(
    areas: Mapping[str, Sequence[int | str]],
    districts: Mapping[str, Sequence[int | str | None]],
    *,
    of: Dataset,
    apart: int = 1,
    partly_known: frozenset[str] = frozenset(),
    published_on: Sequence[date] = (),
) -> Served:
    """Return a place: an area's district is the first letter of its name; windows end so many days `apart`.

    `published_on` are the days on which the areas' windows were published, if not all on one.
    """
    number = max(map(len, [*areas.values(), *districts.values()]))
    weeks = [Period(FIRST + timedelta(days=apart * step), of.length) for step in range(number)]
    levels = {
        "district": tuple(Area("district", name, name) for name in districts),
        "area": tuple(Area("area", name, name, {"district": name[0], "area": name}) for name in areas),
    }
    tables = {}
    for step, week in enumerate(weeks):
        told = [its[step] for its in districts.values() if step < len(its)]
        cells = tuple(cell(each) for each in told if each is not None)
        if len(cells) == len(districts):
            tables["district", week] = PeriodTable("district", week, PUBLISHED, cells)
        if all(step < len(its) for its in areas.values()):
            day = published_on[step] if published_on else PUBLISHED
            tables["area", week] = PeriodTable("area", week, day, tuple(cell(its[step]) for its in areas.values()))
    return served_of(of, levels, tables, partly_known)
