from __future__ import annotations

from dataclasses import replace

from app.dataset import Dataset, LevelDefinition, Only
from app.domain import Area
from app.store import Store
from app.store.areas import (
    Called,
    Place,
    replace_hierarchy,
    write_boundaries,
    write_found_by,
    write_names,
    write_parents,
    write_points,
    write_populations,
)
from app.store.geography import read_found_by, read_geography
from tests.england import ENGLAND, Level

NAMES = {
    (Level.LTLA, "E06000001"): Called("Northtown"),
    (Level.UTLA, "E06000001"): Called("Northtown"),
    (Level.REGION, "E12000001"): Called("North"),
    (Level.NATION, "E92000001"): Called("England"),
}
NORTH = {"nation": "E92000001", "region": "E12000001"}
NORTHTOWN = {**NORTH, "utla": "E06000001", "ltla": "E06000001"}


def fill(store: Store) -> None:
    with store.writing() as connection:
        places = [
            Place(Level.MSOA, "E02000001", NORTHTOWN),
            Place(Level.MSOA, "E02000002", NORTHTOWN),
            Place(Level.UTLA, "E10000001", NORTH),
        ]
        replace_hierarchy(connection, places)
        write_names(connection, NAMES)
        write_names(connection, {(Level.MSOA, "E02000001"): Called("Old Quay", "Hen Gei")})
        write_populations(connection, "", {"E02000001": 8000, "E02000002": 7500, "E10000001": 300_000})
        write_points(connection, Level.MSOA, {"E02000001": (-1.5, 54.5), "E10000001": (-1.4, 54.4)})


def test_areas_of_every_level_come_from_the_hierarchy(store: Store) -> None:
    fill(store)
    with store.reading() as connection:
        areas = read_geography(connection, ENGLAND).areas

    within = {**NORTHTOWN, "msoa": "E02000001"}
    assert areas[Level.MSOA][0] == Area("msoa", "E02000001", "Old Quay", within, 8000, "Hen Gei")
    assert areas[Level.MSOA][1].name == "E02000002"
    assert [area.code for area in areas[Level.UTLA]] == ["E06000001", "E10000001"]
    assert areas[Level.NATION][0].name == "England"


def test_an_authority_with_a_row_of_its_own_has_areas_that_are_not_known(store: Store) -> None:
    fill(store)
    with store.reading() as connection:
        wholly = read_geography(connection, ENGLAND).partly_known
    with store.writing() as connection:
        further = Place(Level.LTLA, "E06000001", NORTH)
        replace_hierarchy(connection, [Place(Level.MSOA, "E02000001", NORTHTOWN), further])
    with store.reading() as connection:
        partly = read_geography(connection, ENGLAND).partly_known

    assert not wholly
    assert partly == {"E06000001"}


def test_a_population_is_its_own_or_the_sum_of_the_small_areas(store: Store) -> None:
    fill(store)
    with store.reading() as connection:
        areas = read_geography(connection, ENGLAND).areas

    assert [area.population for area in areas[Level.UTLA]] == [15_500, 300_000]


def test_the_hash_changes_with_geography_and_with_nothing_else(store: Store) -> None:
    fill(store)
    with store.reading() as connection:
        first = read_geography(connection, ENGLAND).hash
    with store.writing() as connection:
        write_names(connection, {(Level.MSOA, "E02000001"): Called("New Quay")})
    with store.reading() as connection:
        renamed = read_geography(connection, ENGLAND).hash
    with store.writing() as connection:
        write_points(connection, Level.MSOA, {"E02000002": (-1.6, 54.6)})
    with store.reading() as connection:
        moved = read_geography(connection, ENGLAND).hash

    assert first == renamed != moved


def test_a_new_hierarchy_stands_in_the_place_of_the_old(store: Store) -> None:
    fill(store)
    with store.writing() as connection:
        replace_hierarchy(connection, [Place(Level.MSOA, "E02000003", NORTHTOWN)])
    with store.reading() as connection:
        geography = read_geography(connection, ENGLAND)

    assert [area.code for area in geography.areas[Level.MSOA]] == ["E02000003"]
    assert geography.points == {"msoa": {}}


def test_boundaries_that_stand_in_serve_all_or_none(store: Store) -> None:
    fill(store)
    found = []
    for stands_in, given in (
        (True, {"E02000001": b"old"}),
        (True, {"E02000001": b"first", "E02000002": b"second"}),
        (False, {"E02000002": b"true"}),
        (True, {"E02000001": b"third"}),
    ):
        with store.writing() as connection:
            write_boundaries(connection, Level.MSOA, given, stands_in=stands_in)
            found.append(read_geography(connection, ENGLAND).boundaries["msoa"])

    assert found[:2] == [{"E02000001": b"old"}, {"E02000001": b"first", "E02000002": b"second"}]
    assert found[2:] == [{"E02000002": b"true"}] * 2


TOWN = Dataset(
    "Town", "Its council", (LevelDefinition("city", "city", only=Only("all", "Town")), LevelDefinition("ward", "ward"))
)


STREET = LevelDefinition("street", "street")


def test_a_level_of_one_area_needs_no_file(store: Store) -> None:
    with store.writing() as connection:
        replace_hierarchy(connection, [Place("ward", "01", {}), Place("ward", "02", {})])
        areas = read_geography(connection, TOWN).areas

    assert areas["city"] == (Area("city", "all", "Town", {"city": "all"}),)
    assert [area.within["city"] for area in areas["ward"]] == ["all", "all"]


def test_a_code_names_an_area_of_its_level_alone(store: Store) -> None:
    with store.writing() as connection:
        replace_hierarchy(connection, [Place("ward", "all", {})])
        write_populations(connection, "ward", {"all": 10})
        write_populations(connection, "city", {"all": 900})
        areas = read_geography(connection, TOWN).areas

    assert (areas["city"][0].population, areas["ward"][0].population) == (900, 10)


def test_what_stands_in_gives_way_to_what_a_file_of_areas_says(store: Store) -> None:
    fill(store)
    with store.writing() as connection:
        replace_hierarchy(connection, [Place("msoa", "E02000009", {})], stands_in=True)
        write_names(connection, {("msoa", "E02000001"): Called("Other Quay")}, stands_in=True)
        areas = read_geography(connection, ENGLAND).areas

    assert [(area.code, area.name) for area in areas["msoa"]] == [("E02000001", "Old Quay"), ("E02000002", "E02000002")]


def test_what_coarser_areas_lie_in_may_come_by_itself(store: Store) -> None:
    county = replace(TOWN, levels=(LevelDefinition("city", "city"), LevelDefinition("ward", "ward"), STREET))
    with store.writing() as connection:
        replace_hierarchy(connection, [Place("street", "1", {"ward": "A"})])
        write_parents(connection, [Place("ward", "A", {"city": "C"})])
        areas = read_geography(connection, county).areas

    assert areas["street"][0].within == {"city": "C", "ward": "A", "street": "1"}
    assert areas["ward"][0].within == {"city": "C", "ward": "A"}


def test_what_areas_are_found_by_is_replaced_as_a_whole(store: Store) -> None:
    found = []
    with store.writing() as connection:
        for given in ([("10001", "A"), ("10002", "A"), ("10002", "B")], [("10003", "B")], []):
            write_found_by(connection, given)
            found.append(read_found_by(connection))

    assert found == [{"10001": ["A"], "10002": ["A", "B"]}, {"10003": ["B"]}, {}]
