"""Tables of text, as readers take them, with row numbers that people can look up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from app.errors import BadFileError
from app.sources.columns import Column
from app.sources.contents import Page
from app.sources.phrases import number_of
from app.sources.spelling import fold, has_unseen, plain

_WHERE_COMMAS_ARE_POINTS = ";"  # a spreadsheet parts values so where a comma is the decimal sign
_TWO_WAYS = re.compile("[1-9][0-9]{0,2},000")


@dataclass(frozen=True)
class Table:
    """A table of text.

    `frame` has one categorical column of text per heading, by position, and the row's number as its index: the line
    of a CSV file, the row of a sheet, the place in a JSON list (the first is 1). Wholly blank rows are not in it.
    `name` is the file's, or the sheet's; `notes` and `warnings` are sentences on what making the table found, and
    `page` says which part of a server's answer it is.
    """

    headings: tuple[str, ...]
    frame: pd.DataFrame
    name: str = ""
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    delimiter: str = ","
    page: Page | None = None

    def find(self, column: Column) -> list[int]:
        """Return the positions of the columns so headed; those whose spelling needs no folding go before."""
        found = [place for place, heading in enumerate(self.headings) if column.is_headed(heading)]
        return sorted(found, key=lambda place: self.headings[place].lower() != fold(self.headings[place]))

    def column(self, column: Column) -> pd.Series[str]:
        """Return the one column that a layout's description names, named as in the file.

        Raises BadFileError where the file lacks it, has it twice, or has two columns that could be it.
        """
        found = self.find(column)
        if not found:
            raise BadFileError(f"It lacks {column.name}. Check that the file is whole.")
        first, *others = (self.headings[place] for place in found)
        for other in others:
            if other.lower() == first.lower():
                raise BadFileError("The column stands twice. Take one out.", column=first)
            if fold(other) != fold(first):
                raise BadFileError(f"It has {first} and {other}, and either could be {column.name}. Take one out.")
        return self.at(found[0])

    def figures(self, column: Column) -> pd.Series[str]:
        """Return a column of numbers as text; raises BadFileError where one can be read in two ways."""
        figures = self.column(column)
        self.check_figures(figures)
        return figures

    def check_figures(self, figures: pd.Series[str]) -> None:
        """Raise BadFileError where a thousand could be a one: commas may be decimal points beside semicolons."""
        unclear = figures[figures.isin([text for text in figures.cat.categories if _TWO_WAYS.fullmatch(text)])]
        if self.delimiter == _WHERE_COMMAS_ARE_POINTS and not unclear.empty:
            text = str(unclear.iloc[0])
            problem = f'"{text}" may mean {text.partition(",")[0]} or {text}: write it without the comma.'
            raise BadFileError(problem, row=int(unclear.index[0]), column=str(figures.name))

    def at(self, place: int) -> pd.Series[str]:
        """Return the column at this position, named as in the file."""
        return self.frame.iloc[:, place].rename(self.headings[place])

    def columns(self) -> Iterator[pd.Series[str]]:
        """Return the columns in the file's order, named as in the file."""
        return (self.at(place) for place in range(len(self.headings)))

    def where(self, rows: pd.Series[bool]) -> Table:
        """Return the rows that are marked, without the notes on the whole."""
        frame = self.frame if rows.all() else self.frame[rows]  # all of them need no copy
        return Table(self.headings, frame, self.name, delimiter=self.delimiter)


def without_blank_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """Leave out the rows that hold nothing but spaces."""
    blank = pd.Series(True, index=frame.index)
    for place in frame:
        column = frame[place]
        blank &= column.isin([text for text in column.cat.categories if not text.strip()])
        if not blank.any():
            return frame
    return frame[~blank]


def in_plain_spelling(frame: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Take the characters that nobody sees out of a table's cells; the note counts the cells."""
    frame = frame.copy(deep=False)
    cells = 0
    for place in frame:
        column = frame[place]
        odd = {text: plain(text) for text in column.cat.categories if has_unseen(text)}
        odd = {text: spelt for text, spelt in odd.items() if spelt != text}
        if odd:
            cells += int(column.isin(list(odd)).sum())
            frame[place] = column.astype("str").replace(odd).astype("category")
    return frame, (f"Took invisible characters out of {number_of(cells, 'cell')}.",) if cells else ()
