from __future__ import annotations

import re

from app.editions.contents import Ground
from app.pictures.areas import Frame
from app.pictures.ground import ground_path, window_around

FRAME = Frame.over(((0.0, 0.0), (1.0, 1.0)), 100)
WINDOW = (0.0, 0.0, FRAME.width, FRAME.height)


def ground(*rings: list[list[int]]) -> Ground:
    """Return land on a grid of hundredths of a degree."""
    return {"transform": {"scale": [0.01, 0.01], "translate": [0.0, 0.0]}, "rings": list(rings)}


def starts(path: str) -> list[tuple[int, int]]:
    return [(int(x), int(y)) for x, y in re.findall(r"M(-?\d+) (-?\d+)", path)]


def test_land_is_drawn_where_it_lies() -> None:
    path = ground_path(ground([[20, 20], [40, 0], [0, 40], [-40, 0], [0, -40]]), FRAME, WINDOW)

    assert starts(path) == [(20, 80)]
    assert path.endswith("l40 0 0-40-40 0z")


def test_land_is_cut_off_at_the_window() -> None:
    path = ground_path(ground([[-500, -500], [1000, 0], [0, 1000], [-1000, 0], [0, -1000]]), FRAME, WINDOW)
    steps = [int(step) for step in re.findall(r"-?\d+", path)]

    assert starts(path)
    assert all(-100 <= step <= 100 for step in steps)


def test_land_outside_the_window_and_specks_are_left_out() -> None:
    outside = [[200, 200], [40, 0], [0, 40], [-40, 0], [0, -40]]
    speck = [[50, 50], [2, 0], [0, 2], [-2, 0], [0, -2]]

    assert ground_path(ground(outside, speck), FRAME, WINDOW) == ""


def test_detail_that_is_not_seen_is_left_out() -> None:
    coast = [[1, 1 if place % 2 else -1] for place in range(60)]
    ring = [[20, 20], *coast, [0, 40], [-60, 0], [0, -40]]
    fine, coarse = (ground_path(ground(ring), FRAME, WINDOW, flat) for flat in (0.5, 3))

    assert len(coarse) < len(fine) / 3


def test_a_window_is_wide_enough_for_a_wide_screen() -> None:
    left, top, right, bottom = window_around(FRAME)

    assert (right - left) / FRAME.height > 3
    assert (bottom - top) / FRAME.height > 2
