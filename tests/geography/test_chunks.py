from __future__ import annotations

from app.dataset import Dataset, LevelDefinition
from app.domain import Area
from app.geography.chunks import LARGEST, Chunk, boxes_around, cut_into_chunks
from tests.england import ENGLAND, Level, area

LTLAS = tuple(area(Level.LTLA, f"E0700000{n}", "", region_code="E12000001" if n < 6 else "E12000002") for n in range(8))


def chunks_of(each: int) -> tuple[Chunk, ...]:
    """Cut eight authorities in a row from the west to the east, each of so many small areas."""
    msoas = tuple(
        area(Level.MSOA, f"{ltla.code}.{number}", "", ltla_code=ltla.code) for ltla in LTLAS for number in range(each)
    )
    boxes = {msoa.code: [n := int(msoa.code[8]), 50.0, n + 1, 51.0] for msoa in msoas}
    return cut_into_chunks(ENGLAND, {Level.LTLA: LTLAS, Level.MSOA: msoas}, boxes, "msoa")


def test_chunks_are_neighbours_of_one_region_and_no_larger_than_the_largest() -> None:
    chunks = chunks_of(100)

    assert sorted(code for chunk in chunks for code in chunk.codes) == [ltla.code for ltla in LTLAS]
    assert all(100 * len(chunk.codes) <= LARGEST for chunk in chunks)
    assert {"E07000001", "E07000002"} in [set(chunk.codes) for chunk in chunks]
    regions = [{ltla.within["region"] for ltla in LTLAS if ltla.code in chunk.codes} for chunk in chunks]
    assert all(len(found) == 1 for found in regions)


def test_an_authority_that_is_too_large_stands_alone() -> None:
    assert all(len(chunk.codes) == 1 for chunk in chunks_of(500))


def test_areas_that_report_for_themselves_are_cut_into_chunks_of_neighbours() -> None:
    dataset = Dataset("A place", "Its source", (LevelDefinition("ward", "ward"),))
    wards = tuple(Area("ward", f"{number:04}", "", {"ward": f"{number:04}"}) for number in range(1000))
    boxes = {ward.code: [x := int(ward.code) % 40, y := int(ward.code) // 40, x + 1, y + 1] for ward in wards}
    chunks = cut_into_chunks(dataset, {"ward": wards}, boxes, "ward")

    assert sorted(code for chunk in chunks for code in chunk.codes) == [ward.code for ward in wards]
    assert all(len(chunk.codes) <= LARGEST for chunk in chunks)
    assert len(chunks) == 8


def test_the_longer_way_is_told_by_where_the_place_is() -> None:
    dataset = Dataset("A place", "Its source", (LevelDefinition("ward", "ward"),))
    wards = tuple(Area("ward", f"{number:04}", "", {"ward": f"{number:04}"}) for number in range(400))

    def parts(latitude: float) -> list[list[float]]:
        at = {ward.code: (1.5 * (int(ward.code) % 20), latitude + int(ward.code) // 20) for ward in wards}
        boxes = {code: [x, y, x + 1, y + 1] for code, (x, y) in at.items()}
        chunks = cut_into_chunks(dataset, {"ward": wards}, boxes, "ward")
        return [boxes_around([w for w in wards if w.code in c.codes], boxes, "ward")[c.codes[0]] for c in chunks]

    assert [box[0] for box in parts(-10)] == [0, 15]  # across, at the Equator
    assert [box[0] for box in parts(55)] == [0, 0]  # upwards, where degrees of longitude are short
