"""The pages that Casemap is compared with, written to be served beside it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import folium
import geopandas

from tests.bench.places import Place
from tests.bench.site import BESIDE, ROOT, put
from tests.bench.views import View

LEAFLET = ROOT / "node_modules" / "leaflet" / "dist"  # the version that Casemap itself is made with
ALONE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Leaflet alone</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="leaflet.css">
<style>html, body, #map { height: 100%; margin: 0 }</style>
</head>
<body>
<div id="map"></div>
<script src="leaflet.js"></script>
<script>var map = L.map('map').setView([52.9, -2.3], 6);</script>
</body>
</html>
"""

PACKAGES = Path(__file__).parent / "node_modules"
LIBRARIES = {  # what folium's pages load, by the file's name in their addresses
    "leaflet.js": "leaflet/dist/leaflet.js",
    "leaflet.css": "leaflet/dist/leaflet.css",
    "jquery-3.7.1.min.js": "jquery/dist/jquery.min.js",
    "bootstrap.bundle.min.js": "bootstrap/dist/js/bootstrap.bundle.min.js",
    "bootstrap.min.css": "bootstrap/dist/css/bootstrap.min.css",
    "bootstrap-glyphicons.css": "glyphicons-only-bootstrap/css/bootstrap.min.css",
    "all.min.css": "@fortawesome/fontawesome-free/css/all.min.css",
    "leaflet.awesome-markers.js": "leaflet.awesome-markers/dist/leaflet.awesome-markers.js",
    "leaflet.awesome-markers.css": "leaflet.awesome-markers/dist/leaflet.awesome-markers.css",
    "leaflet.awesome.rotate.min.css": None,  # in no package, and so small that an empty file stands in for it
    "d3.min.js": "d3/d3.min.js",
}
ADDRESS = re.compile(r'(?<==")(?:https?:)?//[^"]+')
RANDOM_ID = re.compile("(?<=_)[0-9a-f]{32}")

NAMED = ["area_name", "cases"]  # what popups tell


def write_leaflet_alone(folder: Path) -> View:
    """Write the limit: the published Leaflet and an empty map."""
    put(folder, "alone.html", ALONE.encode())
    for name in ("leaflet.js", "leaflet.css"):
        put(folder, name, (LEAFLET / name).read_bytes())
    return View("Leaflet alone", f"{BESIDE}/alone.html", areas=0)


def write_peers(folder: Path, place: Place) -> Iterator[View]:
    """Write what a user of folium or geopandas would make of a place, with all libraries beside it."""
    for name, path in LIBRARIES.items():
        put(folder, f"libraries/{name}", (PACKAGES / path).read_bytes() if path else b"")
    for name, make in MAKERS.items():
        file = f"{make.__name__}-{place.within}.html"
        put(folder, file, _self_hosted(make(place.areas).get_root().render()).encode())
        yield View(f"{name}, {place.name}", f"{BESIDE}/{file}", place.middle.area_name, len(place.areas))


def choropleth(areas: geopandas.GeoDataFrame) -> folium.Map:
    """Make the map of folium's documentation, with a popup."""
    made = _fitted(folium.Map(tiles=None), areas)
    layer = folium.Choropleth(
        areas,
        data=areas,
        columns=["area_code", "cases"],
        key_on="feature.properties.area_code",
        bins=[0, 10, 25, 50, 100, 1000],
        fill_color="YlOrRd",
        legend_name="Cases in seven days",
    )
    folium.GeoJsonPopup(NAMED).add_to(layer.geojson)
    layer.add_to(made)
    return made


def explore(areas: geopandas.GeoDataFrame) -> folium.Map:
    """Make the map of geopandas, with a popup."""
    made: folium.Map = areas.explore("cases", tiles=None, tooltip=False, popup=NAMED)
    return made


def canvas(areas: geopandas.GeoDataFrame) -> folium.Map:
    """Make the quickest map that folium has."""
    made = _fitted(folium.Map(tiles=None, prefer_canvas=True), areas)

    def style(feature: dict[str, dict[str, float | None]]) -> dict[str, object]:
        cases = feature["properties"]["cases"]
        colour = "lightgrey" if cases is None else "gold" if cases < 25 else "orange" if cases < 50 else "red"
        return {"fillColor": colour, "color": "black", "weight": 1, "fillOpacity": 0.7}

    folium.GeoJson(areas, style_function=style, popup=folium.GeoJsonPopup(NAMED)).add_to(made)
    return made


MAKERS: dict[str, Callable[[geopandas.GeoDataFrame], folium.Map]] = {
    "folium.Choropleth": choropleth,
    "geopandas.explore": explore,
    "folium.GeoJson on canvas": canvas,
}


def _fitted(made: folium.Map, areas: geopandas.GeoDataFrame) -> folium.Map:
    west, south, east, north = areas.total_bounds
    made.fit_bounds([[south, west], [north, east]])
    return made


def _self_hosted(page: str) -> str:
    """Let a page load its libraries from beside it; name its elements alike whenever it is made."""
    hosted = ADDRESS.sub(lambda address: f"libraries/{_known(address[0])}", page)
    ids: defaultdict[str, str] = defaultdict(map("{:032x}".format, count()).__next__)
    return RANDOM_ID.sub(lambda found: ids[found[0]], hosted)


def _known(address: str) -> str:
    """Return the file name of a library's address; raise ValueError where it is not one of LIBRARIES."""
    name = address.rpartition("/")[2]
    if name not in LIBRARIES:
        raise ValueError(f"The page loads {address}, which is not among the libraries beside it.")
    return name
