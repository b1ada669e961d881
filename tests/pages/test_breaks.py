from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.pages.breaks import propose_breaks

figures = st.lists(st.integers(0, 10**7), max_size=60)


@given(figures, st.integers(0, 9), st.sampled_from([6, 7]))
def test_breaks_are_four_to_so_many_and_rise_above_what_is_hidden(found: list[int], above: int, at_most: int) -> None:
    breaks = propose_breaks(found, above, at_most)

    assert 4 <= len(breaks) <= at_most
    assert list(breaks) == sorted(set(breaks))
    assert breaks[0] > above + 1


@given(figures, st.integers(0, 9))
def test_breaks_have_two_digits_at_most(found: list[int], above: int) -> None:
    assert all(len(str(each).rstrip("0")) <= 2 for each in propose_breaks(found, above, 7))


@pytest.mark.parametrize(
    ("found", "above", "breaks"),
    [
        (range(3, 1000), 2, (150, 200, 300, 500, 700)),
        ([*range(1, 100), *range(100, 2000, 20)], 0, (50, 100, 200, 500, 1000)),
        ([10**power for power in range(9)], 0, (10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000)),
        ([1, 2, 3] * 20, 0, (2, 3, 5, 10)),  # too few figures to tell apart: the rest stand higher
        ([7] * 9, 0, (10, 20, 50, 100)),
        ([], 4, (10, 20, 50, 100)),
        ([0, 0], 0, (10, 20, 50, 100)),
    ],
)
def test_breaks_are_of_a_round_series_that_is_fine_enough(
    found: list[int], above: int, breaks: tuple[int, ...]
) -> None:
    assert propose_breaks(found, above, 7) == breaks


def test_breaks_stay_where_a_release_is_added_whose_figures_are_alike() -> None:
    rolled = random.Random(5)
    weeks = [[int(rolled.lognormvariate(3.4, 1)) for _ in range(400)] for _ in range(12)]
    known = [figure for week in weeks[:8] for figure in week]
    breaks = propose_breaks(known, 2, 7)

    for week in weeks[8:]:
        known += week
        assert propose_breaks(known, 2, 7) == breaks


def test_one_figure_far_above_all_others_moves_nothing() -> None:
    usual = list(range(5, 400))

    assert propose_breaks([*usual, 1_000_000], 4, 7) == propose_breaks(usual, 4, 7)
