"""Python and JavaScript say the same: tests/js/wording.test.js reads the same examples."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.dataset import Hidden
from app.dataset.definition import PeriodDefinition
from app.domain import Area, Cell, Length, Period, Shown, Withheld
from app.statistics.comparison import Comparison
from app.statistics.rankings import Compared
from app.wording import Wording, capitalize_first, counted
from tests.datasets import DATASETS, DEATHS, MONTHS, PEOPLE, QUARTERS
from tests.england import ENGLAND

EXAMPLES = json.loads((Path(__file__).parent / "data" / "wording.json").read_text())
ENGLISH = Wording(ENGLAND)


def cell_of(value: int | str | None) -> Cell:
    if value is None:
        return Withheld.NOT_PUBLISHED
    return Shown(value) if isinstance(value, int) else Withheld(value)


@pytest.mark.parametrize(
    ("title", "place", "said"),
    [
        ("COVID-19 cases in England by area", "England", "COVID-19 cases in the North East"),
        ("Births in the Faroe Islands", "Faroe Islands", "Births in the North East"),
        ("Where people fall ill", "England", "Cases in the North East"),
        ("Cases in Englandshire", "England", "Cases in the North East"),
        ("Cases by area", "", "Cases in the North East"),
    ],
)
def test_a_part_is_titled_as_the_whole_is(title: str, place: str, said: str) -> None:
    assert Wording(replace(ENGLAND, title=title, place=place)).title("the North East") == said


def test_names_take_the_in_a_sentence_where_the_dataset_says_so() -> None:
    named = replace(ENGLAND, with_the="North .*|Isles? of .*")

    assert [named.the(name) for name in ("North East", "Isle of Wight", "London", "Great North")] == [
        "the North East",
        "the Isle of Wight",
        "London",
        "Great North",
    ]
    assert replace(ENGLAND, with_the="").the("North East") == "North East"


@pytest.mark.parametrize("example", EXAMPLES["examples"], ids=lambda example: example["why"])
def test_an_area_is_told_in_these_sentences(example: dict[str, Any]) -> None:
    dataset, area = DATASETS[example["vocabulary"]], example["area"]
    wording, level = Wording(dataset), area["level"]
    period = Period(date.fromisoformat(example["week_end"]), dataset.length)
    cell = cell_of(area["cases"])
    before = cell_of(area["before"]) if example["before_on_record"] else Withheld.NOT_PUBLISHED
    said = [
        wording.count(cell, period, level),
        wording.rate(cell, area["population"]),
        wording.change(cell, before, level),
    ]

    assert [sentence for sentence in said if sentence] == example["sentences"]


@pytest.mark.parametrize("example", EXAMPLES["periods"], ids=lambda example: example["period"])
def test_a_period_is_told_with_both_its_ends(example: dict[str, Any]) -> None:
    dataset = DATASETS[example["vocabulary"]]
    period = Period(date.fromisoformat(example["end"]), dataset.length)

    assert Wording(dataset).period(period) == example["period"]
    assert Wording(dataset).days(period) == example["days"]
    assert str(period.before) == example["before"]


@pytest.mark.parametrize(
    ("hidden", "words"),
    [
        (Hidden(3), "three or fewer deaths"),
        (Hidden(12), "12 or fewer deaths"),
        (Hidden(0), "no deaths"),
        (Hidden(4, least=1), "1 to 4 deaths"),
        (Hidden(1, least=1), "1 death"),
        (None, ""),
    ],
)
def test_what_is_hidden_is_told_in_words(hidden: Hidden | None, words: str) -> None:
    *coarser, finest = DEATHS.levels
    dataset = replace(DEATHS, levels=(*coarser, replace(finest, hidden=hidden)))

    assert Wording(dataset).hidden(dataset.finest) == words


def test_where_nothing_is_hidden_a_hidden_count_is_not_published() -> None:
    period = Period(date(2020, 10, 31), MONTHS.length)

    assert Wording(MONTHS).count(Withheld.HIDDEN, period, "city") == "Not published for October 2020"
    assert Wording(MONTHS).short_count(Withheld.HIDDEN, "city") == "Not published"


def test_legends_are_headed_by_measure() -> None:
    assert [ENGLISH.measure(slug) for slug in ENGLAND.measures] == [
        "Cases in the seven days",
        "Cases per 100,000 people in the seven days",
        "Change on the week before",
    ]
    assert [Wording(MONTHS).measure(slug) for slug in MONTHS.measures] == [
        "Deaths in the month",
        "Change on the month before",
    ]
    assert Wording(DEATHS).measure("change") == "Change on the 28 days before"
    assert [ENGLISH.short_measure(slug) for slug in ENGLAND.measures] == ["Cases", "Rate", "Change"]
    assert Wording(PEOPLE).short_measure("people") == "People"


def test_what_a_map_shows_is_said_in_each_measure() -> None:
    assert [ENGLISH.mapped(slug) for slug in ENGLAND.measures] == [
        "cases",
        "cases per 100,000 people",
        "how cases changed on the week before",
    ]


@pytest.mark.parametrize(
    ("days", "months", "words"),
    [
        (7, 0, "each week"),
        (28, 0, "in each 28 days"),
        (0, 1, "each month"),
        (0, 3, "in each three months"),
    ],
)
def test_how_long_each_count_is_of_is_said_after_it(days: int, months: int, words: str) -> None:
    assert Wording(replace(DEATHS, period=PeriodDefinition(days=days, months=months))).each == words


@pytest.mark.parametrize(
    ("days", "months", "words"),
    [
        (1, 0, ("day", "days", "day", "the day before", "Day")),
        (7, 0, ("week", "weeks", "seven days", "the week before", "Seven days to")),
        (14, 0, ("fortnight", "fortnights", "14 days", "the fortnight before", "14 days to")),
        (28, 0, ("period", "periods", "28 days", "the 28 days before", "28 days to")),
        (0, 1, ("month", "months", "month", "the month before", "Month")),
        (0, 3, ("period", "periods", "three months", "the three months before", "Three months to")),
        (0, 12, ("year", "years", "12 months", "the year before", "12 months to")),
    ],
)
def test_a_period_is_called_by_its_length(days: int, months: int, words: tuple[str, ...]) -> None:
    said = Wording(replace(DEATHS, period=PeriodDefinition(days=days, months=months)))

    assert (said.week, said.weeks, said.length, said.before, said.heading) == words


def test_a_period_is_called_as_its_definition_says() -> None:
    said = Wording(replace(QUARTERS, period=PeriodDefinition(months=3, one="quarter", many="quarters")))

    assert (said.week, said.before, said.than_before) == ("quarter", "the quarter before", "the quarter before")


def test_a_single_day_has_no_other_end() -> None:
    said = Wording(replace(DEATHS, period=PeriodDefinition(days=1)))

    assert said.period(Period(date(2020, 10, 27), Length(1))) == "27 October 2020"


def test_a_day_of_the_same_month_a_year_earlier_is_told_with_its_month() -> None:
    said = Wording(replace(DEATHS, period=PeriodDefinition(days=365)))

    assert "(28 October to 27 October)" in said.period(Period(date(2021, 10, 27), Length(365)))


def test_several_things_take_an_s_unless_they_have_a_word_of_their_own() -> None:
    assert [counted(1, "area"), counted(1204, "area"), counted(2, "city", "cities")] == [
        "1 area",
        "1,204 areas",
        "2 cities",
    ]
    assert [Wording(PEOPLE).counted(1), Wording(PEOPLE).counted(0)] == ["1 person", "0 people"]
    assert capitalize_first("ZIP area") == "ZIP area"


@pytest.mark.parametrize(
    ("cell", "before", "words"),
    [
        (Shown(1204), Shown(1000), ("1,204", "15,050.0", "up 20.4%")),
        (Shown(5), Shown(10), ("5", "62.5", "down 50.0%")),
        (Shown(5), Shown(5), ("5", "62.5", "the same")),
        (Shown(5), Shown(0), ("5", "62.5", "up 5, from none")),
        (Shown(0), Shown(0), ("0", "0.0", "the same")),
        (Shown(5), Withheld.HIDDEN, ("5", "62.5", "not calculable")),
        (Withheld.HIDDEN, Shown(5), ("Three or fewer cases", "–", "–")),
        (Withheld.MISSING, Shown(5), ("No data", "–", "–")),
        (Withheld.NOT_PUBLISHED, Withheld.NOT_PUBLISHED, ("Not published", "–", "–")),
    ],
)
def test_a_table_has_few_words_for_each_figure(cell: Cell, before: Cell, words: tuple[str, str, str]) -> None:
    said = (ENGLISH.short_count(cell, "msoa"), ENGLISH.short_rate(cell, 8000), ENGLISH.short_change(cell, before))

    assert said == words


def test_a_count_beside_a_name_has_its_noun() -> None:
    assert Wording(DEATHS).short_cases(Shown(1), "zip") == "1 death"
    assert Wording(DEATHS).short_cases(Withheld.HIDDEN, "zip") == "1 to 4 deaths"


def row(population: int | None, cell: Cell, before: Cell) -> Compared:
    return Compared(0, Area("ltla", "E06000003", "Redcar and Cleveland", population=population), cell, before)


def test_a_count_is_listed_as_newspapers_do() -> None:
    assert ENGLISH.listed_count(row(8000, Shown(135), Shown(1))) == "Redcar and Cleveland - 135 cases"


@pytest.mark.parametrize(
    ("comparison", "sentence"),
    [
        (Comparison(3, 1, 0, 2), "Of its 6 neighbours, 3 have a higher rate, 1 a lower rate and 2 no rate to compare."),
        (Comparison(1, 1, 0, 0), "Of its 2 neighbours, 1 has a higher rate and 1 a lower rate."),
        (Comparison(0, 4, 0, 0), "All its 4 neighbours have a lower rate."),
        (Comparison(2, 0, 0, 0), "Both its neighbours have a higher rate."),
        (Comparison(0, 0, 1, 0), "Its one neighbour has the same rate."),
    ],
)
def test_neighbours_are_told_in_a_sentence(comparison: Comparison, sentence: str) -> None:
    assert ENGLISH.beside_neighbours(comparison) == sentence
