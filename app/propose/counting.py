"""Find which column holds the counts, what they count, and which of them are hidden."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.dataset.levels import Hidden
from app.propose.looks import Kind, Look, parts_of, words_of
from app.sources.marks import at_most

_FOR = {
    **dict.fromkeys(("case", "cases", "infections", "count", "counts"), 4),
    **dict.fromkeys(("positive", "positives", "deaths", "death", "died", "incidents", "crimes"), 3),
    **dict.fromkeys(("hospitalization", "hospitalizations", "hospitalized", "admissions", "births", "visits"), 2),
    **dict.fromkeys(("new", "number", "n", "total", "daily", "weekly", "value", "day", "days"), 1),
}
_AGAINST = {
    **dict.fromkeys(("rate", "per", "percent", "percentage", "pct", "percentpositivity", "incidence", "ratio"), 9),
    **dict.fromkeys(("previous", "probable", "population", "pop", "denominator", "people"), 5),
    **dict.fromkeys(("tests", "test", "tested", "testing", "negative", "pillar"), 5),
    **dict.fromkeys(("median", "mean", "avg", "average", "rank", "lat", "lon", "long", "latitude", "longitude"), 9),
    **dict.fromkeys(("id", "fid", "index", "code", "cd", "year", "week", "month", "age", "shape", "area", "length"), 6),
    **dict.fromkeys(("bng", "easting", "northing", "objectid", "are", "len", "elevation", "qf", "ci", "limit"), 9),
    **dict.fromkeys(("male", "males", "female", "females", "persons", "households"), 3),
}
_CUMULATIVE = {"cumulative", "cum", "cumul", "cumulated", "accumulated", "cumulativo", "kumulativ"}
_TO_DATE = ("to", "date")
_NOUNS = (
    (r"positiv|\bcases?\b|infection|confirmed", "case"),
    (r"death|died|deceased|fatalit", "death"),
    (r"hospitali|admission|admitted", "hospital admission"),
)
_NO_NOUNS = {
    *(
        "count",
        "counts",
        "number",
        "of",
        "no",
        "n",
        "new",
        "daily",
        "weekly",
        "monthly",
        "total",
        "sum",
        "num",
        "value",
    ),
    *(
        "values",
        "obs",
        "observed",
        "in",
        "last",
        "rolling",
        "day",
        "days",
        "week",
        "weeks",
        "month",
        "months",
        "by",
        "to",
    ),
    *("to", "the", "reported", "recorded", "ending", "ended", "end", "commencing", "beginning", "starting", "start"),
}
_NOT_COUNTED = {
    *("areas", "wards", "zones", "districts", "regions", "counties", "cities", "parishes", "cantons", "boroughs"),
    *("islands", "highlands", "lowlands", "numbers", "figures", "statistics", "values", "tables", "results", "series"),
    *("totals", "sheets", "releases", "weeks", "months", "days", "years", "census", "files", "states", "maps"),
}
_RANGE = re.compile(r"([0-9]+)\s*(?:-|\u2013|to)\s*([0-9]+)", re.IGNORECASE)
_UNDER = re.compile(r"(?:<|under|less than|fewer than|below)\s*([0-9]+)", re.IGNORECASE)
_UP_TO = re.compile(r"(?:<\s*=|\u2264|up to)\s*([0-9]+)", re.IGNORECASE)
_USUALLY = 4  # publishers hide one to four where they hide any, as most rules have it


@dataclass(frozen=True)
class Hiding:
    """Which counts are hidden and by which marks, and what a blank one means; `why` says what tells it.

    `asks` where a blank may mean something else.
    """

    hidden: Hidden | None
    marks: tuple[str, ...]
    blank: str
    why: str
    asks: bool = False


def count_columns(looks: Sequence[Look], noun: str = "") -> list[str]:
    """Return the columns that may hold counts, the likeliest first; `noun` is what is counted, where that is known."""
    may_be = [look for look in looks if look.kind is Kind.COUNTS and not look.is_numbering]
    scores = {look.heading: _score(look, noun) for look in may_be if not is_cumulative(look)}
    return sorted((heading for heading in scores if scores[heading] > -5), key=lambda each: -scores[each])


def is_cumulative(look: Look) -> bool:
    """Return whether a heading says that counts are cumulative, and so are not counts of periods."""
    return bool(_CUMULATIVE & set(look.words)) or _TO_DATE in pairwise(look.words)


def is_headed_like_counts(look: Look) -> bool:
    """Return whether a heading is one of counts, whatever stands below it."""
    return not look.is_numbering and _score(look, "") > 0


def _score(look: Look, noun: str) -> float:
    words = look.words
    told = sum(_FOR.get(word, 0) for word in words) - sum(
        _AGAINST.get(word, 0) for word in words if not (word == "people" and "positive" in words)
    )
    is_it = bool(noun) and noun_of(look.heading) == noun
    return told + 3 * is_it - 0.1 * len(words) + (0.5 if look.marks else 0)


def noun_of(heading: str) -> str:
    """Return the noun for one of what a column counts; empty where its heading does not say."""
    plain = " ".join(words_of(heading))
    for pattern, noun in _NOUNS:
        if re.search(pattern, plain):
            return noun
    left = [part for part in parts_of(re.sub(r"\([^()]*\)", "", heading)) if part.lower() not in _NO_NOUNS]
    left = [_written(part, heading) for part in left if not part.isdigit() and len(part) > 1]
    return " ".join((*left[:-1], singular(left[-1]))) if 0 < len(left) < 4 else ""


def _written(part: str, heading: str) -> str:
    """Write a word in small letters, unless it is an abbreviation: GP visits."""
    return part if part.isupper() and len(part) < 5 and heading != heading.upper() else part.lower()


def noun_named(text: str) -> str:
    """Return the noun for one of what a file's or folder's name says is counted; empty where it says nothing known."""
    words = words_of(text)
    known = next((noun for pattern, noun in _NOUNS if re.search(pattern, " ".join(words))), "")
    several = [word for word in words if word.endswith("s") and len(word) > 4 and word not in _NOT_COUNTED]
    return known or (singular(several[0]) if len(several) == 1 else "")


def singular(noun: str) -> str:
    """Make a singular of an English plural."""
    if noun.endswith("ies") and len(noun) > 4:
        return f"{noun[:-3]}y"
    if re.search("(ss|x|ch|sh)es$", noun):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun


def hiding_of(look: Look, blank: str = "") -> Hiding:
    """Find what is hidden from the marks, blanks and counts of a column; `blank` is the person's answer."""
    shown = sorted({int(number) for number in look.numbers.values()})
    above = [number for number in shown if number > 0]
    least = 1 if 0 in shown else 0
    zero = "0 is shown" if least else "no 0 is shown"
    if look.marks:
        hidden, why = _by_marks(look.marks, above, least, zero)
        means = blank or ("missing" if look.blanks else "hidden")
        return Hiding(hidden, look.marks, means, why)
    if not look.blanks:
        why = f"every cell of {look.heading} is filled; the least count shown is {shown[0] if shown else 0}"
        return Hiding(None, (), "missing", why)
    return _by_blanks(look, above, least, zero, blank)


