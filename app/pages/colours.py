"""The colours of classes in both schemes: ramps in CIELAB, where equal steps look equal.

A ramp is a line of anchors through the colour space, and a class's colour the point of it that has the class's
lightness: so classes of any number are evenly apart, and the colour-blind tell them apart by lightness alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from coloraide import Color

SPACE = "lab-d65"

Anchors = Sequence[tuple[float, float, float]]  # lightness (L*), chroma and hue, from light to dark


class Shades(NamedTuple):
    """A colour in the light scheme and in the dark."""

    light: str
    dark: str


# Cream by red to wine for rates, mint by blue to navy for counts: apart in hue at every lightness.
RATES: Anchors = (
    *((92, 25, 88), (82, 45, 80), (71, 54, 63), (58, 56, 42)),
    *((45, 52, 16), (33, 47, 358), (22, 38, 350), (11, 26, 344)),
)
COUNTS: Anchors = (
    *((92, 15, 145), (81, 28, 163), (69, 31, 192), (56, 31, 234)),
    *((44, 36, 262), (32, 39, 277), (21, 37, 285), (11, 27, 288)),
)
# Change runs from the middle to both ends: bluish teal for falls, brown for rises, which the colour-blind tell apart.
FALLS: Anchors = ((92, 9, 200), (84, 17, 204), (62, 30, 208), (34, 28, 214))
RISES: Anchors = ((92, 16, 82), (86, 27, 79), (69, 52, 70), (50, 58, 60), (28, 46, 52))
SAME = Shades("#f4f1ea", "#3b3933")

# In the dark scheme a ramp is turned, so that more is brighter; its lowest class stands out from dark land and sea.
LIGHT, DARK = (90.0, 12.0), (26.0, 92.0)  # L* from the lowest class to the highest
WIDEST = 19.5  # L* from a class to the next, so that few classes are not black and white
LIGHT_SIDE, DARK_SIDE = (84.0, 32.0), (43.0, 87.0)  # of change, from the class next to the middle to the end


def ramp(anchors: Anchors, number: int) -> tuple[Shades, ...]:
    """Return the colours of so many classes, from the lowest to the highest."""
    widest = WIDEST * (number - 1)
    return _shades(anchors, number, *(_ends(start, end, widest) for start, end in (LIGHT, DARK)))


def side(anchors: Anchors, number: int) -> tuple[Shades, ...]:
    """Return the colours of so many classes on one side of change, from the middle to the end."""
    return _shades(anchors, number, LIGHT_SIDE, DARK_SIDE)


def _ends(start: float, end: float, widest: float) -> tuple[float, float]:
    """Bring the end nearer, so that it is so far from the start at most."""
    return start, start + max(-widest, min(widest, end - start))


@cache
def _shades(anchors: Anchors, number: int, *ends: tuple[float, float]) -> tuple[Shades, ...]:
    light, dark = ([_at(anchors, start, end, number, place) for place in range(number)] for start, end in ends)
    return tuple(Shades(*pair) for pair in zip(light, dark, strict=True))


def _at(anchors: Anchors, start: float, end: float, number: int, place: int) -> str:
    """Return the ramp's colour at a class's lightness."""
    colours = [Color("lch-d65", list(anchor)).fit("srgb", method="raytrace") for anchor in anchors]
    line = Color.interpolate(colours, space=SPACE, domain=[-lightness for lightness, _, _ in anchors])
    lightness = start + (end - start) * place / max(number - 1, 1)
    return str(line(-lightness).convert("srgb").to_string(hex=True))
