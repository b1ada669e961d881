"""Read the world's land, as Natural Earth has it at 1:10 million."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import numpy as np
import shapely

from app.world.files import lines_of


def land_in(box: Sequence[float]) -> shapely.Geometry:
    """Return the land (EPSG:4326) between a west, south, east and north."""
    # The package's grid of 30 m has made some polygons cross themselves.
    polygons = shapely.make_valid(np.array([*_polygons(box)]), method="structure", keep_collapsed=False)
    return shapely.union_all(shapely.clip_by_rect(polygons, *box))


def _polygons(box: Sequence[float]) -> Iterator[shapely.Polygon]:
    """Return the polygons that may meet a box."""
    for line in lines_of("land"):
        around, rings = line.split("\t")
        west, south, east, north = map(float, around.split())
        if west <= box[2] and box[0] <= east and south <= box[3] and box[1] <= north:
            outer, *holes = (np.array(ring).reshape(-1, 2) for ring in json.loads(rings))
            yield shapely.Polygon(outer, holes)
