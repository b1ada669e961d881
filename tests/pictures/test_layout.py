"""Words never overlap nor leave the picture, and at 600 pixels the smallest are legible."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.pages.classes import change_classes
from app.pictures.layout import Layout, lay_out
from app.pictures.words import Words
from tests.england import ENGLAND

CORNERS = ((54.45, -2.7), (55.8, -0.8))
LEGIBLE = 11  # pixels
WORDS = Words(
    title="COVID-19 cases in the North East",
    place="",
    week="Seven days to 25 November 2020 (19 to 25 November)",
    published="Published 30 November 2020",
    heading="Change on the week before",
    legend=(
        *((one.shades.light, one.label) for one in change_classes()),
        ("dotted", "not calculable"),
        ("hatched", "no data came"),
    ),
    notes=("Areas with three or fewer cases are not shown.", "By Middle layer Super Output Area (MSOA)."),
    source=ENGLAND.source,
    alternative="",
)
SIZES = [
    (600, 400),
    (1200, 630),
    (1080, 1080),
    (600, 900),
    (2400, 1600),
    (2400, 2400),
    (200, 200),
    (2400, 200),
    (200, 2400),
]


def boxes(layout: Layout) -> list[tuple[float, float, float, float]]:
    """Give the left, top, right and bottom of every line and of the map."""
    lines = [(line.x, line.y - 0.8 * line.size, line.x + line.width, line.y + 0.2 * line.size) for line in layout.lines]
    box = layout.map
    return [*lines, (box.x, box.y, box.x + box.width, box.y + box.height)]


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


@given(st.integers(200, 2400), st.integers(200, 2400))
def test_any_size_is_laid_out(width: int, height: int) -> None:
    check(WORDS, width, height)


def test_a_larger_picture_of_the_same_shape_is_the_same_larger() -> None:
    small, large = (lay_out(WORDS, CORNERS, 600 * times, 400 * times) for times in (1, 4))

    assert [line.text for line in small.lines] == [line.text for line in large.lines]
    assert large.map.width == pytest.approx(4 * small.map.width)
