from __future__ import annotations

import re

from flask.testing import FlaskClient

from app.editions.contents import MeasureClassFacts
from app.pictures.fills import fill_by_class, plain
from app.web.pages.placeholder import Placeholder, draw_placeholder, in_either_scheme
from tests.pictures.squares import layer

CLASSES: list[MeasureClassFacts] = [
    {"from": 4, "below": 10, "light": "#aaaaaa", "dark": "#555555", "label": "4 to 9"},
    {"from": 10, "below": None, "light": "#bbbbbb", "dark": "#666666", "label": "10 and over"},
]
BY_CLASS = fill_by_class("cases", CLASSES, 100_000)
LOW, HIGH = (in_either_scheme(one) for one in CLASSES)
CORNERS = [[50.0, 0.0], [50.4, 0.4]]


def drawn_by_class(cases: list[int | str], within: list[str] | None = None) -> Placeholder:
    return draw_placeholder([layer(cases)], BY_CLASS, CORNERS, within, classes=CLASSES)


def test_areas_have_the_colours_of_their_classes() -> None:
    drawn = drawn_by_class([5, 12])

    assert set(drawn.paths) == {LOW, HIGH}
    assert all(path.count("M") == 1 and path.endswith("z") for path in drawn.paths.values())


def test_areas_without_a_figure_have_no_class() -> None:
    assert set(drawn_by_class(["hidden", "missing"]).paths) == {"var(--hidden)", "none"}


def test_only_the_authorities_of_a_view_are_drawn() -> None:
    drawn = drawn_by_class([5, 12], ["L2"])

    assert set(drawn.paths) == {HIGH}


def test_an_area_can_be_drawn_alone() -> None:
    east, both = (draw_placeholder([layer([5, 12])], plain, CORNERS, only=codes).paths for codes in (["E"], None))

    assert east["none"].count("M") == 1
    assert east["none"] in both["none"]


def test_steps_stay_inside_the_picture() -> None:
    drawn = drawn_by_class([12, 12])
    for start, steps in re.findall(r"M([\d ]+)l([^z]+)z", drawn.paths[HIGH]):
        x, y = map(int, start.split())
        numbers = iter(map(int, re.findall(r"-?\d+", steps)))
        for right, down in zip(numbers, numbers, strict=True):
            x, y = x + right, y + down
            assert 0 <= x <= drawn.width
            assert 0 <= y <= drawn.height


def test_pages_with_a_map_hold_a_picture_of_what_it_opens_with(small_site: FlaskClient) -> None:
    for page in ("/", "/embed?within=E12000001"):
        picture = re.search(r'<svg class="placeholder" data-placeholder [^>]+>(.*?)</svg>', small_site.get(page).text)
        assert picture
        assert re.match(r'(<path class="ground"[^>]*>)?<path fill="(light-dark|var)\(', picture[1])
