"""Marks that publishers write instead of counts too small to show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pandas as pd

from app.dataset import Dataset
from app.domain import Level
from app.errors import BadFileError
from app.sources.contents import Counts, Mark
from app.sources.phrases import in_days, in_words, joined, listed, number_of, of_length

Marks = Mapping[str, int | None]
"""Marks for hidden counts in one spelling, each with the largest count that it may stand for, where that is known."""

_NOT_AVAILABLE = "NA"  # what R writes for blank
_LESS = re.compile(r"(?:<|less than|fewer than|under|below) ?(\d{1,6})")
_UP_TO = re.compile(r"(?:<=|=<|≤|up to|at most|no more than) ?(\d{1,6})|(\d{1,6}) or (?:fewer|less|under)")
_RANGE = re.compile(r"(\d{1,6}) ?(?:-|to) ?(\d{1,6})")
_OF_WHAT = re.compile(r" (?:cases?|people|persons?|counts?)$")
_SAID = ("suppressed", "hidden", "withheld", "redacted", "disclosive", "confidential", "null", "none", "nil")
_LIKE_A_MARK = re.compile(rf"\W+|\W?[a-z]\W?|\[[a-z]{{1,2}}\]|#?n/?a|{'|'.join(_SAID)}")


def spelt(mark: str) -> str:
    """Normalise a mark's case, dashes and spaces; "-99.0" is "-99"."""
    text = re.sub(r" ?[-\u2010-\u2015\u2212] ?", "-", mark.removesuffix(".0"))
    return " ".join(text.lower().split())


def declared(texts: Iterable[str]) -> Marks:
    """Return the marks that these texts are."""
    return {spelt(text): at_most(text) for text in texts}


def at_most(mark: str) -> int | None:
    """Return the largest count that a mark itself says, as "<5" and "1 to 4" do; None where it says none."""
    text = _OF_WHAT.sub("", spelt(mark).strip("[]()"))
    for number in range(1, 11):
        text = re.sub(rf"\b{in_words(number)}\b", str(number), text)
    if found := _LESS.fullmatch(text):
        return int(found[1]) - 1
    if found := _UP_TO.fullmatch(text):
        return int(found[1] or found[2])
    found = _RANGE.fullmatch(text)
    return int(found[2]) if found and int(found[1]) < int(found[2]) else None


def stands_for_none(text: str, marks: Marks) -> bool:
    """Return whether a cell of counts holds a mark, or what R writes for blank."""
    return text == _NOT_AVAILABLE or spelt(text) in marks


def marks_in(columns: Iterable[pd.Series[str]], marks: Marks) -> tuple[tuple[Mark, ...], tuple[str, ...]]:
    """Find the marks in columns of counts; notes count them, and what R wrote for blank.

    Raises BadFileError where there are other marks, and says how to declare them.
    """
    found = [mark for column in columns for mark in _in_column(column, marks)]
    hidden = tuple(mark for mark in found if spelt(mark.text) in marks)
    others = [mark for mark in found if mark not in hidden]
    unknown = [mark for mark in others if mark.text != _NOT_AVAILABLE]
    if unknown:
        raise BadFileError(_not_declared(unknown), row=min(mark.row for mark in unknown), column=_columns(unknown))
    notes = tuple(
        f'Took "{text}" for hidden in {number_of(cells, "cell")}.' for text, cells in _cells_by_text(hidden).items()
    )
    blank = sum(mark.cells for mark in others)
    return hidden, notes + ((f"Took {_NOT_AVAILABLE} for blank in {number_of(blank, 'cell')}.",) if blank else ())


def _in_column(column: pd.Series[str], marks: Marks) -> Iterator[Mark]:
    for text in column.cat.categories:
        mark = text.strip()
        if stands_for_none(mark, marks) or is_like_a_mark(mark):
            rows = column.index[column == text]
            if len(rows):
                yield Mark(mark, str(column.name), int(rows[0]), len(rows), marks.get(spelt(mark), at_most(mark)))


def is_like_a_mark(text: str) -> bool:
    """Return whether publishers put such a text in the place of a count."""
    return _LIKE_A_MARK.fullmatch(spelt(text)) is not None or at_most(text) is not None


def _cells_by_text(marks: Iterable[Mark]) -> dict[str, int]:
    cells: dict[str, int] = {}
    for mark in marks:
        cells[mark.text] = cells.get(mark.text, 0) + mark.cells
    return cells


def _columns(marks: Iterable[Mark]) -> str:
    return listed(list(dict.fromkeys(mark.column for mark in marks)))


def _not_declared(marks: Sequence[Mark]) -> str:
    """Say how to declare marks."""
    cells = _cells_by_text(marks)
    stand = joined([f'"{text}" stands in {number_of(number, "cell")}' for text, number in cells.items()])
    names = f"marks of its [[tables]] in the definition, or in CASEMAP_HIDDEN_MARKS ({','.join(cells)})"
    said = f"{stand}. If that means a hidden count, name it in {names}"
    most = max((mark.at_most for mark in marks if mark.at_most is not None), default=None)
    raised = f", see that the definition hides {most} too (hidden = {{ most = {most} }})" if most is not None else ""
    return f"{said}{raised} and load the file again."


def refuse_hidden_days(hidden: Sequence[Mark], dataset: Dataset) -> None:
    """Raise BadFileError where daily counts are hidden."""
    if hidden:
        raise BadFileError(
            f'"{hidden[0].text}" stands for a hidden count, and {in_days(dataset.length)} cannot be summed where one '
            f"is hidden. Load the {of_length(dataset.length)} counts.",
            row=hidden[0].row,
            column=hidden[0].column,
        )


def check_marks(parts: Iterable[Counts], hide_up_to: Mapping[Level, int]) -> None:
    """Raise BadFileError where a mark may stand for a larger count than readers are told of at its level."""
    for part in parts:
        told = hide_up_to.get(part.level, 0)
        for mark in part.marks:
            stands = f'"{mark.text}" stands for a hidden count in {number_of(mark.cells, "cell")}'
            if not told:
                problem = f"{stands}, and {part.level} counts are told in full."
                said = f"Say in the definition which counts of {part.level} are hidden."
                raise BadFileError(f"{problem} {said}", row=mark.row, column=mark.column)
            if mark.at_most is not None and mark.at_most > told:
                problem = f"{stands}, which may be {mark.at_most}, and readers are told that it is at most {told}."
                said = f"Write hidden = {{ most = {mark.at_most} }} for {part.level} into the definition."
                raise BadFileError(f"{problem} {said}", row=mark.row, column=mark.column)
