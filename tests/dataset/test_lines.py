"""Keys and values are found on the lines where they stand."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.dataset.lines import Place, line_of, lines_of

ROOT = Path(__file__).parent.parent.parent

DOCUMENT = '''
# a comment with [brackets] and a = sign
title = "one # no comment" # a comment
"quoted key" = 'single'
long = """
several
lines with \\""" in them""""
raw = \'\'\'
['a']\'\'\'

dotted.key.name = 1
spaced . "d.o.t" = 2
numbers = [
  1, # first
  2,

  3,
]
nested = [[1, 2], ["]", "#"],
  ["x"]]
inline = { a = 1, b = { c = "}" }, "d e" = [1,
  2] }

[table]
day = 2021-07-12
time = 1979-05-27 07:32:00
[ table . inner ]
x = true

[[levels]]
slug = "a"
[levels.hidden]
most = 3

[[levels]]
slug = "b"
breaks.count = [1, 2]
  [[levels.parts]]
  name = "p"
  [[levels.parts]]
  name = "q"
  [levels.parts.more]
  last = 0
'''

WHERE: list[tuple[Place, str]] = [
    (("title",), "title ="),
    (("quoted key",), '"quoted key"'),
    (("long",), "long ="),
    (("raw",), "raw ="),
    (("dotted", "key", "name"), "dotted.key"),
    (("spaced", "d.o.t"), "spaced ."),
    (("numbers", 0), "  1, # first"),
    (("numbers", 2), "  3,"),
    (("nested", 1, 1), "nested ="),
    (("nested", 2, 0), '  ["x"]]'),
    (("inline", "b", "c"), "inline ="),
    (("inline", "d e", 1), "  2] }"),
    (("table",), "[table]"),
    (("table", "day"), "day ="),
    (("table", "time"), "time ="),
    (("table", "inner"), "[ table . inner ]"),
    (("table", "inner", "x"), "x = true"),
    (("levels", 0), "[[levels]]"),
    (("levels", 0, "slug"), 'slug = "a"'),
    (("levels", 0, "hidden"), "[levels.hidden]"),
    (("levels", 0, "hidden", "most"), "most = 3"),
    (("levels", 1, "slug"), 'slug = "b"'),
    (("levels", 1, "breaks", "count", 1), "breaks.count"),
    (("levels", 1, "parts", 0, "name"), '  name = "p"'),
    (("levels", 1, "parts", 1, "name"), '  name = "q"'),
    (("levels", 1, "parts", 1, "more", "last"), "  last = 0"),
]


@pytest.mark.parametrize(("place", "begins"), WHERE, ids=str)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_place_is_found_on_its_line(place: Place, begins: str, ending: str) -> None:
    line = lines_of(DOCUMENT.replace("\n", ending))[place]

    assert DOCUMENT.splitlines()[line - 1].startswith(begins)


def test_what_is_not_there_has_the_line_of_what_it_would_lie_in() -> None:
    lines = lines_of(DOCUMENT)

    assert line_of(lines, ("levels", 1, "parts", 1, "nothing", 3)) == lines["levels", 1, "parts", 1]
    assert line_of(lines, ("nothing",)) == 1


def places_in(value: Any, place: Place = ()) -> Iterator[Place]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield (*place, key)
        yield from places_in(each, (*place, key))


@pytest.mark.parametrize("text", [DOCUMENT, *(file.read_text() for file in (ROOT / "geodata").glob("*.toml"))])
def test_every_place_of_a_document_has_a_line_and_no_other_has(text: str) -> None:
    assert set(lines_of(text)) == set(places_in(tomllib.loads(text)))


def test_what_the_scanner_does_not_know_ends_it_and_the_lines_before_are_given() -> None:
    assert lines_of("a = 1\nb = @\n= 3\n") == {("a",): 1, ("b",): 2}
