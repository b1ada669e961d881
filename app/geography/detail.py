"""Leave out of a level's outlines the detail that is too fine for its areas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import sqrt

import geopandas as gpd
import numpy as np

from app.dataset import Dataset
from app.domain import Level
from app.geography.projection import GEOGRAPHIC, to_metres
from app.geography.shapes import Shapes
from app.geography.whereabouts import square_kilometres

FINEST_PART = 150  # of the geometric mean of the widths of the whole and of one area: the detail left out
COARSEST_PART = 240  # of the width of the whole: no more is left out of any level


def tolerances(dataset: Dataset, shapes: Mapping[Level, Shapes]) -> dict[Level, float]:
    """Return the metres of detail to leave out of each level's layers; by default 0 for the finest.

    Widths are those of squares as large: of all land, and of an area if all were alike.
    """
    whole = sqrt(float(square_kilometres(shapes[dataset.finest].geometries).sum())) * 1000
    return {level: _tolerance(dataset, level, whole, len(shapes[level].codes)) for level in dataset.slugs}


def _tolerance(dataset: Dataset, level: Level, whole: float, number: int) -> float:
    said = dataset.level(level).tolerance
    if said is not None or level == dataset.finest or not number:
        return said or 0
    one = whole / sqrt(number)
    return min(sqrt(whole * one) / FINEST_PART, whole / COARSEST_PART)


def simplify(shapes: Shapes, tolerance: float) -> Shapes:
    """Leave out detail finer than a tolerance in metres, keeping shared edges shared; none at 0."""
    if tolerance == 0 or not shapes.codes:
        return shapes
    simpler = to_metres(gpd.GeoSeries(shapes.geometries, crs=GEOGRAPHIC)).simplify_coverage(tolerance)
    return replace(shapes, geometries=np.asarray(simpler.to_crs(GEOGRAPHIC).array))
