"""Normalise text: one spelling of headings, and no invisible characters."""

from __future__ import annotations

import re
from unicodedata import bidirectional, category

_TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}  # these turn the text around them
_CODE = re.compile("[A-Z][0-9]{8}")


def has_unseen(text: str) -> bool:
    """Return whether a text has characters that nobody sees, or spaces other than the plain one."""
    return not text.isprintable() and any(_is_format(each) or _is_space(each) for each in text)


def plain(text: str) -> str:
    """Take out characters without width, and make every space a plain one, none of them around the text.

    Characters that change the direction of text are removed from codes alone: elsewhere such a text is refused.
    """
    spaced = "".join(" " if _is_space(each) else each for each in text)
    code = _visible(spaced).strip()
    if _CODE.fullmatch(code):
        return code
    return "".join(each for each in spaced if not _is_format(each) or _is_turning(each)).strip()


def plain_heading(text: str) -> str:
    """Take all invisible characters out of a heading, and make every space and line break a plain space."""
    return " ".join(_visible(text).split())


def fold(heading: str) -> str:
    """Normalise a column's heading: "Area code", "area_code" and "areaCode" are all areacode."""
    return re.sub(r"[\s_-]", "", _visible(heading)).lower()


def _visible(text: str) -> str:
    return text if text.isprintable() else "".join(each for each in text if not _is_format(each))


def _is_format(character: str) -> bool:
    return category(character) == "Cf"


def _is_space(character: str) -> bool:
    return character != " " and category(character) == "Zs"


def _is_turning(character: str) -> bool:
    return bidirectional(character) in _TURNING
