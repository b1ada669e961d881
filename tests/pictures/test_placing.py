from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from app.pictures.labels import Box, Label, Name, labels_of, overlap
from app.pictures.placing import place

EDGE = (0.0, 0.0, 400.0, 300.0)
NAMES = st.lists(
    st.builds(
        Name,
        st.text("abcdefg hij", min_size=1, max_size=20).filter(str.strip),
        st.sampled_from(["town", "group", "area"]),
        st.floats(0, 400),
        st.floats(0, 300),
    ),
    max_size=40,
)


def laid(*names: Name, taken: tuple[Box, ...] = ()) -> list[Label]:
    wanted = [*labels_of(names, 400, 300, 1)]
    return place(wanted, EDGE, 1, taken, lambda box: True)


@given(NAMES)
def test_no_name_stands_over_another_or_beyond_the_edge(names: list[Name]) -> None:
    boxes = [label.box for label in laid(*names)]

    assert not any(overlap(one, other) for one, other in combinations(boxes, 2))
    assert all(box[0] >= 0 and box[1] >= 0 and box[2] <= 400 and box[3] <= 300 for box in boxes)


def test_of_two_names_in_each_others_way_the_first_is_placed() -> None:
    assert [label.lines for label in laid(Name("Large", "area", 200, 150), Name("Small", "area", 205, 152))] == [
        ("Large",)
    ]


def test_a_town_is_named_beside_its_dot_and_makes_way_for_anothers() -> None:
    large, small = laid(Name("Largetown", "town", 100, 150), Name("Small", "town", 130, 150))

    assert large.box[2] < 100
    assert small.box[0] > 130


def test_nothing_is_written_over_what_is_taken() -> None:
    assert laid(Name("Town", "town", 200, 150), taken=((150, 100, 260, 200),)) == []


def test_a_name_that_is_larger_than_what_it_is_of_is_left_out() -> None:
    names = (Name("Longest name", "area", 100, 100, (20, 20)), Name("Short", "area", 100, 200, (90, 60)))

    assert [label.lines for label in laid(*names)] == [("Short",)]


def test_names_of_groups_are_capitals_and_each_name_is_written_once() -> None:
    written = laid(Name("East", "town", 100, 100), Name("East", "group", 200, 200), Name("West", "group", 300, 200))

    assert [label.lines for label in written] == [("East",), ("WEST",)]
