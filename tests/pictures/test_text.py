from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.pictures.text import BOLD, balanced, broken, width_of


def test_bold_letters_are_wider_and_width_grows_with_the_size() -> None:
    assert width_of("County Durham", 12, BOLD) > width_of("County Durham", 12) > 60
    assert width_of("County Durham", 24) == 2 * width_of("County Durham", 12)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.just(" "), max_size=200))
def test_no_line_is_wider_than_there_is_room_and_nothing_is_lost(text: str) -> None:
    lines = broken(text, 120, 12)

    assert all(width_of(line, 12) <= 121 or len(line) == 1 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_word_that_is_wider_than_the_room_is_broken() -> None:
    assert len(broken("W" * 100, 120, 12)) > 5


def test_balanced_lines_are_as_few_and_about_as_long() -> None:
    text = "COVID-19 cases in England by area: North East"
    lines = balanced(text, 360, 20, BOLD)
    widths = [width_of(line, 20, BOLD) for line in lines]

    assert len(lines) == len(broken(text, 360, 20, BOLD)) == 2
    assert max(widths) < 1.5 * min(widths)
