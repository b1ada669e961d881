from __future__ import annotations

from collections.abc import Mapping

import pytest
import shapely

from app.errors import BadFileError
from app.load.agreement import refuse_cartogram, unmatched
from tests.england import ENGLAND

SMALL_AREAS = ENGLAND.level("msoa")
CODES = [f"E020000{number:02}" for number in range(10)]


def squares(width: float = 0.02, east: float = 0.0, codes: list[str] = CODES) -> dict[str, bytes]:
    """Draw squares of a width in degrees of latitude, side by side from the same place or so far east of it."""
    at = [-1.5 + east + place * width for place in range(len(codes))]
    return dict(zip(codes, shapely.to_wkb([shapely.box(x, 54.5, x + width, 54.5 + width) for x in at]), strict=True))


def middles(boundaries: Mapping[str, bytes]) -> dict[str, tuple[float, float]]:
    centres = shapely.centroid(shapely.from_wkb(list(boundaries.values())))
    return {code: (point.x, point.y) for code, point in zip(boundaries, centres, strict=True)}


@pytest.mark.parametrize(("width", "told"), [(1e-5, "1 m"), (2e-6, "1 m"), (1e-3 / 3, "28 m"), (5e-4, "42 m")])
def test_areas_too_small_to_be_lived_in_are_a_cartogram(width: float, told: str) -> None:
    with pytest.raises(BadFileError) as refused:
        refuse_cartogram(SMALL_AREAS, squares(width), {}, {})

    assert str(refused.value) == (
        f"These areas are {told} across: it is a cartogram, not boundaries. Load boundaries of small areas."
    )


def test_areas_as_small_as_the_smallest_in_a_city_are_boundaries() -> None:
    refuse_cartogram(SMALL_AREAS, squares(0.005), {}, {})


def test_areas_far_from_where_they_were_before_are_a_cartogram() -> None:
    with pytest.raises(BadFileError) as refused:
        refuse_cartogram(SMALL_AREAS, squares(east=-2), squares(), {})

    assert str(refused.value) == (
        "10 of 10 areas lie elsewhere than where they are known to be (E02000000 by 128 km): it is a cartogram, or it "
        "names the wrong codes or coordinate system. Load boundaries of small areas; if it is what was known that is "
        "wrong, load points first."
    )


def test_areas_far_from_their_points_are_a_cartogram() -> None:
    with pytest.raises(BadFileError, match="10 of 10 areas lie elsewhere"):
        refuse_cartogram(SMALL_AREAS, squares(east=1), {}, middles(squares()))


def test_points_decide_where_the_boundaries_before_were_wrong() -> None:
    refuse_cartogram(SMALL_AREAS, squares(), squares(east=-2), middles(squares()))


def test_a_cartogram_that_was_taken_once_does_not_keep_boundaries_out() -> None:
    refuse_cartogram(SMALL_AREAS, squares(), squares(1e-5, east=-6), {})


@pytest.mark.parametrize("away", [0, 4, 5])
def test_some_areas_may_lie_elsewhere(away: int) -> None:
    refuse_cartogram(SMALL_AREAS, squares(), squares() | squares(east=-2, codes=CODES[:away]), {})


def test_boundaries_in_other_detail_lie_where_they_were() -> None:
    refuse_cartogram(SMALL_AREAS, squares(0.05), squares(), middles(squares(0.01)))


def test_areas_of_which_nothing_is_known_may_lie_anywhere() -> None:
    refuse_cartogram(SMALL_AREAS, squares(east=-2), squares(codes=["W02000001"]), {})


OLD = [f"E020000{number:02}" for number in range(8)]  # the areas of 2011, of which two were split in 2021
NEW = [*OLD[:6], "E02006935", "E02006936", "E02006937", "E02006938"]


def test_boundaries_of_2021_over_a_hierarchy_of_2011_are_told_of() -> None:
    assert unmatched(OLD, NEW, {*OLD, *NEW}, "it") == (
        "2 areas of the hierarchy have no boundary in it (E02000006, E02000007), and 4 of its areas are not in the "
        "hierarchy (E02006935, E02006936, E02006937 and others): they may be of different years. Load both of one "
        "year.",
    )


def test_a_hierarchy_of_2021_over_boundaries_of_2011_is_told_of() -> None:
    (said,) = unmatched(NEW, OLD, OLD, "the layer loaded before")

    assert said.startswith(
        "4 areas of the hierarchy have no boundary in the layer loaded before (E02006935, E02006936, "
    )
    assert said.endswith(": they may be of different years. Load both of one year.")


def test_an_area_that_has_no_boundary_anywhere_is_told_of() -> None:
    assert unmatched(OLD, OLD[1:], OLD[1:], "it") == (
        "1 area of the hierarchy has no boundary (E02000000), and is left out of the map.",
    )


@pytest.mark.parametrize(
    ("bounded", "known"),
    [
        (OLD, OLD),
        ([*OLD, "W02000001"], [*OLD, "W02000001"]),  # Wales too
        ([*OLD, "E02000999"], [*OLD, "E02000999"]),  # a whole country over the hierarchy of a part
        (OLD[:6], OLD),  # the others came in another file
        ([], []),  # none are loaded yet
    ],
)
def test_boundaries_that_cover_the_hierarchy_give_no_warning(bounded: list[str], known: list[str]) -> None:
    assert unmatched(OLD, bounded, known, "it") == ()


def test_codes_that_are_numbers_are_of_one_country() -> None:
    (said,) = unmatched(["10001", "10002"], ["10001", "99999"], ["10001", "99999"], "it")

    assert said.startswith("1 area of the hierarchy has no boundary in it (10002), and 1 of its areas is not in the ")
