"""Project a place to metres, on a projection centred on it."""

from __future__ import annotations

import geopandas as gpd
import numpy as np

GEOGRAPHIC = "EPSG:4326"
RADIUS = 6_371_000  # metres: the Earth as a ball will do


def to_metres(degrees: gpd.GeoSeries) -> gpd.GeoSeries:
    """Project to Lambert's equal areas around the middle: north is up there, and nowhere far from it by much."""
    return degrees.to_crs(_around_the_middle(degrees))


def _around_the_middle(degrees: gpd.GeoSeries) -> str:
    """Name the projection; longitudes have their middle on a circle, for a place that lies across the 180th."""
    bounds = degrees.bounds.to_numpy()
    turns = np.radians((bounds[:, 0] + bounds[:, 2]) / 2)
    longitude = float(np.degrees(np.arctan2(np.sin(turns).sum(), np.cos(turns).sum())))
    latitude = float((bounds[:, 1].min() + bounds[:, 3].max()) / 2)
    return f"+proj=laea +lat_0={latitude:.6f} +lon_0={longitude:.6f} +R={RADIUS} +units=m"
