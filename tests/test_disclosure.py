from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.dataset import Hidden
from app.disclosure import NO_VALUE, Disclosed, disclose
from app.domain import Cell, Shown, Withheld

CODES = [f"E0200000{number}" for number in range(1, 6)]
UP_TO_3, FROM_1_TO_4 = Hidden(3), Hidden(4, least=1)


def disclosed_of(
    counts: dict[str, int],
    hidden: Hidden | None,
    covered: Collection[str] = CODES,
    left_out: Collection[str] = (),
    codes: Sequence[str] = CODES[:3],
) -> Disclosed:
    are_covered, are_left_out = ([code in marked for code in codes] for marked in (covered, left_out))
    values = np.array([counts.get(code, -1) for code in codes], dtype=np.int32)
    return disclose(values, np.array(are_covered), np.array(are_left_out), hidden)


def facts_of(disclosed: Disclosed) -> tuple[list[Cell], list[int]]:
    return list(disclosed.cells), disclosed.weights.tolist()


def test_a_count_above_the_threshold_is_shown_and_one_up_to_it_hidden() -> None:
    disclosed = disclosed_of({CODES[0]: 4, CODES[1]: 3, CODES[2]: 0}, UP_TO_3)

    assert tuple(disclosed.cells) == (Shown(4), Withheld.HIDDEN, Withheld.HIDDEN)


def test_a_blank_is_hidden_inside_what_a_release_covers_and_missing_outside_it() -> None:
    disclosed = disclosed_of({CODES[0]: 9}, UP_TO_3, CODES[:2])

    assert tuple(disclosed.cells) == (Shown(9), Withheld.HIDDEN, Withheld.MISSING)


def test_a_level_that_hides_nothing_shows_zeros_and_calls_a_blank_missing() -> None:
    disclosed = disclosed_of({CODES[0]: 0, CODES[1]: 2}, None)

    assert tuple(disclosed.cells) == (Shown(0), Shown(2), Withheld.MISSING)


def test_a_range_hides_what_is_in_it_and_a_blank_but_shows_the_zero_below_it() -> None:
    disclosed = disclosed_of(dict(zip(CODES, (0, 1, 4, 5), strict=False)), FROM_1_TO_4, codes=CODES)

    cells = [Shown(0), Withheld.HIDDEN, Withheld.HIDDEN, Shown(5), Withheld.HIDDEN]
    assert facts_of(disclosed) == (cells, [0, 4, 4, 5, NO_VALUE])


def test_an_area_that_is_left_out_is_not_published_unless_it_has_a_count() -> None:
    disclosed = disclosed_of({CODES[0]: 9}, UP_TO_3, left_out=CODES[:2])

    cells = [Shown(9), Withheld.NOT_PUBLISHED, Withheld.HIDDEN]
    assert facts_of(disclosed) == (cells, [9, NO_VALUE, NO_VALUE])


counts = st.dictionaries(st.sampled_from(CODES), st.integers(0, 12))
left_out = st.frozensets(st.sampled_from(CODES))
ranges = st.tuples(st.integers(0, 6), st.integers(0, 6)).map(lambda ends: Hidden(max(ends), min(ends)))


@given(known=counts, left_out=left_out, hidden=ranges, data=st.data())
def test_counts_that_differ_only_where_they_are_hidden_disclose_the_same(
    known: dict[str, int], left_out: frozenset[str], hidden: Hidden, data: st.DataObject
) -> None:
    others = st.integers(hidden.least, hidden.most)
    changed = {
        code: data.draw(others) if hidden.least <= cases <= hidden.most else cases for code, cases in known.items()
    }

    one, other = (disclosed_of(each, hidden, left_out=left_out, codes=CODES) for each in (known, changed))
    assert facts_of(one) == facts_of(other)


@given(known=counts, hidden=ranges)
def test_nothing_in_the_range_comes_through(known: dict[str, int], hidden: Hidden) -> None:
    disclosed = disclosed_of(known, hidden, codes=CODES)

    assert not any(hidden.least <= cell.cases <= hidden.most for cell in disclosed.cells if isinstance(cell, Shown))
    assert not any(hidden.least <= weight < hidden.most for weight in disclosed.weights)
