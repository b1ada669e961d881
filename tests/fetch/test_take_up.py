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
from tests.fetch.published import feature_server
from tests.fetch.server import Server, status

Run = Callable[..., Result]


def squares() -> list[dict[str, Any]]:
    """Make a square round the point of each of the sample's areas."""
    features = []
    with (SAMPLE / "points.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            if row["area_code"].startswith("E02"):
                x, y = float(row["longitude"]), float(row["latitude"])
                ring = [[x, y], [x + 0.001, y], [x + 0.001, y + 0.001], [x, y + 0.001], [x, y]]
                geometry = {"type": "Polygon", "coordinates": [ring]}
                features.append({"type": "Feature", "properties": {"MSOA11CD": row["area_code"]}, "geometry": geometry})
    return features


@pytest.fixture
def run(home: Path, tmp_path: Path, server: Server) -> Run:
    """Run commands whose official addresses are the local server's."""

    def run_command(*arguments: str) -> Result:
        environment = {
            "CASEMAP_HOME": str(home),
            "CASEMAP_GEODATA": str(tmp_path / "geodata"),
            "CASEMAP_FETCH": "always",
            "CASEMAP_BOUNDARIES_ADDRESSES": f"http://127.0.0.1:{server.server_port}/query",
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
    assert edition.facts["levels"]["msoa"]["shown"] == 161


def test_where_there_is_a_map_nothing_is_asked(run: Run, home: Path, small_files: Path, server: Server) -> None:
    run("load", str(small_files))
    run("publish")
    run("fetch", "--take-up", "boundaries")

    assert (shape(home), server.asked) == ("map", [])


def test_a_server_that_fails_leaves_the_hexagons_and_one_line(run: Run, home: Path, server: Server) -> None:
    server.will("/query", status(503))
    run("sample")
    edition = json.loads(run("status", "--json").stdout)["edition"]
    result = run("fetch", "--take-up", "boundaries")

    assert result.exit_code == 0
    assert len(result.output.strip().splitlines()) == 1
    assert json.loads(run("status", "--json").stdout)["edition"] == edition
