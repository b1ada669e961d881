"""The colours of pictures apart from those of classes, as static/css/base.css and dark.css have them."""

from __future__ import annotations

from dataclasses import dataclass

from app.editions.contents import Scheme


@dataclass(frozen=True)
class Ink:
    """The colours of one scheme.

    `hidden` fills areas whose count is hidden, `land` those of which nothing is published; `edge` parts areas, and
    `border` authorities, and land from sea.
    """

    paper: str = "#fff"
    ink: str = "#1d2327"
    quiet: str = "#505a5f"
    line: str = "#7d878d"
    land: str = "#f8f7f3"
    ground: str = "#f5f4f0"
    sea: str = "#e6edf1"
    hidden: str = "#d4d1cc"
    edge: str = "#fff"
    border: str = "#56616a"


LIGHT = Ink()
DARK = Ink(
    paper="#15191c",
    ink="#e9edef",
    quiet="#aab4ba",
    line="#7f8a90",
    land="#191d20",
    ground="#14181b",
    sea="#0b0f12",
    hidden="#26292d",
    edge="#12171a",
    border="#a3adb3",
)


def scheme_of(scheme: str) -> Scheme:
    """Return the scheme of a picture: light unless the address says otherwise, as it cannot follow the reader's."""
    return "dark" if scheme == "dark" else "light"


def ink_of(scheme: Scheme) -> Ink:
    """Return the colours of a scheme."""
    return DARK if scheme == "dark" else LIGHT
