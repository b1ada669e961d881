from __future__ import annotations

import pytest

from app.pictures.areas import Arcs, Frame, lines_of, paths_of, segments_of
from app.pictures.fills import LAND, plain
from tests.pictures.squares import CORNERS, layer

FRAME = Frame.over(CORNERS, 400)


def test_corners_stand_in_the_middle_of_a_frame_with_its_margin_around_them() -> None:
    frame = Frame.fitted(CORNERS, 1000, 500, 50)
    left, top, right, bottom = frame.box((0.0, 50.0, 0.4, 50.4))

    assert (top, bottom) == pytest.approx((50, 450))
    assert left + right == pytest.approx(1000)


def test_a_frame_knows_what_lies_in_it() -> None:
    (south, west), (north, east) = Frame.fitted(CORNERS, 400, 400, 0).corners

    assert (south, north) == pytest.approx((50.0, 50.4))
    assert west < 0 < 0.4 < east


def test_the_outline_of_authorities_is_told_from_lines_between_the_areas_of_one() -> None:
    apart, together = layer([5, 12]), layer([5, 12], authorities=(0, 0))

    assert lines_of(apart, Arcs(FRAME, apart))[1] == ""
    outlines, between = lines_of(together, Arcs(FRAME, together))
    assert (outlines.count("M"), between.count("M")) == (2, 1)


def test_the_outline_of_areas_together_leaves_out_the_side_they_share() -> None:
    squares = layer([5, 12])
    west, both = (segments_of(squares, Arcs(FRAME, squares), rows) for rows in ([0], [0, 1]))

    assert (len(west), len(both)) == (4, 6)
    assert len(west - both) == 1


def test_areas_of_other_authorities_are_left_out() -> None:
    squares = layer([5, 12])

    assert paths_of(squares, Arcs(FRAME, squares), plain, ["L2"])[LAND].count("M") == 1


def test_areas_may_be_picked_by_their_own_codes() -> None:
    squares = layer([5, 12])

    assert paths_of(squares, Arcs(FRAME, squares), plain, only=["W"])[LAND].count("M") == 1


def test_an_area_is_not_taken_for_an_authority_with_the_same_code() -> None:
    squares = layer([5, 12])
    squares["authorities"] = [("E", "", None), ("L2", "", None)]

    assert (
        paths_of(squares, Arcs(FRAME, squares), plain, ["E"])[LAND]
        == (paths_of(squares, Arcs(FRAME, squares), plain, only=["W"])[LAND])
    )


def test_a_layer_that_names_no_authorities_is_of_them() -> None:
    squares = layer([5, 12])
    squares["columns"]["authority"] = None

    assert paths_of(squares, Arcs(FRAME, squares), plain, ["E"])[LAND].count("M") == 1
    assert lines_of(squares, Arcs(FRAME, squares))[1] == ""
