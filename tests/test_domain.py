from __future__ import annotations

from datetime import date

import pytest

from app.domain import Area, Edition, Level, Shown, Week, WeekTable, Withheld

WEEK = Week(date(2020, 10, 27))
AREAS = {Level.MSOA: (Area(Level.MSOA, "E02004314", "Durham City"),)}


def edition(cell: Shown | Withheld) -> Edition:
    table = WeekTable(Level.MSOA, WEEK, date(2020, 11, 2), (cell,))
    return Edition(WEEK, {Level.MSOA: 3}, AREAS, {(Level.MSOA, WEEK): table}, (), ())


def test_a_week_is_seven_days_named_by_the_last() -> None:
    assert (WEEK.start, WEEK.before) == (date(2020, 10, 21), Week(date(2020, 10, 20)))


def test_an_edition_cannot_hold_a_hidden_count() -> None:
    with pytest.raises(ValueError, match="must be hidden"):
        edition(Shown(3))

    assert edition(Shown(4)).published_on == date(2020, 11, 2)
    assert edition(Withheld.HIDDEN).tables[Level.MSOA, WEEK].shown == ()


def test_an_area_lies_within_itself_and_its_parents() -> None:
    area = Area(Level.MSOA, "E02004314", "Durham City", "E06000047", "E06000047", "E12000001", "E92000001")

    assert area.is_within("E12000001")
    assert area.is_within("E02004314")
    assert not area.is_within("E12000002")
