"""The neighbours that an area should keep in a layout, each with its bearing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.geography.hexes.lattice import Array

MOST = 12  # neighbours of an area that count; few have more


@dataclass(frozen=True)
class Bonds:
    """Each area's neighbours and their bearings, by rank and area; the last area is the sea, which has none."""

    areas: Array
    bearings: Array
    counts: Array

    @classmethod
    def between(cls, points: Array, pairs: Array) -> Bonds:
        """Take up to MOST neighbours of each area, the nearest first."""
        count = len(points)
        first, second = np.concatenate([pairs, pairs[:, ::-1]]).T
        ways = points[second] - points[first]
        order = np.lexsort((second, np.hypot(*ways.T), first))
        first, second, ways = first[order], second[order], ways[order]
        rank = np.arange(len(first)) - np.searchsorted(first, first)
        near = rank < MOST
        place = (rank[near], first[near])
        areas, bearings = np.full((MOST, count + 1), count), np.zeros((MOST, count + 1))
        areas[place], bearings[place] = second[near], np.arctan2(*ways[near].T[::-1])
        return cls(areas, bearings, (areas < count).sum(axis=0))

    def leading_to(self) -> Array:
        """List, for each area, the places in `areas.ravel()` where it is, filled up with the place after the last."""
        sea = self.areas.shape[1] - 1
        places = np.flatnonzero(self.areas.ravel() < sea)
        area = self.areas.ravel()[places]
        order = np.argsort(area, kind="stable")
        area, places = area[order], places[order]
        rank = np.arange(len(area)) - np.searchsorted(area, area)
        leading = np.full((sea + 1, int(rank.max(initial=0)) + 1), self.areas.size)
        leading[area, rank] = places
        return leading
