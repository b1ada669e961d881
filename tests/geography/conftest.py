"""The real layers of places whose boundaries are not as they should be."""

from __future__ import annotations

import csv
import os
from pathlib import Path
from typing import Any

import pytest

from app.dataset import Dataset, LevelDefinition
from app.domain import Area
from app.geography.prepare import Areas

ROOT = Path(__file__).parent.parent.parent

Real = tuple[Dataset, Areas, dict[str, bytes]]  # what it is of, its areas, and boundaries of the finest


@pytest.fixture(scope="session")
def real_places() -> Path:
    folder = Path(os.environ.get("CASEMAP_REAL_PLACES") or ROOT.parent / "shared" / "places")
    if not folder.is_dir():
        pytest.skip(f"the real files are not in {folder}: say where with CASEMAP_REAL_PLACES")
    return folder


@pytest.fixture(scope="session")
def new_york(real_places: Path) -> Real:
    """Return New York's ZIP code areas in its boroughs; parks and airports, without counts, have a shape too."""
    return _new_york(real_places / "nyc", "MODZCTA_2010_WGS1984.geo.json")


@pytest.fixture(scope="session")
def new_york_shapefile(real_places: Path) -> Real:
    """Return the same by the finest boundaries that there are of them."""
    return _new_york(real_places / "nyc", "MODZCTA_2010.shp")


def _new_york(folder: Path, layer: str) -> Real:
    with (folder / "data-by-modzcta_2021-01-19.csv").open(encoding="utf-8-sig") as file:
        borough = {row["MODIFIED_ZCTA"]: row["BOROUGH_GROUP"] for row in csv.DictReader(file)}
    boundaries = _layer(folder / layer, "MODZCTA")
    return _place(("city", "borough", "zip"), {code: ("nyc", borough[code]) for code in sorted(borough)}, boundaries)


@pytest.fixture(scope="session")
def scotland(real_places: Path) -> Real:
    """Return Scotland's intermediate zones in its councils and health boards."""
    with (real_places / "scotland" / "scotland-iz.csv").open(encoding="utf-8-sig") as file:
        above = {row["IntZone"]: (row["Country"], row["HB"], row["CA"]) for row in csv.DictReader(file)}
    boundaries = _layer(real_places / "scotland" / "izboundaries_simplified.geojson", "InterZone")
    return _place(("country", "board", "council", "zone"), {code: above[code] for code in sorted(above)}, boundaries)


def _layer(path: Path, code: str) -> dict[str, bytes]:
    import geopandas as gpd

    frame: Any = gpd.read_file(path).to_crs("EPSG:4326")
    return dict(zip(frame[code].astype(str), frame.geometry.to_wkb(), strict=True))


def _place(slugs: tuple[str, ...], above: dict[str, tuple[str, ...]], boundaries: dict[str, bytes]) -> Real:
    dataset = Dataset("A place", "Its source", tuple(LevelDefinition(slug, slug) for slug in slugs))
    areas: dict[str, dict[str, Area]] = {slug: {} for slug in slugs}
    for code, codes in above.items():
        own = dict(zip(slugs, (*codes, code), strict=True))
        for place, slug in enumerate(slugs):
            within = {level: own[level] for level in slugs[: place + 1]}
            areas[slug].setdefault(own[slug], Area(slug, own[slug], own[slug], within))
    ordered = {slug: tuple(found[each] for each in sorted(found)) for slug, found in areas.items()}
    return dataset, ordered, boundaries
