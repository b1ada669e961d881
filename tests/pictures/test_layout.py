"""Words never overlap nor leave the picture, and at 600 pixels the smallest are legible."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import count, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.pages.classes import change_classes
from app.pictures.bar import Mark, steps_of
from app.pictures.layout import Layout, lay_out
from app.pictures.words import Highest, Words
from tests.england import ENGLAND

CORNERS = ((54.45, -2.7), (55.8, -0.8))
LEGIBLE = 11  # pixels
CLASSES = [one.as_json() for one in change_classes()]
WORDS = Words(
    title="COVID-19 cases in the North East",
    place="",
    week="Seven days to 25 November 2020 (19 to 25 November)",
    published="Published 30 November 2020",
    heading="Change on the week before",
    steps=tuple(steps_of(CLASSES, Counter({0: 12, 1: 60, 2: 30, 7: 1}), lambda one: one["light"])),
    without=(("hidden", "three or fewer cases"), ("hatched", "no data came"), ("dotted", "not calculable")),
    notes=("Areas with three or fewer cases are not shown.", "By Middle layer Super Output Area (MSOA)."),
    source=ENGLAND.source,
    alternative="",
    whole=Mark(0.3, "England \u221230.2%"),
    selected=Mark(0.7, "Old Quay"),
)
HIGHEST = Highest(
    "Highest rates per 100,000",
    (("Old Quay, Northtown", "1,204.5"), ("Bournemouth, Christchurch and Poole, which is long", "7.0"), ("A", "0.1")),
)
SIZES = [
    (600, 400),
    (1200, 630),
    (1080, 1080),
    (600, 900),
    (360, 480),
    (400, 560),
    (800, 600),
    (2400, 1600),
    (2400, 2400),
    (200, 200),
    (2400, 200),
    (200, 2400),
]


def boxes(layout: Layout) -> list[tuple[float, float, float, float]]:
    """Return the left, top, right and bottom of every line, of the map, and of the bar's steps and other swatches."""
    lines = [(line.x, line.y - 0.8 * line.size, line.x + line.width, line.y + 0.2 * line.size) for line in layout.lines]
    box = layout.map
    fills = {*(step.paint for step in WORDS.steps), *(fill for fill, _ in WORDS.without)}
    swatches = [(one.x, one.y, one.x + one.width, one.y + one.height) for one in layout.swatches if one.fill in fills]
    return [*lines, *swatches, (box.x, box.y, box.x + box.width, box.y + box.height)]


def check(words: Words, width: int, height: int) -> Layout:
    layout = lay_out(words, CORNERS, width, height)
    found = boxes(layout)
    for left, top, right, bottom in found:
        assert -0.5 <= left < right <= width + 0.5, (left, right)
        assert -0.5 <= top < bottom <= height + 0.5, (top, bottom)
    for place, one in enumerate(found):
        for other in found[:place]:
            is_across = one[0] < other[2] - 0.5 and other[0] < one[2] - 0.5
            assert not (is_across and one[1] < other[3] - 0.5 and other[1] < one[3] - 0.5), (one, other)
    assert layout.map.width * layout.map.height > 0.2 * width * height
    return layout


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_words_stand_apart_inside_the_picture(width: int, height: int) -> None:
    check(WORDS, width, height)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_highest_areas_stand_each_beside_its_figure(width: int, height: int) -> None:
    layout = check(replace(WORDS, highest=HIGHEST), width, height)
    lines = {line.text: line for line in layout.lines}
    figures = [lines[figure] for _, figure in HIGHEST.areas]

    assert lines["A"].y == lines["0.1"].y
    assert len({round(line.x + line.width, 2) for line in figures}) == 1
    assert lines[HIGHEST.heading].y < figures[0].y < figures[1].y < figures[2].y


@pytest.mark.parametrize(("width", "height"), [(600, 400), (600, 600), (600, 900), (1200, 630), (2400, 1600)])
def test_words_are_legible_from_600_pixels_on(width: int, height: int) -> None:
    assert min(line.size for line in check(WORDS, width, height).lines) >= LEGIBLE


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_long_words_are_broken_and_shrink_but_stay(width: int, height: int) -> None:
    title, place = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 2, "Bournemouth, " * 20
    words = replace(WORDS, title=title, place=place, source=WORDS.source * 3)
    said = "".join(line.text for line in check(words, width, height).lines)

    assert title in said.replace(" ", "")
    assert words.source[-30:].replace(" ", "") in said.replace(" ", "")


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_joints_stand_below_where_their_steps_begin(width: int, height: int) -> None:
    layout = check(WORDS, width, height)
    steps = [next(one for one in layout.swatches if one.fill == step.paint) for step in WORDS.steps]
    lines = {line.text: line for line in layout.lines}

    assert all(left.x + left.width == pytest.approx(right.x) for left, right in pairwise(steps))
    for step, swatch in zip(WORDS.steps, steps, strict=True):
        if step.joint:
            line = lines[step.joint]
            middle = swatch.x + (swatch.width / 2 if step.is_middle else 0)
            assert line.x + line.width / 2 == pytest.approx(middle)
            assert line.y - line.size < swatch.y + swatch.height + line.size


def test_large_numbers_under_joints_stand_apart() -> None:
    joints = (f"{number:,}" for number in count(1_250_000))
    steps = tuple(replace(step, joint=step.joint and next(joints)) for step in WORDS.steps)

    for width, height in SIZES:
        check(replace(WORDS, steps=steps), width, height)


@given(st.integers(200, 2400), st.integers(200, 2400))
def test_any_size_is_laid_out(width: int, height: int) -> None:
    check(WORDS, width, height)


def test_a_larger_picture_of_the_same_shape_is_the_same_larger() -> None:
    small, large = (lay_out(WORDS, CORNERS, 600 * times, 400 * times) for times in (1, 4))

    assert [line.text for line in small.lines] == [line.text for line in large.lines]
    assert large.map.width == pytest.approx(4 * small.map.width)
