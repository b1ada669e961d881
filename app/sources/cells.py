"""Parse cells of text as counts, dates and codes: each distinct text of a column once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from app.dataset import Dataset
from app.domain import Level
from app.errors import BadFileError
from app.sources.marks import Marks, stands_for_none
from app.sources.text import CORRECT

_YEARS_BACK = 30  # a date long before publication is a mistaken one, and would make a series of as many days
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:([ ,'\u2019])[0-9]{3})(?:\1[0-9]{3}){0,3}(?=\.|$)")
_NUMBER = re.compile(r"(-?)([0-9]{1,15})(?:\.([0-9]{0,30})|,(0{1,2}))?")
_TWO_WAYS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_WIDE = {0xFF01 + place: 0x21 + place for place in range(94)} | {0x2212: "-"}  # full-width forms, and the minus sign
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]00:00(?::00(?:\.0+)?)?(?:Z|\+00:00)?)?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")


def parsed(column: pd.Series[str], parse: Callable[[str], Any], blank: Any) -> list[Any]:
    """Parse the distinct texts of a categorical column, by its codes; raises BadFileError at the first bad cell."""
    codes, texts = column.cat.codes.to_numpy(), column.cat.categories.to_numpy()
    values = [blank] * len(texts)
    for code in pd.unique(codes):
        try:
            values[code] = parse(str(texts[code]).strip())
        except ValueError as problem:
            row = int(column.index.to_numpy()[codes == code][0])
            raise BadFileError(f"{problem} {CORRECT}", row=row, column=str(column.name)) from None
    return values


def whole_number(text: str) -> int:
    """Parse a whole number: 1234, 1,234, 1 234 or 1234.0; raises ValueError with a sentence."""
    narrow = text.translate(_WIDE)
    if _TWO_WAYS.fullmatch(narrow):
        thousands = narrow.replace(".", ",")
        raise ValueError(f'"{text}" may mean {float(narrow):g} or {thousands}: write it without the point.')
    if _GROUPED.match(narrow):
        narrow = re.sub("[ ,'\u2019]", "", narrow)
    found = _NUMBER.fullmatch(narrow)
    if found is None:
        raise ValueError(f'"{text[:40]}" is not a number.' if text else "It is blank: a number must stand here.")
    sign, digits, fraction, _ = found.groups()
    if (fraction or "").strip("0"):
        raise ValueError(f"{text} is not a whole number.")
    return -int(digits) if sign else int(digits)


def count(text: str, *, at_most: int, noun: str = "cases") -> int:
    """Parse a count; raises ValueError with a sentence."""
    number = whole_number(text)
    if number < 0:
        raise ValueError(
            f"{text} is below zero: a number of {noun} cannot be. If it stands for a hidden count, name it in marks of "
            "its [[tables]] in the definition, or in CASEMAP_HIDDEN_MARKS."
        )
    if number > at_most:
        raise ValueError(f"{text} is more than the {at_most:,} people that such an area can have.")
    return number


def counts(column: pd.Series[str], dataset: Dataset, level: Level, marks: Marks) -> pd.Series[int]:
    """Parse counts as Int64, NA where blank or a mark for hidden; raises BadFileError with row and column."""
    at_most, noun = dataset.level(level).people_at_most, dataset.count.many

    def count_or_none(text: str) -> int | None:
        return count(text, at_most=at_most, noun=noun) if text and not stands_for_none(text, marks) else None

    taken = pd.array(parsed(column, count_or_none, None), dtype="Int64").take(column.cat.codes.to_numpy())
    return pd.Series(taken, index=column.index)


def day(text: str, *, day_first: bool = False) -> date:
    """Parse yyyy-mm-dd, or dd/mm/yyyy too where `day_first`; raises ValueError with a sentence."""
    iso = _ISO_DATE.fullmatch(text)
    slashed = _DAY_FIRST.fullmatch(text) if day_first else None
    numbers = iso.groups() if iso else slashed.groups()[::-1] if slashed else ()
    try:
        year, month, day_of_month = (int(number) for number in numbers)
        return date(year, month, day_of_month)
    except ValueError:
        form = "dd/mm/yyyy or yyyy-mm-dd" if day_first else "yyyy-mm-dd"
        raise ValueError(f'"{text[:40]}" is not a date of the form {form}.') from None


def days(column: pd.Series[str], published_on: date, *, day_first: bool = False) -> pd.Series[pd.Timestamp]:
    """Parse dates as datetime64.

    Raises BadFileError where one is none, lies after the publication date, or decades before it.
    """

    def by_publication(text: str) -> date:
        return checked_day(day(text, day_first=day_first), text, published_on)

    return parsed_days(column, by_publication)


def parsed_days(column: pd.Series[str], parse: Callable[[str], date]) -> pd.Series[pd.Timestamp]:
    """Parse dates as datetime64; raises BadFileError with row and column where `parse` raises ValueError."""
    values = np.array(parsed(column, parse, None), dtype="datetime64[us]")
    return pd.Series(values[column.cat.codes.to_numpy()], index=column.index)


def checked_day(day: date, text: str, published_on: date) -> date:
    """Return a day; raises ValueError with a sentence where it lies after the publication, or decades before it."""
    if day > published_on:
        where = "its name, --published or [published] in the definition"
        raise ValueError(f"{text} lies after the publication date, {published_on}: see {where}.")
    if day.year < published_on.year - _YEARS_BACK:
        raise ValueError(f"{text} lies more than {_YEARS_BACK} years before the publication date.")
    return day


def texts(column: pd.Series[str]) -> pd.Series[str]:
    """Return the texts without the spaces around them."""
    stripped = np.array([str(text).strip() for text in column.cat.categories.to_numpy()], dtype=object)
    return pd.Series(stripped[column.cat.codes.to_numpy()], index=column.index, dtype="str", name=column.name)


def area_codes(column: pd.Series[str]) -> pd.Series[str]:
    """Return the texts without the spaces around them, categorical: each distinct code is kept once."""
    stripped = np.array([str(text).strip() for text in column.cat.categories.to_numpy()], dtype=object)
    numbers, codes = pd.factorize(stripped)
    found = pd.Categorical.from_codes(
        numbers.astype(np.int32)[column.cat.codes.to_numpy()], pd.Index(codes, dtype="str")
    )
    return pd.Series(found, index=column.index, name=column.name)


def respelt(texts: pd.Series[str], spell: Callable[[str], str]) -> pd.Series[str]:
    """Convert texts by a function, each distinct text once."""
    spelt = {text: spell(text) for text in texts.unique()}
    return pd.Series([spelt[text] for text in texts], index=texts.index, dtype="str", name=texts.name)


def numbers(column: pd.Series[str], parse: Callable[[str], int]) -> pd.Series[int]:
    """Parse whole numbers as int64; raises BadFileError with row and column where `parse` raises ValueError."""
    values = np.array(parsed(column, parse, 0), dtype="int64")
    return pd.Series(values[column.cat.codes.to_numpy()], index=column.index)


def matches(column: pd.Series[str], pattern: re.Pattern[str]) -> pd.Series[bool]:
    """Mark the cells that match the whole pattern."""
    texts = column.cat.categories.to_numpy()
    found = np.array([pattern.fullmatch(str(text).strip()) is not None for text in texts], dtype=bool)
    return pd.Series(found[column.cat.codes.to_numpy()], index=column.index)


def checked(column: pd.Series[str], pattern: re.Pattern[str], problem: str) -> pd.Series[str]:
    """Return the texts; raises BadFileError that says `problem` of the first that does not match the whole pattern."""
    bad = column[~matches(column, pattern)]
    if not bad.empty:
        said = f'"{str(bad.iloc[0])[:40]}" {problem} {CORRECT}'
        raise BadFileError(said, row=int(bad.index[0]), column=str(column.name))
    return texts(column)
