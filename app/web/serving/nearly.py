"""Distinguish misspelt options from parameters that other sites add to addresses."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

SHORTEST = 4  # letters that an option has for one of them to be wrong: a shorter one would be another word
FALSE_FRIENDS = frozenset(
    {
        *("share",),  # Jetpack's buttons, not `shape`
        *("paged", "cpage"),  # WordPress's pages of posts and of comments, not `page`
        *("fname", "lname", "uname"),  # what newsletters and forms know of a reader, not `name`
        *("age",),  # what an age gate has asked, not `page`
        *("short",),  # link shorteners', not `sort`
        *("weight",),  # shops', not `height`
    }
)


def nearest(name: str, options: Iterable[str]) -> str | None:
    """Return the option that a name is, or is but for case, separators or one letter; None where there is none such.

    Of one letter there may be one more or less, another, or two that have changed places. Options are in small letters.
    """
    known, plain = tuple(options), _plain(name)
    if name in known or plain in known:
        return name if name in known else plain
    if plain in FALSE_FRIENDS:
        return None
    as_long = (option for option in known if len(option) >= SHORTEST and abs(len(option) - len(plain)) <= 1)
    return next((option for option in as_long if _is_one_letter_off(plain, option)), None)


def _plain(name: str) -> str:
    """Return a name in small letters without separators, and without what an `&amp;` escaped twice leaves before it."""
    folded = unicodedata.normalize("NFKC", name.removeprefix("amp;")).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


def _is_one_letter_off(name: str, option: str) -> bool:
    """Return whether one more letter, one less, another or two that have changed places make the difference."""
    alike = next((place for place, (one, other) in enumerate(zip(name, option, strict=False)) if one != other), None)
    begin = min(len(name), len(option)) if alike is None else alike
    name, option = name[begin:], option[begin:]
    return name[1:] in (option, option[1:]) or name == option[1:] or name[1::-1] + name[2:] == option
