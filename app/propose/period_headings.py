"""Headings that name days or months, in tables that are wide by period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from app.propose.days import day_of, month_of, span_of


def day_in(heading: str) -> date | None:
    """Find the last day that a heading names, by itself or after other words."""
    words = day_words(heading)
    return day_of(words) or month_of(words) or (span.end if (span := span_of(words)) and span.has_year else None)


def day_words(heading: str) -> str:
    """Return the words of a heading that name a day, a month or a span; all of it where none does."""
    places = [0, *(found.end() for found in re.finditer(r"[\s_:]+|^X(?=[0-9])", heading))]
    for place in places:
        rest = heading[place:].strip("() ")
        if day_of(rest) or month_of(rest) or ((span := span_of(rest)) and span.has_year):
            return rest
    return heading


def pattern_of(headings: Sequence[str]) -> str:
    """Make a pattern of headings that differ in their figures and the names of months."""
    parts = [re.findall(r"[0-9]+|[^\W\d_]+|[\W_]", heading) for heading in headings]
    if len({len(each) for each in parts}) > 1:
        return "|".join(sorted({_pattern([each]) for each in parts}))
    return _pattern(parts)


def _pattern(parts: Sequence[Sequence[str]]) -> str:
    made = ""
    for each in zip(*parts, strict=True):
        if each[0].isdigit():
            lengths = {len(part) for part in each}
            made += f"[0-9]{{{lengths.pop()}}}" if len(lengths) == 1 else "[0-9]+"
        elif len(set(each)) == 1 and not month_of(f"{each[0]} 2001"):
            made += re.escape(each[0]).replace("\\ ", " ").replace("\\-", "-")
        else:
            made += "[A-Za-z]+"
    return made
