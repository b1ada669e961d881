"""Find which areas share a border, at every level, from the arcs that the finest level's areas share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from app.domain import Area, Level
from app.geography.shapes import code_at
from app.geography.topology import Topology

Pair = tuple[str, str]


def neighbours(
    areas: Mapping[Level, Sequence[Area]], finest: Level, topology: Topology
) -> dict[Level, list[list[int]]]:
    """Return, by level and for each area in order, the places of the areas that it shares a border with, in order.

    Areas of a coarser level are neighbours where areas of the finest level in them are. A shared corner is no border.
    """
    pairs = set(_pairs_sharing_an_arc(topology))
    return {level: _places(areas[level], _lift(pairs, areas[finest], level)) for level in areas}


def _pairs_sharing_an_arc(topology: Topology) -> Iterator[Pair]:
    users: dict[int, set[str]] = {}
    for code, polygons in zip(topology.codes, topology.polygons, strict=True):
        for arc in (arc for rings in polygons for ring in rings for arc in ring):
            users.setdefault(max(arc, ~arc), set()).add(code)
    for codes in users.values():
        yield from combinations(sorted(codes), 2)


def _lift(pairs: set[Pair], finest: Sequence[Area], level: Level) -> set[Pair]:
    """Replace the finest level's areas by the areas of a level around them."""
    parent = {area.code: code_at(area, level) for area in finest}
    return {(parent[one], parent[other]) for one, other in pairs if parent[one] != parent[other]}


def _places(areas: Sequence[Area], pairs: set[Pair]) -> list[list[int]]:
    places = {area.code: place for place, area in enumerate(areas)}
    beside: list[set[int]] = [set() for _ in areas]
    for one, other in pairs:
        if one in places and other in places:
            beside[places[one]].add(places[other])
            beside[places[other]].add(places[one])
    return [sorted(found) for found in beside]
