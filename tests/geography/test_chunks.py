from __future__ import annotations

from app.domain import Area, Level
from app.geography.chunks import LARGEST, cut_into_chunks

LTLAS = [Area(Level.LTLA, f"E0700000{n}", "", region_code="E12000001" if n < 6 else "E12000002") for n in range(8)]
BOXES = {ltla.code: [n, 50.0, n + 1, 51.0] for n, ltla in enumerate(LTLAS)}


def test_chunks_are_neighbours_of_one_region_and_no_larger_than_the_largest() -> None:
    sizes = {ltla.code: 100 for ltla in LTLAS}
    chunks = cut_into_chunks(LTLAS, sizes, BOXES, "msoa")

    assert sorted(code for chunk in chunks for code in chunk.ltla_codes) == sorted(BOXES)
    assert all(sum(sizes[code] for code in chunk.ltla_codes) <= LARGEST for chunk in chunks)
    assert {"E07000001", "E07000002"} in [set(chunk.ltla_codes) for chunk in chunks]
    assert all(len({ltla.region_code for ltla in LTLAS if ltla.code in chunk.ltla_codes}) == 1 for chunk in chunks)


def test_an_authority_that_is_too_large_stands_alone() -> None:
    sizes = {ltla.code: 500 for ltla in LTLAS}

    assert all(len(chunk.ltla_codes) == 1 for chunk in cut_into_chunks(LTLAS, sizes, BOXES, "msoa"))
