"""The pages that Casemap is compared with, written to be served beside it."""

from __future__ import annotations

from pathlib import Path

from tests.bench.site import ROOT, put

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


def write_leaflet_alone(folder: Path) -> None:
    """Write the limit: the published Leaflet and an empty map."""
    put(folder, "alone.html", ALONE.encode())
    for name in ("leaflet.js", "leaflet.css"):
        put(folder, name, (LEAFLET / name).read_bytes())
