"""Pairs of cells are told apart alike, however large their counts are."""

from __future__ import annotations

import numpy as np
import pytest

from app.bulk import pairs
from app.bulk.pairs import Both, Pairs


@pytest.mark.parametrize("most", [5, 900, 90_000])
@pytest.mark.parametrize("marked_at_most", [0, pairs.MARKED_AT_MOST])
def test_each_pair_has_a_place_of_its_own(most: int, marked_at_most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairs, "MARKED_AT_MOST", marked_at_most)
    parts = list(np.random.default_rng(1).integers(-4, most, (3, 2, 500)))

    told_apart = Pairs(((cells, before) for cells, before in parts), most)

    found = listed(told_apart.cells())
    assert sorted(found) == sorted({pair for part in parts for pair in listed((part[0], part[1]))})
    for cells, before in parts:
        assert [found[place] for place in told_apart.places(cells, before)] == listed((cells, before))


def test_without_rows_there_are_no_pairs() -> None:
    assert listed(Pairs((), 0).cells()) == []


def listed(both: Both) -> list[tuple[int, int]]:
    return list(zip(*(each.tolist() for each in both), strict=True))
