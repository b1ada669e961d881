"""What files show of themselves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.sources import looks_of
from app.sources.heads import Form
from tests.sources.places import layer, square
from tests.workbook import workbook

Write = Callable[[str, str | bytes], Path]


def test_a_table_below_a_title(write: Write) -> None:
    (look,) = looks_of(write("a.csv", "Cases by ward\n\nward;week;cases\nW001;2021-07-07;5\nW002;2021-07-07;\n"))

    assert look.table is not None
    assert (look.name, look.form, look.has_shapes) == ("a.csv", Form.CSV, False)
    assert look.table.headings == ("ward", "week", "cases")
    assert look.table.at(0).to_list() == ["W001", "W002"]


def test_each_sheet_of_a_workbook(write: Write) -> None:
    book = workbook({"Cases": [["ward", "cases"], ["W001", 5]], "Names": [["ward", "name"], ["W001", "Abbey"]]})

    assert [(look.sheet, look.table and look.table.headings) for look in looks_of(write("a.xlsx", book))] == [
        ("Cases", ("ward", "cases")),
        ("Names", ("ward", "name")),
    ]


def test_the_properties_of_a_layer(write: Write) -> None:
    (look,) = looks_of(write("a.geojson", layer(square(1, ward="W001", cases=3))))

    assert look.table is not None
    assert (look.has_shapes, look.table.headings, look.table.at(1).to_list()) == (True, ("ward", "cases"), ["3"])


def test_records(write: Write) -> None:
    (look,) = looks_of(write("a.json", '[{"ward": "W001", "cases": 3}]'))

    assert look.table is not None
    assert (look.has_shapes, look.table.headings) == (False, ("ward", "cases"))


def test_what_cannot_be_read_says_why(write: Write) -> None:
    (look,) = looks_of(write("a.csv", "<html><body>"))

    assert look.table is None
    assert look.problem.startswith("It is a web page, not data.")
