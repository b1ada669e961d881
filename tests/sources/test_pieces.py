"""Text files read piece by piece say what they say when read whole."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import BadFileError
from app.sources import pieces
from app.sources.pieces import open_text
from app.sources.text import decode
from tests.sources.england import read_contents

Write = Callable[[str, str | bytes], Path]
TEXT = "Ardal,Enw\r\nE1,Tŷ Ddewi, é\rE2,\n\nE3,€ “dwy”\n"
HEADINGS = "msoa11_cd,msoa11_hclnm,wk_43,wk_44\n"
ROWS = "".join(f"E020{number:05},Old Quay,{number},13\n" for number in range(1, 200))


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "_PIECE", 7)
    monkeypatch.setattr(pieces, "_START", 60)
    monkeypatch.setattr(pieces, "_END", 5)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252", "cp437"])
def test_pieces_are_the_whole_text_in_any_encoding(write: Write, encoding: str) -> None:
    content = TEXT.encode(encoding, errors="replace")
    other = "cp437" if encoding == "cp437" else ""

    text = open_text(write("cases.csv", content), other)

    whole, named = decode(content, (other,) if other else ())
    assert "".join(text.pieces()) == whole
    assert list(text.lines()) == whole.splitlines()
    assert text.notes == (() if named == "UTF-8" else (f"Read as {named}.",))
    assert whole.startswith(text.start)
    assert whole.endswith(text.end)


@pytest.mark.parametrize("content", ["one,two\n\x00", "one,två\n".encode() + b"\xff" + "å".encode()])
def test_what_is_no_text_is_refused_wherever_that_shows(write: Write, content: str | bytes) -> None:
    with pytest.raises(BadFileError, match="not text"):
        open_text(write("cases.csv", content))


def test_the_mark_of_the_end_is_left_off_there_alone(write: Write) -> None:
    text = open_text(write("cases.csv", "a,b\x1a\n1,2\n" + 30 * "\x1a"))
    assert "".join(text.pieces()) == "a,b\x1a\n1,2\n"


def test_a_line_that_is_too_long_is_told_by_its_number(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "_LONGEST_LINE", 40)
    assert open_text(write("cases.csv", f"a\n{40 * 'b'}\n{40 * 'c'}")).last == 83
    with pytest.raises(BadFileError, match=r"^row 3: The line is longer than 40 characters"):
        open_text(write("cases.csv", f"a\nb\n{41 * 'c'}\n{50 * 'd'}"))


def test_a_pattern_is_found_across_pieces(write: Write) -> None:
    text = open_text(write("cases.csv", "a,b\nlonger than pieces are,2\n ,\nc,4\n"))

    assert text.holds(re.compile("\n[ ,]*\n"))
    assert not text.between(0, 31).holds(re.compile("\n[ ,]*\n"))


def test_notes_under_a_long_table_are_left_out(write: Write) -> None:
    notes = "\nSource: Public Health England\n" + 30 * "Counts of 0 to 2 are not shown here\n"

    contents = read_contents(write("MSOAs_2020-11-09.csv", HEADINGS + ROWS + notes))

    assert contents.notes == ("Left out 31 rows of notes under the table.",)
    assert sum(len(part.rows) for part in contents.parts) == 398


@pytest.mark.parametrize(
    ("end", "problem"),
    [
        ("E02000300,Park End,12\n", "row 201: It has 3 of 4 values"),
        ('E02000300,"Park\nEnd"\nE02000301,Park End,1,2\n', "row 201: It has 2 of 4 values"),
        ('E02000300,"Park\nEnd",4,\nE02000301,Park End,1\n', "row 203: It has 3 of 4 values"),
        ("E02000300,Park End,12,many\n", "row 201, column wk_44"),
        ("E02000300,Park End,12,1,2\n", "row 201: It has 5 values where the headings are 4"),
    ],
)
def test_what_is_wrong_late_in_a_long_file_is_told_by_its_row(write: Write, end: str, problem: str) -> None:
    with pytest.raises(BadFileError, match=rf"^{problem}"):
        read_contents(write("MSOAs_2020-11-09.csv", HEADINGS + ROWS + end))
