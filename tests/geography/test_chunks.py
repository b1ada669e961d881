from __future__ import annotations

from app.domain import Area, Level
from app.geography.chunks import LARGEST, cut_into_chunks

UTLAS = [Area(Level.UTLA, f"E0600000{n}", "", region_code="E12000001" if n < 6 else "E12000002") for n in range(8)]
BOXES = {utla.code: [n, 50.0, n + 1, 51.0] for n, utla in enumerate(UTLAS)}


def test_chunks_are_neighbours_of_one_region_and_no_larger_than_the_largest() -> None:
    sizes = {utla.code: 100 for utla in UTLAS}
    chunks = cut_into_chunks(UTLAS, sizes, BOXES)

    assert sorted(code for chunk in chunks for code in chunk.utla_codes) == sorted(BOXES)
    assert all(sum(sizes[code] for code in chunk.utla_codes) <= LARGEST for chunk in chunks)
    assert {"E06000001", "E06000002"} in [set(chunk.utla_codes) for chunk in chunks]
    assert all(len({utla.region_code for utla in UTLAS if utla.code in chunk.utla_codes}) == 1 for chunk in chunks)


def test_an_authority_that_is_too_large_stands_alone() -> None:
    sizes = {utla.code: 500 for utla in UTLAS}

    assert all(len(chunk.utla_codes) == 1 for chunk in cut_into_chunks(UTLAS, sizes, BOXES))
