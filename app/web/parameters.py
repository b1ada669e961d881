"""Read what an address asks for: each parameter in its normal form, or a sentence on what it may be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from werkzeug.datastructures import MultiDict

from app.domain import FINEST, Area, Level, Week
from app.editions import StoredEdition
from app.errors import BadParameterError, NotServedError
from app.web.hierarchy import codes_near

Options = MultiDict[str, str]

LONGEST = 60  # characters of a text to search for
LONGEST_LINE = 120
PLACES_AT_MOST = 20


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
    """Read a number in ASCII, as Python would read one in the digits of any script; raises ValueError."""
    if not written.isascii() or "_" in written:
        raise ValueError(written)
    return float(written)


def text(options: Options, name: str) -> str:
    """Read a text to search for, in one case and without needless spaces."""
    return line(options, name)[:LONGEST].casefold()


def line(options: Options, name: str) -> str:
    """Read a line of text, without needless spaces and what cannot be seen."""
    given = "".join(letter for letter in options.get(name, "") if letter.isprintable() or letter.isspace())
    return " ".join(given.split())[:LONGEST_LINE]


def week(options: Options, name: str, weeks: Sequence[Week], default: Week) -> Week:
    """Read the last day of a week.

    Raises BadParameterError where it is no date, NotServedError with the choices where it is not on record.
    """
    given = options.get(name, "").strip()
    if not given:
        return default
    try:
        chosen = Week(date.fromisoformat(given))
    except ValueError:
        raise BadParameterError(f"{name}={given[:40]} is no date; give it as YYYY-MM-DD.") from None
    if chosen not in weeks:
        raise NotServedError(f"The week {chosen} is not on record.", choices=[str(one) for one in reversed(weeks)])
    return chosen


def places(options: Options, edition: StoredEdition, name: str = "within") -> tuple[Area, ...]:
    """Read codes of authorities, regions or nations, in a list or one by one, and give each place once, by code.

    Raises BadParameterError where they are too many, NotServedError with the choices where no area has one of them.
    """
    codes = sorted({code.strip() for code in ",".join(options.getlist(name)).split(",")} - {""})
    if len(codes) > PLACES_AT_MOST:
        raise BadParameterError(f"{name} names {len(codes)} places; it may name {PLACES_AT_MOST} at most.")
    return tuple(_place(edition, name, code) for code in codes)


def _place(edition: StoredEdition, name: str, code: str) -> Area:
    levels = [level for level in Level if level is not FINEST]
    found = next((area for level in levels if (area := edition.area(level, code))), None)
    if found is None:
        choices = codes_near(edition, code, levels)
        raise NotServedError(f"{name}={code[:40]}: no authority, region or nation has this code.", choices=choices)
    return found


def _may_be(choices: Sequence[str]) -> str:
    """Say what a parameter may be, if anything: light, dark or auto."""
    *others, last = list(filter(None, choices)) or [""]
    listed = f"{', '.join(others)} or {last}" if others else last
    return f"; it may be {listed}" if listed else ""
