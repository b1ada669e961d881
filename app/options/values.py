"""Read a value of an address into its normal form, or say in a sentence what it may be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from app.domain import Period
from app.errors import BadParameterError, NotOnRecordError

if TYPE_CHECKING:  # commands that look an area up start without it
    from werkzeug.datastructures import MultiDict

Options: TypeAlias = "MultiDict[str, str]"

LONGEST = 60  # characters of a text to search for
LONGEST_LINE = 120


def one_of(options: Options, name: str, choices: Sequence[str], default: str) -> str:
    """Read one of a few words.

    Raises BadParameterError where it is another.
    """
    given = options.get(name, "") or default
    if given not in choices:
        raise BadParameterError(f"{name}={given[:40]} is not known here{_may_be(choices)}.")
    return given


def whole_number(options: Options, name: str, default: int, most: int, *, least: int = 0) -> int:
    """Read a whole number from the least to the most that it may be.

    Raises BadParameterError where it is none.
    """
    given = options.get(name, "").strip()
    if not given:
        return default
    if not re.fullmatch("[0-9]{1,9}", given) or not least <= int(given) <= most:
        raise BadParameterError(f"{name}={given[:40]}: give a whole number from {least:,} to {most:,}.")
    return int(given)


def decimal_number(written: str) -> float:
    """Read a number in ASCII digits, as Python would accept those of any script; raises ValueError."""
    if not written.isascii() or "_" in written:
        raise ValueError(written)
    return float(written)


def text(options: Options, name: str) -> str:
    """Read a text to search for, in lower case and without needless spaces."""
    return line(options, name)[:LONGEST].casefold()


def line(options: Options, name: str) -> str:
    """Read a line of text, without needless spaces and what cannot be seen."""
    given = "".join(letter for letter in options.get(name, "") if letter.isprintable() or letter.isspace())
    return " ".join(given.split())[:LONGEST_LINE]


def week(options: Options, name: str, weeks: Sequence[Period], default: Period, called: str) -> Period:
    """Read the last day of a week, which is called so in the dataset's words.

    Raises BadParameterError where it is no date, NotOnRecordError with the choices where it is not on record.
    """
    given = options.get(name, "").strip()
    if not given:
        return default
    try:
        chosen = Period(date.fromisoformat(given), default.length)
    except ValueError:
        raise BadParameterError(f"{name}={given[:40]} is no date; give it as YYYY-MM-DD.") from None
    if chosen not in weeks:
        raise not_on_record(given, weeks, called)
    return chosen


def not_on_record(given: str, weeks: Sequence[Period], called: str, *also: str) -> NotOnRecordError:
    """Return the error that a day ends no week on record, with the nearest of them.

    `also` are words that may stand in a week's place.
    """
    try:
        day = date.fromisoformat(given)
    except ValueError:
        nearest = []
    else:
        ends = [one.end for one in weeks]
        nearest = [end for end in ends if end < day][-1:] + [end for end in ends if end > day][:1]
    choices = [*also, *(str(one) for one in reversed(weeks))]
    return NotOnRecordError(f"The {called} {given[:40]} is not on record.", choices=choices, nearest=nearest)


def any_of(names: Sequence[str]) -> str:
    """Join choices for a sentence: light, dark or auto; empty without any."""
    *others, last = names or [""]
    return f"{', '.join(others)} or {last}" if others else last


def _may_be(choices: Sequence[str]) -> str:
    listed = any_of(list(filter(None, choices)))
    return f"; it may be {listed}" if listed else ""
