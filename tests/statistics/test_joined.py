from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from app.dataset import Dataset, LevelDefinition
from app.dataset.definition import Counted
from app.domain import Area, Cell, Level, Period, PeriodTable, Shown, Withheld
from app.statistics.joined import columns, joined_rows
from tests.england import ENGLAND, week

WEEK = week(date(2020, 10, 27))
ZONE = Area("zone", "Z1", "Old Quay", {"city": "C", "borough": "B1", "zone": "Z1"}, 8000)
LEVELS = tuple(LevelDefinition(slug, slug) for slug in ("city", "borough", "zone"))
CITY = Dataset("Deaths", "", LEVELS, count=Counted("death", "deaths"), rate_per=1000)


def name(level: Level, code: str) -> str:
    return f"{level} {code}" if code else ""


def table(week: Period, cell: Cell) -> PeriodTable:
    return PeriodTable("zone", week, date(2020, 11, 2), (cell,))


def row(dataset: Dataset, cell: Cell, before: Cell, period: str = "week") -> dict[str, Any]:
    now, then = table(WEEK, cell), table(WEEK.before, before)
    [found] = joined_rows(dataset, [ZONE], WEEK, now, then, name, period)
    return found


def test_columns_name_the_levels_between_the_finest_and_the_top() -> None:
    assert columns(ENGLAND) == (
        "level",
        "area_code",
        "area_name",
        "ltla_code",
        "ltla_name",
        "utla_code",
        "utla_name",
        "region_code",
        "region_name",
        "population",
        "week_start",
        "week_end",
        "published_on",
        "status",
        "cases",
        "rate_per_100k",
        "previous_cases",
        "change",
        "change_percent",
        "change_reason",
    )


def test_columns_are_named_for_what_is_counted_and_for_how_many_people() -> None:
    found = columns(CITY)

    assert found[3:6] == ("borough_code", "borough_name", "population")
    assert found[-6:] == ("deaths", "rate_per_1000", "previous_deaths", "change", "change_percent", "change_reason")


def test_without_rates_there_is_no_column_of_them() -> None:
    without = replace(CITY, rate_per=0)

    assert columns(without)[-5:] == ("deaths", "previous_deaths", "change", "change_percent", "change_reason")
    assert tuple(row(without, Shown(9), Shown(6))) == columns(without)


def test_of_one_level_alone_no_other_is_named() -> None:
    assert columns(replace(CITY, levels=LEVELS[-1:]))[:4] == ("level", "area_code", "area_name", "population")


def test_a_row_joins_an_area_with_its_figures() -> None:
    found = row(CITY, Shown(9), Shown(6))

    assert tuple(found) == columns(CITY)
    assert list(found.values()) == [
        *("zone", "Z1", "Old Quay", "B1", "borough B1", 8000),
        *("2020-10-21", "2020-10-27", "2020-11-02", "shown"),
        *(9, 1.1, 6, 3, 50.0, None),
    ]


def test_a_row_says_why_it_has_no_change_in_the_word_for_a_period() -> None:
    hidden = row(CITY, Withheld.HIDDEN, Shown(6), "month")

    assert (hidden["status"], hidden["deaths"], hidden["previous_deaths"]) == ("hidden", None, None)
    assert hidden["change_reason"] == "this month hidden"
    assert row(CITY, Shown(9), Withheld.HIDDEN)["change_reason"] == "week before hidden"
