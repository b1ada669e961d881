"""Classes are told apart by lightness, the two sides of change by hue, by the colour-blind too.

Their sight is simulated as Machado, Oliveira and Fernandes (2009) do for those who lack the cones for red or green, and
Brettel, Viénot and Mollon (1997) for those who lack the cones for blue.
"""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from coloraide import Color

from app.pages.classes import change_classes
from app.pages.colours import COUNTS, RATES, SAME, Anchors, ramp
from app.pictures.ink import DARK, LIGHT

SIGHTS = {"protan": "machado", "deutan": "machado", "tritan": "brettel"}
SCHEMES = ("light", "dark")
NUMBERS, USUAL = range(2, 11), range(5, 9)


def seen(colour: str, sight: str = "") -> Color:
    return Color(colour).filter(sight, 1, method=SIGHTS[sight], out_space="srgb").clip() if sight else Color(colour)


def lightness(colour: str, sight: str = "") -> float:
    return seen(colour, sight).convert("lab-d65")["lightness"]


def hue(colour: str) -> float:
    return Color(colour).convert("lch-d65")["hue"]


def colours(anchors: Anchors, number: int, scheme: str) -> list[str]:
    return [getattr(shades, scheme) for shades in ramp(anchors, number)]


def side(sign: int, scheme: str) -> list[str]:
    """Return the colours of one side of change from the middle to the end."""
    found = [getattr(one.shades, scheme) for one in change_classes() if one.sign == sign]
    return found if sign > 0 else found[::-1]


@pytest.mark.parametrize("anchors", [RATES, COUNTS], ids=["rates", "counts"])
@pytest.mark.parametrize("number", NUMBERS)
def test_a_ramp_has_even_steps_of_lightness_from_light_to_dark(anchors: Anchors, number: int) -> None:
    light = [lightness(colour) for colour in colours(anchors, number, "light")]
    steps = [above - below for above, below in pairwise(light)]

    assert light[0] == pytest.approx(90, abs=1)
    assert number < 5 or light[-1] == pytest.approx(12, abs=1)
    assert min(steps) >= 8
    assert max(steps) - min(steps) < 1


@pytest.mark.parametrize("anchors", [RATES, COUNTS], ids=["rates", "counts"])
@pytest.mark.parametrize("number", NUMBERS)
def test_more_is_brighter_in_the_dark_scheme(anchors: Anchors, number: int) -> None:
    dark = [lightness(colour) for colour in colours(anchors, number, "dark")]
    steps = [above - below for below, above in pairwise(dark)]

    assert min(steps) >= (8 if number < 10 else 7)
    assert max(steps) - min(steps) < 1
    assert dark[0] > lightness(DARK.sea) + 8


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("number", NUMBERS)
def test_rates_and_counts_differ_in_hue_at_every_class(number: int, scheme: str) -> None:
    for rate, count in zip(colours(RATES, number, scheme), colours(COUNTS, number, scheme), strict=True):
        apart = abs(hue(rate) - hue(count)) % 360

        assert min(apart, 360 - apart) > 24
        assert Color(rate).delta_e(count, method="2000") > 14


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("anchors", [RATES, COUNTS], ids=["rates", "counts"])
def test_the_colour_blind_tell_classes_apart_by_lightness_alone(anchors: Anchors, scheme: str, sight: str) -> None:
    light = [lightness(colour, sight) for colour in colours(anchors, 8, scheme)]

    assert light == sorted(light, reverse=scheme == "light")
    assert min(abs(above - below) for above, below in pairwise(light)) >= 6


@pytest.mark.parametrize("sight", ["", *SIGHTS])
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("sign", [-1, 1])
def test_each_side_of_change_is_told_apart_by_lightness(sign: int, scheme: str, sight: str) -> None:
    light = [lightness(colour, sight) for colour in (getattr(SAME, scheme), *side(sign, scheme))]

    assert light == sorted(light, reverse=scheme == "light")
    assert min(abs(above - below) for above, below in pairwise(light)) >= 7


@pytest.mark.parametrize("sight", ["", *SIGHTS])
@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_two_sides_of_change_are_told_apart_by_hue(scheme: str, sight: str) -> None:
    for fall, rise in product(side(-1, scheme), side(1, scheme)):
        one, other = (seen(colour, sight).convert("lab-d65") for colour in (fall, rise))

        assert ((one["a"] - other["a"]) ** 2 + (one["b"] - other["b"]) ** 2) ** 0.5 > 20


@pytest.mark.parametrize("sight", ["", *SIGHTS])
@pytest.mark.parametrize(("scheme", "ink"), [("light", LIGHT), ("dark", DARK)], ids=SCHEMES)
def test_what_is_hidden_is_never_the_brightest_nor_taken_for_a_class(scheme: str, ink: object, sight: str) -> None:
    hidden = getattr(ink, "hidden")  # noqa: B009
    classes = {
        *(colour for anchors in (RATES, COUNTS) for number in USUAL for colour in colours(anchors, number, scheme)),
        *(getattr(one.shades, scheme) for one in change_classes()),
    }

    assert lightness(hidden, sight) < max(lightness(colour, sight) for colour in classes)
    assert min(seen(hidden, sight).delta_e(seen(colour, sight), method="2000") for colour in classes) > 4
