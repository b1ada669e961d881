"""Pairs of cells are told apart alike, however large their counts are."""

from __future__ import annotations

import numpy as np
import pytest

from app.bulk import rows


@pytest.mark.parametrize("most", [5, 90_000])
def test_pairs_are_told_apart_in_a_table_as_by_sorting(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    cells, before = np.random.default_rng(1).integers(-4, most, (2, 500))
    pairs, pair = rows._told_apart(cells, before)

    assert (pairs[pair] == (cells << 32) + before).all()
    assert len(pairs) == len({*zip(cells.tolist(), before.tolist(), strict=True)})

    monkeypatch.setattr(rows, "MARKED_AT_MOST", 0)
    sorted_pairs, sorted_pair = rows._told_apart(cells, before)
    assert (pairs.tolist(), pair.tolist()) == (sorted_pairs.tolist(), sorted_pair.tolist())
