"""The map that Casemap's is compared with on the move: plain Leaflet, on canvas, with the same areas.

Its page says what it does as Casemap's does, so that the same journeys are measured on both.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import cos, radians
from pathlib import Path

from tests.bench.peers import NAMED
from tests.bench.phone import SIZE
from tests.bench.places import Place
from tests.bench.site import BESIDE, put

PATH = f"{BESIDE}/plain.html"
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Plain Leaflet</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="leaflet.css">
<style>html, body { height: 100%; margin: 0 } #map_casemap { height: 80% }</style>
</head>
<body>
<div id="map_casemap"></div>
<input id="week-slider" type="range" max="100" value="100" aria-valuetext="100">
<input id="search">
<ul data-choices></ul>
<script src="leaflet.js"></script>
<script>
const COLOURS = ['lightgrey', 'gold', 'orange', 'red', 'purple'];
const [slider, field, choices] = document.querySelectorAll('input, ul');
const map = L.map('map_casemap', {preferCanvas: true}).setView([52.9, -2.3], 6);
const layer = L.geoJSON(null, {style}).bindPopup(({feature}) => feature.properties.area_name).addTo(map);
let names = [];

function style({properties}) {
  const fillColor = COLOURS[(Number(slider.value) + properties.cases) % COLOURS.length];
  return {fillColor, color: 'black', weight: 1, fillOpacity: 0.7};
}

async function go() {
  const asked = new URLSearchParams(location.search);
  const place = asked.get('view') ?? asked.get('level');
  if (place) {
    const areas = await (await fetch(`areas-${place}.json`)).json();
    names = areas.features.map(({properties}) => properties.area_name);
    layer.clearLayers().addData(areas);
    const [latitude, longitude, zoom] = place.split(',').map(Number);
    if (zoom) map.setView([latitude, longitude], zoom, {animate: false});
    Object.assign(map.getContainer().dataset, {level: 'msoa', pending: 0});
  }
  Object.assign(document.documentElement.dataset, {drawn: true, ready: true, tools: true});
}

function offer() {
  const found = names.filter((name) => name.toLowerCase().includes(field.value.toLowerCase())).slice(0, 8);
  choices.replaceChildren(...found.map((name) => {
    const choice = document.createElement('li');
    choice.textContent = name;
    return choice;
  }));
}

function step() {
  layer.setStyle(style);
  slider.setAttribute('aria-valuetext', slider.value);
}

addEventListener('popstate', go);
slider.addEventListener('input', step);
field.addEventListener('input', offer);
go();
</script>
</body>
</html>
"""


def write(folder: Path, england: Place, views: Iterable[str]) -> None:
    """Write the page, and the areas of England and of each view of a phone: latitude, longitude and zoom."""
    areas = england.areas[[*NAMED, "geometry"]]
    put(folder, "plain.html", PAGE.encode())
    put(folder, "areas-msoa.json", areas.to_json(drop_id=True).encode())
    for view in views:
        latitude, longitude, zoom = map(float, view.split(","))
        east, north = (pixels * 180 / 256 / 2**zoom for pixels in SIZE)  # degrees from the middle, on the equator
        north *= cos(radians(latitude))
        around = areas.cx[longitude - east : longitude + east, latitude - north : latitude + north]
        put(folder, f"areas-{view}.json", around.to_json(drop_id=True).encode())
