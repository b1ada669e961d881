"""Python and JavaScript say the same: tests/js/wording.test.js reads the same examples."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app import wording
from app.domain import Cell, Shown, Week, Withheld
from app.statistics.comparison import Comparison

EXAMPLES = json.loads((Path(__file__).parent / "data" / "wording.json").read_text())
WEEK = Week(date(2020, 10, 27))


def cell_of(value: int | str | None) -> Cell:
    if value is None:
        return Withheld.NOT_PUBLISHED
    return Shown(value) if isinstance(value, int) else Withheld(value)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["why"])
def test_an_area_is_told_in_these_sentences(example: dict[str, Any]) -> None:
    area = example["area"]
    week = Week(date.fromisoformat(example["week_end"]))
    cell = cell_of(area["cases"])
    before = cell_of(area["before"]) if example["before_on_record"] else Withheld.NOT_PUBLISHED
    said = [
        wording.count(cell, week, example["hide_up_to"]),
        wording.rate(cell, area["population"]),
        wording.change_on_week_before(cell, before, example["hide_up_to"]),
    ]

    assert [sentence for sentence in said if sentence] == example["sentences"]


def test_a_week_is_told_with_both_its_ends() -> None:
    assert wording.seven_days(WEEK) == "seven days to 27 October 2020 (21 to 27 October)"
    assert wording.seven_days(Week(date(2020, 11, 3))) == "seven days to 3 November 2020 (28 October to 3 November)"


@pytest.mark.parametrize(("hide_up_to", "words"), [(3, "three or fewer"), (12, "12 or fewer"), (0, "no")])
def test_the_threshold_is_told_in_words(hide_up_to: int, words: str) -> None:
    assert wording.or_fewer(hide_up_to) == words


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
    assert (wording.short_count(cell, 3), wording.short_rate(cell, 8000), wording.short_change(cell, before)) == words


@pytest.mark.parametrize(
    ("comparison", "sentence"),
    [
        (Comparison(3, 1, 0, 2), "Of its 6 neighbours, 3 have a higher rate, 1 a lower rate and 2 no rate to compare."),
        (Comparison(1, 1, 0, 0), "Of its 2 neighbours, 1 has a higher rate and 1 a lower rate."),
        (Comparison(0, 4, 0, 0), "All its 4 neighbours have a lower rate."),
        (Comparison(0, 0, 1, 0), "Its one neighbour has the same rate."),
    ],
)
def test_neighbours_are_told_in_a_sentence(comparison: Comparison, sentence: str) -> None:
    assert wording.beside_neighbours(comparison) == sentence
