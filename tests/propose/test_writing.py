"""A definition is written so that it reads back the same, with comments that nothing in a file can end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from app.dataset import Hidden, read_dataset
from app.dataset.definition import Counted, Finder
from app.dataset.files import BoundaryLayer, Table, TableColumns, WideColumns
from app.dataset.levels import Only
from app.propose import differences, written
from tests.datasets import DEATHS

FULL = replace(
    DEATHS,
    slug="deaths",
    levels=(
        replace(DEATHS.levels[0], only=Only("all", 'New "York"')),
        DEATHS.levels[1],
        replace(DEATHS.levels[2], hidden=Hidden(4, 1), code=r"[0-9]{5}|\d"),
    ),
    tables=(
        Table(
            "deaths",
            "zip",
            where={"Time period": "28 days"},
            marks=("*",),
            columns=TableColumns("zip", parents={"borough": "Boro code"}, count="deaths", end="until"),
        ),
        Table("wide", "borough", columns=TableColumns(end="day"), wide=WideColumns(areas={"BX COUNT": "bronx"})),
    ),
    boundaries=(BoundaryLayer("zip", "ZIP", other_codes=("99999",)),),
    finder=Finder("ZIP code", pattern="[0-9]{5}"),
    published={"a file.csv": date(2024, 3, 1)},
)


def test_a_definition_reads_back_as_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "casemap.toml"
    file.write_text(written(FULL, {}), encoding="utf-8")

    assert read_dataset(file) == FULL


def test_each_reason_stands_above_what_it_is_of_and_cannot_end_its_comment(tmp_path: Path) -> None:
    reasons = {("levels", 2): "177 of 177\ntitle = 'another'", ("tables", 0, "columns", "count"): "0 to 9"}
    text = written(FULL, reasons, "A head\nof two lines")
    (tmp_path / "casemap.toml").write_text(text, encoding="utf-8")
    lines = text.splitlines()

    assert lines[:2] == ["# A head", "# of two lines"]
    assert lines[lines.index("# 177 of 177") + 1 :][:2] == ["# title = 'another'", "[[levels]]"]
    assert lines[lines.index("# 0 to 9") + 1] == 'count = "deaths"'
    assert read_dataset(tmp_path) == FULL


def test_what_is_counted_and_the_period_are_always_said() -> None:
    text = written(replace(FULL, count=Counted(), period=replace(FULL.period, days=7)), {})

    assert 'one = "case"' in text
    assert "days = 7" in text


def test_differences_are_told_key_by_key() -> None:
    changed = replace(FULL, title="Other", levels=(*FULL.levels[:2], replace(FULL.levels[2], hidden=None)))

    assert differences(FULL, FULL) == []
    assert differences(FULL, changed) == [
        'title: "Deaths in New York" would become "Other"',
        "levels[zip].hidden.most: 4 would be left out",
        "levels[zip].hidden.least: 1 would be left out",
    ]
