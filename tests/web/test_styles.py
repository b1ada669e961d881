"""Text and controls stand out from what is behind them, in both schemes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

STYLES = Path(__file__).parent.parent.parent / "static" / "css"


def properties(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z]+): (#[0-9a-f]{3,6});", block))


LIGHT = properties((STYLES / "base.css").read_text().split("*,")[0])
DARK = {**LIGHT, **properties((STYLES / "dark.css").read_text())}


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "band", "notice"])
def test_text_has_4_5_to_1_and_controls_3_to_1(scheme: dict[str, str], ground: str) -> None:
    text = {name: contrast(scheme[name], scheme[ground]) for name in ("ink", "quiet", "link", "accent")}

    assert all(ratio >= 4.5 for ratio in text.values()), text
    assert contrast(scheme["line"], scheme[ground]) >= 3


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_lines_round_land_and_areas_stand_out(scheme: dict[str, str]) -> None:
    """They carry the contrast that fills need not have."""
    for ground in ("sea", "land", "hidden"):
        assert contrast(scheme["border"], scheme[ground]) >= 3, ground


def test_the_map_is_dark_in_the_dark_scheme() -> None:
    assert luminance(DARK["sea"]) < luminance(DARK["land"]) < luminance(DARK["hidden"]) < 0.15
    assert luminance(LIGHT["hidden"]) < min(luminance(LIGHT["sea"]), luminance(LIGHT["land"]))
