from __future__ import annotations

from app.world import towns_in


def test_towns_are_given_the_most_populous_first() -> None:
    towns = [*towns_in([-3.3, 51.2, 0.4, 53.6])]
    names = [town.name for town in towns]

    assert [town.population for town in towns] == sorted((town.population for town in towns), reverse=True)
    assert names.index("London") < names.index("Manchester") < names.index("Watford")


def test_towns_outside_the_box_are_left_out() -> None:
    towns = [*towns_in([-74.3, 40.4, -73.7, 41.0])]

    assert {"Brooklyn", "Manhattan", "Newark"} <= {town.name for town in towns}
    assert all(-74.3 <= town.longitude <= -73.7 and 40.4 <= town.latitude <= 41.0 for town in towns)


def test_nobody_lives_in_open_sea() -> None:
    assert [*towns_in([-30.0, 45.0, -29.0, 46.0])] == []
