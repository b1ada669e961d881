"""The rows of a described table that belong to areas: which area each is of, and its parents."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from app.dataset import Dataset, LevelDefinition
from app.dataset.files import Table as TableDefinition
from app.domain import Area, Level
from app.errors import BadFileError
from app.sources.cells import respelt, texts
from app.sources.described.columns import column_of
from app.sources.described.naming import codes_of_names
from app.sources.names import filled
from app.sources.phrases import listed, number_of
from app.sources.tables import Table

_ZEROS_AT_MOST = 3  # that a spreadsheet took from a code
_WHOLE_WITH_POINT = re.compile(r"([0-9]+)\.0")


@dataclass(frozen=True)
class AreaRows:
    """Rows of areas of a level, each with its area's code, and its name where the table has it.

    `parents` are the codes and names of what they lie in, blank where the table does not say them.
    """

    level: Level
    table: Table
    codes: pd.Series[str]
    names: pd.Series[str] | None
    parents: Mapping[Level, tuple[pd.Series[str], pd.Series[str]]]
    notes: tuple[str, ...]

    def at(self, index: pd.Index[int]) -> AreaRows:
        """Return the rows of these numbers, in their order."""
        table = Table(self.table.headings, self.table.frame.loc[index], self.table.name, delimiter=self.table.delimiter)
        names = None if self.names is None else self.names.loc[index]
        parents = {level: (codes.loc[index], called.loc[index]) for level, (codes, called) in self.parents.items()}
        return AreaRows(self.level, table, self.codes.loc[index], names, parents, self.notes)

    @property
    def with_parents(self) -> pd.DataFrame:
        """Return `<level>_code` and `<level>_name` of what they lie in."""
        columns: dict[str, pd.Series[str]] = {}
        for level, (codes, names) in self.parents.items():
            columns |= {f"{level}_code": codes, f"{level}_name": names}
        return pd.DataFrame(columns, index=self.codes.index)


def rows_where(definition: TableDefinition, table: Table) -> tuple[Table, tuple[str, ...]]:
    """Leave out the rows that are not to be read, and the notes that say how many."""
    kept = pd.Series(True, index=table.frame.index)
    for heading, begins in definition.where.items():
        kept &= texts(column_of(table, heading)).str.startswith(begins)
    if kept.all():
        return table, ()
    wanted = " and ".join(f'{heading} begins with "{begins}"' for heading, begins in definition.where.items())
    return table.where(kept), (f"Read {number_of(int(kept.sum()), 'row')} of {len(kept):,}, where {wanted}.",)


def area_rows(definition: TableDefinition, dataset: Dataset, table: Table, known: Collection[Area]) -> AreaRows:
    """Find which area each row is of; raises BadFileError with row and column."""
    table, notes = rows_where(definition, table)
    table, others = _without_others(definition, table)
    names = _names(definition, table, definition.columns.name)
    parents = _parents(definition, dataset, table, known)
    if definition.columns.code:
        codes, put_back = checked_codes(
            column_of(table, definition.columns.code), dataset, definition.level, definition.digits
        )
    elif names is not None:
        above = {level: codes for level, (codes, _) in parents.items()}
        codes, put_back = codes_of_names(names, definition.level, dataset, known, above), ()
    else:
        only = dataset.level(definition.level).only
        codes, put_back = pd.Series(only.code if only else "", index=table.frame.index), ()
    return AreaRows(definition.level, table, codes, names, parents, notes + others + put_back)


def checked_codes(
    column: pd.Series[str], dataset: Dataset, level: Level, digits: int
) -> tuple[pd.Series[str], tuple[str, ...]]:
    """Return codes, with the zeros that a spreadsheet took away; raises BadFileError where one is none of its level."""
    written = texts(column)
    codes = respelt(written, lambda text: code_of(text, digits))
    about = dataset.level(level)
    bad = written[~codes.str.fullmatch(about.code) | (codes == "")]
    if not bad.empty:
        row, column_name = int(bad.index[0]), str(column.name)
        raise BadFileError(_no_code(str(bad.iloc[0])[:40], about), row=row, column=column_name)
    longer = int((codes.str.len() > written.str.len()).sum())
    notes = (
        (f"Put back the zeros that {number_of(longer, 'code')} of {about.in_sentences} had lost.",) if longer else ()
    )
    return codes, notes


def _no_code(text: str, about: LevelDefinition) -> str:
    noun = f"{'an' if about.in_a_sentence[:1].lower() in 'aeiou' else 'a'} {about.in_a_sentence}"
    says = f'"{text}" is not the code of {noun}' if text else f"It is blank, and must be the code of {noun}"
    said = f"{says}: those match {about.code}, says the definition."
    if text.isdecimal() and (digits := _digits_that_fit(text, about.code)):
        return f"{said} If a spreadsheet took zeros from its beginning, say there digits = {digits}."
    return f"{said} Correct it, or name it there in other_codes."


def _digits_that_fit(text: str, pattern: str) -> int:
    """Return how many digits make a number a code, with zeros before it; 0 where none do."""
    lengths = range(len(text) + 1, len(text) + _ZEROS_AT_MOST + 1)
    return next((digits for digits in lengths if re.fullmatch(pattern, text.zfill(digits))), 0)


def code_of(text: str, digits: int) -> str:
    """Write a code as it was before a spreadsheet took it for a number: "1001.0" is 01001, of five digits."""
    whole = _WHOLE_WITH_POINT.fullmatch(text)
    code = whole[1] if whole else text
    return code.zfill(digits) if code.isdecimal() else code


def _without_others(definition: TableDefinition, table: Table) -> tuple[Table, tuple[str, ...]]:
    """Leave out the rows that are no area."""
    headings = filter(None, (definition.columns.code, definition.columns.name))
    others = pd.Series(False, index=table.frame.index)
    found: list[str] = []
    for heading in headings if definition.other_codes else ():
        column = texts(column_of(table, heading))
        others |= column.isin(definition.other_codes)
        found += [text for text in definition.other_codes if (column == text).any()]
    if not others.any():
        return table, ()
    said = listed([text or "blank" for text in dict.fromkeys(found)])
    return table.where(~others), (f"Left out {number_of(int(others.sum()), 'row')} of no area: {said}.",)


def _names(definition: TableDefinition, table: Table, heading: str) -> pd.Series[str] | None:
    """Return names as they are spelt elsewhere; raises BadFileError where one is no name."""
    if not heading:
        return None
    names = filled(column_of(table, heading), or_blank=True)
    return respelt(names, lambda name: definition.same_names.get(name, name))


def _parents(
    definition: TableDefinition, dataset: Dataset, table: Table, known: Collection[Area]
) -> dict[Level, tuple[pd.Series[str], pd.Series[str]]]:
    """Return what areas lie in, the coarsest first: of the table, or the one area that a level has."""
    columns = definition.columns
    blank = pd.Series("", index=table.frame.index, dtype="str")
    parents: dict[Level, tuple[pd.Series[str], pd.Series[str]]] = {}
    for level in dataset.slugs[: dataset.slugs.index(definition.level)]:
        only = dataset.level(level).only
        names = _names(definition, table, columns.parent_names.get(level, ""))
        if only:
            parents[level] = blank + only.code, blank + only.name
        elif level in columns.parents:
            codes = _codes_or_blank(column_of(table, columns.parents[level]), dataset, level)
            parents[level] = codes, blank if names is None else names
        elif names is not None:
            above = {each: codes for each, (codes, _) in parents.items()}
            parents[level] = codes_of_names(names, level, dataset, known, above), names
    return parents


def _codes_or_blank(column: pd.Series[str], dataset: Dataset, level: Level) -> pd.Series[str]:
    filled = column[texts(column) != ""]
    codes, _ = checked_codes(filled, dataset, level, 0)
    return codes.reindex(column.index, fill_value="")


def distinct(rows: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Leave out rows that repeat one another; raises BadFileError where two of the same key differ."""
    rows = rows.drop_duplicates()
    again = rows.duplicated(list(keys))
    if again.any():
        row = rows[again].iloc[0]
        raise BadFileError(f"{row[keys[0]]} stands twice, and the rows differ. Take one out.", row=int(str(row.name)))
    return rows
