"""A count that is hidden is in none of the bytes that anyone is given, however they are packed."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from app import create_app
from app.cli import main
from app.editions.contract import COMPRESSED
from app.settings import from_environment
from tests.bulk.reading import Reader

pytestmark = pytest.mark.usefixtures("made_here")

PLANTED = (654_321, 654_322)  # of an area in both weeks: neither they nor their rates stand for anything else
SHOWN = 876_543
PEOPLE = 3_000_000
DEFINITION = """
title = "Parcels by ward"
source = "Parcels: the post."
licence = "Open to all."
count = { one = "parcel", many = "parcels" }

[[levels]]
slug = "ward"
name = "ward"
hidden = { least = 1, most = 700_000 }

[[tables]]
name = "wards"
level = "ward"
columns = { code = "Code", name = "Name", count = "Count", end = "End", population = "People" }

[[boundaries]]
level = "ward"
code = "Code"
"""
COUNTS = f"""Code,Name,Count,End,People
W1,First,{PLANTED[0]},2021-01-17,{PEOPLE}
W2,Second,0,2021-01-17,{PEOPLE}
W3,Third,{SHOWN},2021-01-17,{PEOPLE}
W1,First,{PLANTED[1]},2021-01-10,{PEOPLE}
W2,Second,750000,2021-01-10,{PEOPLE}
W3,Third,800000,2021-01-10,{PEOPLE}
"""
DATA = [
    *(f"/api/v1/weeks/{week}/ward.{form}" for week in ("latest", "2021-01-10") for form in ("csv", "json", "geojson")),
    *(f"/api/v1/weeks/{week}/ward.{form}" for week in ("latest", "2021-01-10") for form in ("parquet", "gpkg")),
    *(f"/api/v1/history/ward.{form}" for form in ("csv", "parquet", "gpkg")),
]
PAGES = ["/", "/hotspots", "/table", "/rises", "/rises.csv", "/data", "/data/datapackage.json", "/feed.atom"]


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Load and publish the wards, one of them with counts that are hidden."""
    folder = tmp_path_factory.mktemp("planted")
    (folder / "casemap.toml").write_text(DEFINITION)
    (folder / "wards-2021-01-20.csv").write_text(COUNTS)
    squares = [
        {
            "type": "Feature",
            "properties": {"Code": code},
            "geometry": {"type": "Polygon", "coordinates": [[[x, 50], [x + 1, 50], [x + 1, 51], [x, 51], [x, 50]]]},
        }
        for x, code in enumerate(("W1", "W2", "W3"), 8)
    ]
    boundaries = {"type": "FeatureCollection", "features": squares}
    (folder / "wards.geojson").write_text(json.dumps(boundaries))
    environment = {"CASEMAP_HOME": str(folder / "home"), "CASEMAP_DATASET": str(folder / "casemap.toml")}
    for command in (["load", *map(str, folder.glob("wards*"))], ["publish"]):
        result = CliRunner().invoke(main, command, env=environment)
        assert result.exit_code == 0, result.output
    return Reader(create_app(from_environment(environment)).test_client(), folder)


def traces(count: int) -> set[bytes]:
    """Return how a count or its rate may stand in bytes: as text, and as numbers of several lengths."""
    texts = {str(count), f"{count:,}", str(round(count * 100_000 / PEOPLE, 1))}
    return {text.encode() for text in texts} | {
        count.to_bytes(length, order) for length in (3, 4, 8) for order in ("big", "little")
    }


def unpacked(reader: Reader, address: str) -> bytes:
    """Return what an address answers, and all values in it where it is a table that is packed."""
    content = reader.content(address)
    if address.endswith(".parquet"):
        found = duckdb.read_parquet(str(reader.file(address))).fetchall()
    elif address.endswith(".gpkg"):
        with closing(sqlite3.connect(reader.file(address))) as connection:
            names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            found = [row for name in names for row in connection.execute(f'SELECT * FROM "{name}"')]
            assert connection.execute("PRAGMA freelist_count").fetchone() == (0,)
    else:
        return content
    return content + repr(found).encode()


def is_in(content: bytes, count: int) -> bool:
    return any(trace in content for trace in traces(count))


@pytest.mark.parametrize("address", DATA)
def test_no_file_of_data_holds_it(reader: Reader, address: str) -> None:
    content = unpacked(reader, address)

    assert not any(is_in(content, count) for count in PLANTED)
    assert is_in(content, SHOWN) == ("2021-01-10" not in address)


@pytest.mark.parametrize("address", PAGES)
def test_no_page_holds_it(reader: Reader, address: str) -> None:
    assert not any(is_in(reader.content(address), count) for count in PLANTED)


def test_no_file_of_the_edition_or_made_of_it_holds_it(reader: Reader) -> None:
    home = Path(reader.edition.storage.address).parent
    names = (name.removesuffix(COMPRESSED) for name in reader.edition.facts["files"])
    contents = {name: reader.edition.read(name) for name in names}
    contents |= {path.name: path.read_bytes() for path in home.rglob("downloads/*/*")}

    assert [name for name, content in contents.items() if any(is_in(content, count) for count in PLANTED)] == []
    assert sum(is_in(content, SHOWN) for content in contents.values()) >= 5
