from __future__ import annotations

from app.domain import Area, Level
from app.store import Store
from app.store.geography import (
    Place,
    read_geography,
    replace_hierarchy,
    write_boundaries,
    write_names,
    write_points,
    write_populations,
    write_stand_in_boundaries,
)

NAMES = {
    (Level.LTLA, "E06000001"): "Northtown",
    (Level.UTLA, "E06000001"): "Northtown",
    (Level.REGION, "E12000001"): "North",
}


def fill(store: Store) -> None:
    with store.writing() as connection:
        places = [
            Place("E02000001", "E06000001", "E06000001", "E12000001"),
            Place("E02000002", "E06000001", "E06000001", "E12000001"),
            Place("", "", "E10000001", "E12000001"),
        ]
        replace_hierarchy(connection, places, NAMES)
        write_names(connection, {(Level.MSOA, "E02000001"): "Old Quay"})
        write_populations(connection, {"E02000001": 8000, "E02000002": 7500, "E10000001": 300_000})
        write_points(connection, {"E02000001": (-1.5, 54.5), "E10000001": (-1.4, 54.4)})


def test_areas_of_every_level_come_from_the_hierarchy(store: Store) -> None:
    fill(store)
    with store.reading() as connection:
        areas = read_geography(connection).areas

    assert areas[Level.MSOA][0] == Area(
        Level.MSOA, "E02000001", "Old Quay", "E06000001", "E06000001", "E12000001", "E92000001", 8000
    )
    assert areas[Level.MSOA][1].name == "E02000002"
    assert [area.code for area in areas[Level.UTLA]] == ["E06000001", "E10000001"]
    assert areas[Level.NATION][0].name == "England"


def test_an_authority_with_a_row_of_its_own_has_areas_that_are_not_known(store: Store) -> None:
    fill(store)
    with store.reading() as connection:
        wholly = read_geography(connection).partly_known
    with store.writing() as connection:
        further = Place("", "E06000001", "E06000001", "E12000001")
        replace_hierarchy(connection, [Place("E02000001", "E06000001", "E06000001", "E12000001"), further], NAMES)
    with store.reading() as connection:
        partly = read_geography(connection).partly_known

    assert not wholly
    assert partly == {"E06000001"}


def test_a_population_is_its_own_or_the_sum_of_the_small_areas(store: Store) -> None:
    fill(store)
    with store.reading() as connection:
        areas = read_geography(connection).areas

    assert [area.population for area in areas[Level.UTLA]] == [15_500, 300_000]


def test_the_hash_changes_with_geography_and_with_nothing_else(store: Store) -> None:
    fill(store)
    with store.reading() as connection:
        first = read_geography(connection).hash
    with store.writing() as connection:
        write_names(connection, {(Level.MSOA, "E02000001"): "New Quay"})
    with store.reading() as connection:
        renamed = read_geography(connection).hash
    with store.writing() as connection:
        write_points(connection, {"E02000002": (-1.6, 54.6)})
    with store.reading() as connection:
        moved = read_geography(connection).hash

    assert first == renamed != moved


def test_a_new_hierarchy_stands_in_the_place_of_the_old(store: Store) -> None:
    fill(store)
    with store.writing() as connection:
        replace_hierarchy(connection, [Place("E02000003", "E06000001", "E06000001", "E12000001")], {})
    with store.reading() as connection:
        geography = read_geography(connection)

    assert [area.code for area in geography.areas[Level.MSOA]] == ["E02000003"]
    assert geography.points == {}


def test_boundaries_that_stand_in_serve_all_or_none(store: Store) -> None:
    fill(store)
    found = []
    for write, given in (
        (write_stand_in_boundaries, {"E02000001": b"old"}),
        (write_stand_in_boundaries, {"E02000001": b"first", "E02000002": b"second"}),
        (write_boundaries, {"E02000002": b"true"}),
        (write_stand_in_boundaries, {"E02000001": b"third"}),
    ):
        with store.writing() as connection:
            write(connection, given)
            found.append(read_geography(connection).boundaries)

    assert found[:2] == [{"E02000001": b"old"}, {"E02000001": b"first", "E02000002": b"second"}]
    assert found[2:] == [{"E02000002": b"true"}] * 2
