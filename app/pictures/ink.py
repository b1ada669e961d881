"""The colours of pictures but those of classes: the site's, as static/css/base.css and dark.css have them."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Ink:
    """The colours of one scheme."""

    paper: str = "#fff"
    ink: str = "#1d2327"
    quiet: str = "#505a5f"
    line: str = "#7d878d"
    land: str = "#fbfaf7"
    ground: str = "#f5f4f0"
    sea: str = "#e4ebee"


LIGHT = Ink()  # of the map in either scheme, since classes must stand out from land and sea
DARK = replace(LIGHT, paper="#15191c", ink="#e9edef", quiet="#aab4ba", line="#7f8a90")


def ink_of(scheme: str) -> Ink:
    """Give the colours of a scheme: whoever looks at a picture cannot say which, so it is light without one."""
    return DARK if scheme == "dark" else LIGHT
