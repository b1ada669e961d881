"""How text is spelt: one way for headings, and without the characters that nobody sees."""

from __future__ import annotations

import re

_NO_WIDTH = "\u00ad\u061c\u180e\u200b-\u200f\u2060-\u2064\ufeff"
_TURNING = "\u202a-\u202e\u2066-\u2069"  # these turn the text around them
_SPACES = "\u00a0\u2000-\u200a\u202f\u205f\u3000"
UNSEEN = re.compile(f"[{_NO_WIDTH}{_TURNING}{_SPACES}]")
_WITHOUT_WIDTH = re.compile(f"[{_NO_WIDTH}]")
_INVISIBLE = re.compile(f"[{_NO_WIDTH}{_TURNING}]")
_SPACE = re.compile(f"[{_SPACES}]")
_CODE = re.compile("[A-Z][0-9]{8}")


def plain(text: str) -> str:
    """Take out characters without width, and make every space a plain one, none of them around the text.

    What turns the text around it is taken out of codes alone: elsewhere the text may not be what it seems.
    """
    code = _INVISIBLE.sub("", _SPACE.sub(" ", text)).strip()
    return code if _CODE.fullmatch(code) else _WITHOUT_WIDTH.sub("", _SPACE.sub(" ", text)).strip()


def plain_heading(text: str) -> str:
    """Take all invisible characters out of a heading, and make every space and line break a plain space."""
    return " ".join(_INVISIBLE.sub("", text).split())


def fold(heading: str) -> str:
    """Spell a column's heading one way: "Area code", "area_code" and "areaCode" are all areacode."""
    return re.sub(r"[\s_-]", "", _INVISIBLE.sub("", heading)).lower()
