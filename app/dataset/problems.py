"""What is wrong with a definition: a sentence, and the place that it is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from app.dataset.lines import Place

_LISTED_AT_MOST = 12


@dataclass(frozen=True)
class Problem:
    """A sentence that says what is wrong at a place, and what to do."""

    place: Place
    sentence: str


def nearest(given: str, known: Iterable[str]) -> str | None:
    """Return the choice that was probably meant."""
    known = list(known)
    by_case = {each.lower(): each for each in known}
    found = get_close_matches(given.lower(), by_case, n=1, cutoff=0.6)
    return by_case[found[0]] if found else None


def instead(given: str, known: Iterable[str]) -> str:
    """Return the end of a sentence that names the choice that was probably meant, or else all choices."""
    known = list(known)
    if meant := nearest(given, known):
        return f"; did you mean {meant}?"
    more = " and others" if len(known) > _LISTED_AT_MOST else ""
    return f"; there {'are' if len(known) > 1 else 'is'} {', '.join(known[:_LISTED_AT_MOST])}{more}." if known else "."
