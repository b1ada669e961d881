"""The page of data leads to every file, and its examples run as they stand."""

from __future__ import annotations

import csv
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import geopandas
import pytest
from flask.testing import FlaskClient

from app import create_app
from app.settings import Settings
from app.wording.dictionary import fields
from tests.england import ENGLAND
from tests.serving import served
from tests.web import made
from tests.web.elements import elements, links

pytestmark = pytest.mark.usefixtures("made_here")


@pytest.fixture
def page(small_site: FlaskClient) -> str:
    return small_site.get("/data").text


def test_every_file_of_every_level_is_there_with_its_size(small_site: FlaskClient, page: str) -> None:
    found = {said: link for said, link in links(page).items() if " as " in said}

    assert len(found) == len(ENGLAND.slugs) * (5 + 3)
    assert next(iter(found)).startswith("Small areas (MSOAs) as CSV, ")
    for link in found.values():
        assert small_site.get(link).status_code == 200


def test_every_address_of_the_page_answers(small_site: FlaskClient, page: str) -> None:
    addresses = {one.attributes["href"] for one in elements(page, "a")} | {
        one.attributes["href"] for one in elements(page, "link") if one.attributes["rel"] == "describedby"
    }
    for address in sorted(address for address in addresses if address.startswith("/")):
        assert small_site.get(address).status_code == 200, address
    for fragment in (address for address in addresses if address.startswith("#")):
        assert f'id="{fragment[1:]}"' in page


def test_an_address_is_shown_whole_and_leads_there(page: str) -> None:
    shown = {one.said: one.attributes["href"] for one in elements(page, "a") if one.said.startswith("http")}

    assert "http://localhost/api/v1/weeks/2020-10-27/msoa.csv" in shown
    assert "http://localhost/api/v1/weeks/latest/msoa/E06000001.csv" in shown
    assert all(said == f"http://localhost{link}" for said, link in shown.items())


def test_every_column_is_explained_once(page: str) -> None:
    terms = [term.said for term in elements(page, "dt")]

    for one in fields(ENGLAND):
        assert terms.count(f"{one.name} {one.kind}") == 1
    assert {"shown", "hidden", "missing", "not published"} <= set(terms)
    assert "An empty cell is never a zero" in page


def test_the_citation_names_week_publisher_edition_and_address(small_home: Path) -> None:
    site = create_app(
        Settings(home=small_home, operator="The Example", public_url="https://news.example")
    ).test_client()
    edition = site.get("/healthz").get_json()["edition"]
    (citation,) = elements(site.get("/data").text, "p", class_="citation")

    assert citation.said == (
        f"{ENGLAND.title}, seven days to 27 October 2020. The Example, edition {edition}. "
        f"https://news.example/api/v1/weeks/2020-10-27/msoa.csv. {ENGLAND.source}"
    )


def test_where_no_level_lies_in_another_no_part_is_offered(home: Path) -> None:
    page = made.serve(made.nowhere(), home).get("/data").text

    assert "Only what lies in an area" not in page
    assert {"GeoJSON", "GeoPackage"}.isdisjoint(heading.said for heading in elements(page, "th"))
    assert "GeoPackage has" not in page
    assert "image.png" not in page
    assert "In a GIS" not in [heading.said for heading in elements(page, "h2")]


def test_other_pages_lead_there(small_site: FlaskClient) -> None:
    assert links(small_site.get("/about").text)["Data"] == "/data"
    assert links(small_site.get("/hotspots").text)["data"] == "/data"
    assert links(small_site.get("/table").text)["What the columns mean"] == "/data#columns"


