"""A page holds what its map stands among, and little of it."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import brotli
import pytest
from flask.testing import FlaskClient

MOST = 5_000  # bytes, compressed


def held(page: str) -> tuple[str, dict[str, Any]]:
    """Return the path of the ground and the data beside it."""
    path = re.search(r'<path class="ground" data-ground d="([^"]*)"', page)
    data = re.search(r'id="surroundings">(.*?)</script>', page)
    assert path
    assert data
    return html.unescape(path[1]), json.loads(data[1])


@pytest.mark.parametrize("path", ["/", "/embed", "/embed?within=E12000001"])
def test_a_page_with_a_map_holds_the_land_and_the_largest_towns_around_it(small_site: FlaskClient, path: str) -> None:
    ground, data = held(small_site.get(path).text)

    assert ground.startswith("M")
    assert len(data["frame"]) == 3
    assert len(data["tiles"]) == 5
    assert 0 < len(data["towns"]) <= 60
    assert len(brotli.compress(f"{ground}{json.dumps(data)}".encode())) < MOST


def test_hexagons_stand_nowhere_on_the_ground(small_site: FlaskClient) -> None:
    page = small_site.get("/embed?shape=hexes").text

    assert "data-ground" not in page
    assert 'id="surroundings"' not in page


@pytest.mark.parametrize("path", ["/", "/embed", "/about"])
def test_readers_are_told_where_land_and_towns_come_from(small_site: FlaskClient, path: str) -> None:
    page = small_site.get(path).text

    assert "Natural Earth" in page
    assert "GeoNames" in page
