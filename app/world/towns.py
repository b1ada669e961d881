"""Read where the world's towns are, as GeoNames has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.world.files import lines_of


class Town(NamedTuple):
    """A town, or a section of one, of about a thousand people or more."""

    name: str
    longitude: float
    latitude: float
    population: int


def towns_in(box: Sequence[float]) -> Iterator[Town]:
    """Return the towns between a west, south, east and north, the most populous first."""
    west, south, east, north = box
    for line in lines_of("towns"):
        longitude, latitude, population, name = line.split("\t")
        if west <= float(longitude) <= east and south <= float(latitude) <= north:
            yield Town(name, float(longitude), float(latitude), int(population))
