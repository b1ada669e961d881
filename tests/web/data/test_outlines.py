"""Finer outlines of a level, in parts, as the map asks for them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from app import create_app
from app.cli import main
from app.editions import EditionsFolder
from app.settings import Settings


@pytest.fixture
def site(winding_home: Path) -> FlaskClient:
    return create_app(Settings(home=winding_home)).test_client()


@pytest.fixture
def edition(site: FlaskClient) -> str:
    """Return the address of the edition of the small place that winds."""
    return f"/editions/{site.get('/healthz').get_json()['edition']}"


def test_each_resolution_has_all_areas_of_the_layers_in_its_parts(site: FlaskClient, edition: str) -> None:
    finer = site.get(f"{edition}/finer/msoa.json").get_json()

    assert [each["from_zoom"] for each in finer] == [10, 11, 12]
    for each in finer:
        parts = [site.get(f"{edition}/outlines/{part['name']}.json").get_json() for part in each["parts"]]
        codes = [geometry["id"] for part in parts for geometry in part["objects"]["areas"]["geometries"]]
        assert sorted(codes) == [f"E0200000{number}" for number in range(1, 7)]
        assert all(0 < part["outlines"] <= len(part["arcs"]) for part in parts)
        assert all(part.keys() == {"type", "transform", "arcs", "objects", "outlines"} for part in parts)


def test_parts_come_compressed_and_are_kept(site: FlaskClient, edition: str) -> None:
    name = site.get(f"{edition}/finer/msoa.json").get_json()[0]["parts"][0]["name"]
    address = f"{edition}/outlines/{name}.json"
    plain, packed = site.get(address), site.get(address, headers={"Accept-Encoding": "br"})

    assert packed.headers["Content-Encoding"] == "br"
    assert len(packed.data) < len(plain.data) / 2
    assert "immutable" in packed.headers["Cache-Control"]


@pytest.mark.parametrize("name", ["finer/nation.json", "finer/x.json", "outlines/msoa-00.json", "outlines/x.json"])
def test_what_there_is_not_is_not_found(site: FlaskClient, edition: str, name: str) -> None:
    assert site.get(f"{edition}/{name}").status_code == 404


def test_boundaries_without_detail_have_no_finer_outlines(small_site: FlaskClient) -> None:
    edition = f"/editions/{small_site.get('/healthz').get_json()['edition']}"

    assert small_site.get(f"{edition}/finer/msoa.json").status_code == 404


def test_outlines_stay_the_same_from_week_to_week(winding_home: Path, tmp_path: Path) -> None:
    home = Path(shutil.copytree(winding_home, tmp_path / "home"))
    latest = EditionsFolder(home / "editions").current()
    CliRunner().invoke(main, ["publish", "--accept-incomplete", "2020-10-20"], env={"CASEMAP_HOME": str(home)})
    before = EditionsFolder(home / "editions").current()

    def outlines(files: dict[str, str]) -> dict[str, str]:
        return {name: digest for name, digest in files.items() if name.startswith(("outlines/", "finer/"))}

    assert before.week < latest.week
    assert outlines(before.facts["files"]) == outlines(latest.facts["files"]) != {}
