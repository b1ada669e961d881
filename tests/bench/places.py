"""The areas that all pages show, as a user of folium has them: published boundaries with published counts."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas
import pandas as pd

from app import create_app
from app.settings import Settings

BOUNDARIES = "boundaries/MSOA_Dec_2011_EW_BSC_V2.zip"
COLUMNS = ["area_code", "area_name", "utla_name", "cases"]


@dataclass(frozen=True)
class Place:
    """A place and its MSOAs: boundaries, codes, names and counts, empty where hidden."""

    name: str
    within: str | None
    areas: geopandas.GeoDataFrame

    @property
    def middle(self) -> Any:
        """Return the area in the middle of a map that is fitted to the place."""
        areas = self.areas.to_crs(epsg=3857)
        west, south, east, north = areas.total_bounds
        middle = geopandas.points_from_xy([(west + east) / 2], [(south + north) / 2])[0]
        return areas[areas.contains(middle)].iloc[0]


def read_places(real_data: Path, home: Path) -> tuple[Place, Place]:
    """Return all England and the North East, with the counts of a home's current edition."""
    client = create_app(Settings(home=home)).test_client()
    shapes = geopandas.read_file(real_data / BOUNDARIES)[["MSOA11CD", "geometry"]]
    shapes = shapes.rename(columns={"MSOA11CD": "area_code"})

    def place(name: str, within: str | None) -> Place:
        path = f"/{within}" if within else ""
        counts = pd.read_csv(io.BytesIO(client.get(f"/api/v1/weeks/latest/msoa{path}.csv").data))
        return Place(name, within, shapes.merge(counts[COLUMNS], on="area_code"))

    return place("all England", None), place("North East", "E12000001")
