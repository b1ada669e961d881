from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.disclosure import disclose
from app.domain import Area, Level, Shown, Withheld

AREAS = [Area(Level.MSOA, f"E0200000{number}", f"Area {number}") for number in range(1, 6)]
CODES = [area.code for area in AREAS]


def test_a_count_above_the_threshold_is_shown_and_one_up_to_it_hidden() -> None:
    disclosed = disclose(AREAS[:3], {CODES[0]: 4, CODES[1]: 3, CODES[2]: 0}, None, 3)

    assert disclosed.cells == (Shown(4), Withheld.HIDDEN, Withheld.HIDDEN)


def test_a_blank_is_hidden_inside_what_a_release_covers_and_missing_outside_it() -> None:
    disclosed = disclose(AREAS[:3], {CODES[0]: 9}, frozenset(CODES[:2]), 3)

    assert disclosed.cells == (Shown(9), Withheld.HIDDEN, Withheld.MISSING)


def test_a_level_that_hides_nothing_shows_zeros_and_calls_a_blank_missing() -> None:
    disclosed = disclose(AREAS[:3], {CODES[0]: 0, CODES[1]: 2}, None, None)

    assert disclosed.cells == (Shown(0), Shown(2), Withheld.MISSING)


counts = st.dictionaries(st.sampled_from(CODES), st.integers(0, 12))
hidden_counts = st.lists(st.integers(0, 3), min_size=len(CODES), max_size=len(CODES))


@given(known=counts, others=hidden_counts)
def test_counts_that_differ_only_where_they_are_hidden_disclose_the_same(
    known: dict[str, int], others: list[int]
) -> None:
    changed = {
        code: other if known[code] <= 3 else known[code]
        for code, other in zip(CODES, others, strict=True)
        if code in known
    }

    assert disclose(AREAS, known, None, 3) == disclose(AREAS, changed, None, 3)


@given(known=counts, threshold=st.integers(0, 12))
def test_nothing_up_to_the_threshold_comes_through(known: dict[str, int], threshold: int) -> None:
    disclosed = disclose(AREAS, known, None, threshold)

    assert all(cell.cases > threshold for cell in disclosed.cells if isinstance(cell, Shown))
    assert all(weight is None or weight >= threshold for weight in disclosed.weights)
