from __future__ import annotations

from datetime import date

import pytest

from app.domain import Length, Period, PeriodTable, Shown, Withheld
from app.publish.edition import Edition
from tests.england import ENGLAND, Level, area, week

WEEK = week(date(2020, 10, 27))
AREAS = {Level.MSOA: (area(Level.MSOA, "E02004314", "Durham City"),)}


def edition(cell: Shown | Withheld) -> Edition:
    table = PeriodTable(Level.MSOA, WEEK, date(2020, 11, 2), (cell,))
    return Edition(ENGLAND, WEEK, AREAS, {(Level.MSOA, WEEK): table}, (), ())


def test_a_week_is_seven_days_named_by_the_last() -> None:
    assert (WEEK.start, WEEK.before) == (date(2020, 10, 21), week(date(2020, 10, 20)))


def test_an_edition_cannot_hold_a_hidden_count() -> None:
    with pytest.raises(ValueError, match="must be hidden"):
        edition(Shown(3))

    assert edition(Shown(4)).published_on == date(2020, 11, 2)
    assert edition(Withheld.HIDDEN).tables[Level.MSOA, WEEK].shown == ()


def test_an_area_lies_within_itself_and_its_parents() -> None:
    city = area(Level.MSOA, "E02004314", "Durham City", region_code="E12000001")

    assert city.is_within(area(Level.REGION, "E12000001", "North"))
    assert city.is_within(city)
    assert not city.is_within(area(Level.REGION, "E12000002", "South"))


def test_a_code_names_an_area_within_its_level_alone() -> None:
    ward = area("ward", "1", "First", district_code="2")

    assert ward.is_within(area("district", "2", "Second"))
    assert not ward.is_within(area("district", "1", "Other"))


def test_a_period_of_months_ends_where_the_next_begins() -> None:
    month = Period(date(2021, 3, 31), Length(0, 1))

    assert (month.start, month.before.end, month.before.start) == (
        date(2021, 3, 1),
        date(2021, 2, 28),
        date(2021, 2, 1),
    )
    assert Period(date(2021, 1, 31), Length(0, 3)).start == date(2020, 11, 1)