@pytest.fixture(scope="module")
def address(published_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = shutil.copytree(published_home, tmp_path_factory.mktemp("served") / "home")
    with served({"CASEMAP_HOME": str(home)}) as root:
        yield root


def example(address: str, name: str) -> str:
    with urlopen(f"{address}/data") as answer:
        (found,) = elements(answer.read().decode(), "pre", id=name)
    return found.text


@pytest.mark.skipif(not shutil.which("curl"), reason="needs curl")
def test_curl_downloads_the_latest_week_and_two_by_their_days(address: str, tmp_path: Path) -> None:
    for line in example(address, "curl").splitlines():
        subprocess.run(shlex.split(line), cwd=tmp_path, check=True, capture_output=True)
    found = {path.name: list(csv.DictReader(path.read_text().splitlines())) for path in tmp_path.iterdir()}

    assert set(found) == {"msoa.csv", "msoa-2020-10-20.csv", "msoa-2020-10-27.csv"}
    assert {name: len(rows) for name, rows in found.items()} == dict.fromkeys(found, 6)
    assert found["msoa.csv"] == found["msoa-2020-10-27.csv"] != found["msoa-2020-10-20.csv"]


@pytest.mark.skipif(not shutil.which("curl"), reason="needs curl")
def test_curl_goes_on_with_the_history_where_it_broke_off(address: str, tmp_path: Path) -> None:
    (command,) = example(address, "curl-history").splitlines()
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    for folder in (whole, broken):
        folder.mkdir()
    subprocess.run(shlex.split(command), cwd=whole, check=True, capture_output=True)
    content = (whole / "msoa-all.parquet").read_bytes()
    (broken / "msoa-all.parquet").write_bytes(content[:1000])
    done = subprocess.run([*shlex.split(command), "--verbose"], cwd=broken, check=True, capture_output=True, text=True)

    assert "HTTP/1.1 206" in done.stderr
    assert (broken / "msoa-all.parquet").read_bytes() == content


def test_geopandas_reads_outlines_and_figures(address: str) -> None:
    also = 'print(areas.crs, sum(areas["cases"].isna()), areas.geometry.is_valid.all(), round(areas.area.sum(), 6))'
    code = f"{example(address, 'geopackage')}\nimport warnings\nwarnings.simplefilter('ignore')\n{also}\n"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)

    assert done.stdout.splitlines()[-1] == "EPSG:4326 2 True 0.07"


def test_pandas_reads_codes_as_text_and_what_is_hidden_as_no_figure(address: str) -> None:
    also = 'print(areas.dtypes["week_end"].kind, areas["cases"].isna().sum(), list(areas["area_code"])[0])'
    code = f"{example(address, 'pandas')}\n{also}\n"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    lines = done.stdout.splitlines()

    assert lines[1].split() == ["0", "Old", "Quay", "1204"]
    assert lines[-1].split()[0] == "M"
    assert lines[-1].split()[2] == "E02000001"
    assert int(lines[-1].split()[1]) >= 2


@pytest.mark.skipif(not shutil.which("Rscript"), reason="needs R")
def test_r_reads_the_same(address: str, tmp_path: Path) -> None:
    script = tmp_path / "example.R"
    script.write_text(example(address, "r"))
    done = subprocess.run(["Rscript", str(script)], check=True, capture_output=True, text=True)

    assert "Old Quay" in done.stdout


def test_geopandas_reads_a_layer_by_address(address: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", example(address, "geopandas")], check=True, capture_output=True, text=True
    )
    _, *rows = done.stdout.splitlines()

    assert [row.split()[-1] for row in rows] == ["1204", "12", "5", "4"]


def test_ogr2ogr_is_told_what_gdal_can_read(address: str) -> None:
    program, saved, source, layer, _, where = shlex.split(example(address, "ogr2ogr").replace("\\\n", ""))

    assert (program, saved) == ("ogr2ogr", "msoa.gpkg")
    assert len(geopandas.read_file(source, layer=layer, where=where)) == 6


def test_spreadsheets_are_given_the_same_address(address: str) -> None:
    assert example(address, "sheets") == f'=IMPORTDATA("{address}/api/v1/weeks/latest/msoa.csv")'
    assert f'Web.Contents("{address}/api/v1/weeks/latest/msoa.csv")' in example(address, "power-query")