def _by_marks(marks: Sequence[str], above: Sequence[int], least: int, zero: str) -> tuple[Hidden, str]:
    for mark in marks:
        if found := _RANGE.fullmatch(mark):
            one, other = sorted((int(found[1]), int(found[2])))
            return Hidden(other, one), f'it says "{mark}" instead'
        if found := _UP_TO.fullmatch(mark):
            return Hidden(int(found[1]), least), f'it says "{mark}" instead, and {zero}'
        if found := _UNDER.fullmatch(mark):
            return Hidden(max(int(found[1]) - 1, least), least), f'it says "{mark}" instead, and {zero}'
        if (most := at_most(mark)) is not None:
            return Hidden(max(most, least), least), f'it says "{mark}" instead, and {zero}'
    said = f'it says "{marks[0]}" instead'
    if above and above[0] > 1:
        return Hidden(above[0] - 1, least), f"{said}, and the least count shown above 0 is {above[0]}; {zero}"
    return Hidden(_USUALLY, least), f"{said}; which counts are hidden it does not tell, mostly up to {_USUALLY}"


def _by_blanks(look: Look, above: Sequence[int], least: int, zero: str, blank: str) -> Hiding:
    cells = f"{look.blanks:,} of {look.rows:,} cells are blank"
    if blank in ("missing", "zero"):
        return Hiding(None, (), blank, f"{cells}: you said that they are {blank}")
    if above and above[0] > 1:
        hidden = Hidden(above[0] - 1, least)
        why = f"{cells}, and the least count shown above 0 is {above[0]}; {zero}"
        return Hiding(hidden, (), "hidden", why, asks=True)
    if not above and least:
        why = f"{cells}, and nothing but 0 is shown: which counts are hidden it does not tell, mostly 1 to {_USUALLY}"
        return Hiding(Hidden(_USUALLY, least), (), "hidden", why, asks=True)
    if blank == "hidden":
        return Hiding(Hidden(_USUALLY, least), (), "hidden", f"{cells}: you said that they are hidden", asks=True)
    return Hiding(
        None, (), "missing", f"{cells}, though 1 is shown, so that they hide no small counts; {zero}", asks=True
    )
