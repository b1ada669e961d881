"""GDAL goes nowhere and reads nothing but the file that it is given, for as long as it may."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import geopandas
import pytest

from app.errors import BadFileError
from app.sources import gdal
from tests.inputs.files import boundaries, official_map, square
from tests.sources.england import read_contents

Write = Callable[[str, str | bytes], Path]
DAMAGED = r"The boundaries cannot be read: the file is cut off or damaged\."
TOO_MUCH = "Reading its boundaries broke off, or took more than"
SPIN = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS fid, NULL AS geom, '' AS code FROM n"
)


class Server(ThreadingHTTPServer):
    """A server on this machine that remembers what it was asked for, and has boundaries for everyone."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answer(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(boundaries([1]).encode())

    do_HEAD = do_POST = do_GET  # noqa: N815 # the library's names

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def codes_in(path: Path) -> list[str]:
    return list(read_contents(path).parts[0].rows["area_code"])


def package(path: Path, codes: tuple[str, ...] = ("E02000001",)) -> Path:
    shapes = [square(int(code[-1])) for code in codes]
    geopandas.GeoDataFrame({"code": codes}, geometry=shapes, crs=27700).set_crs(4326, allow_override=True).to_file(
        path, layer="areas"
    )
    return path


def changed(path: Path, *statements: str) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    return path


@pytest.mark.parametrize(
    "written",
    [
        '"crs": {"type": "link", "properties": {"href": "ADDRESS/crs", "type": "ogcwkt"}}',
        '"crs": {"properties": {"href": "ADDRESS/crs", "type": "proj4"}, "type": "link"}',
        '"crs" :\n{"type": "LINK", "properties": {"href": "ADDRESS/crs"}}',
        '"crs": {"type": "URL", "properties": {"url": "ADDRESS/crs"}}',
        '"\\u0063rs": {"type": "link", "properties": {"href": "ADDRESS/crs"}}',
        '"crs": {"type": "\\u006cink", "properties": {"href": "ADDRESS/crs"}}',
        '"crs": {"type": ["link"], "properties": {"href": "ADDRESS/crs"}}',
    ],
)
@pytest.mark.parametrize("layer", [boundaries([1]), official_map(("E02000001", "2020-10-27", 500.0))])
def test_a_coordinate_system_that_is_a_link_is_refused(write: Write, server: Server, layer: str, written: str) -> None:
    text = layer.replace("{", "{" + written.replace("ADDRESS", server.address) + ", ", 1)

    with pytest.raises(BadFileError, match=r'^Its "crs" is not a name but a link, which is not followed\. Save it'):
        read_contents(write("b_2020-11-01.json", text))
    assert server.asked == []


def test_a_link_that_is_overlooked_is_not_followed(write: Write, server: Server, monkeypatch: Any) -> None:
    monkeypatch.setattr(gdal, "_refuse_linked_crs", lambda _: None)
    link = {"type": "link", "properties": {"href": f"{server.address}/crs", "type": "ogcwkt"}}

    read_contents(write("b.json", boundaries([1], crs=link)))
    assert server.asked == []


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:EPSG::4326", "urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326"])
def test_a_coordinate_system_that_has_a_name_is_read(write: Write, name: str) -> None:
    path = write("b.json", boundaries([1], crs={"type": "name", "properties": {"name": name}}))

    assert codes_in(path) == ["E02000001"]


@pytest.mark.parametrize("name", ["ADDRESS/crs", "/vsicurl/ADDRESS/crs"])
def test_a_coordinate_system_named_by_an_address_is_not_fetched(write: Write, server: Server, name: str) -> None:
    named = {"type": "name", "properties": {"name": name.replace("ADDRESS", server.address)}}

    assert codes_in(write("b.json", boundaries([1], crs=named))) == ["E02000001"]
    assert server.asked == []


@pytest.mark.parametrize(
    "form",
    [
        {
            "type": "gdal_streamed_alg",
            "command_line": "gdal vector pipeline ! read OTHER ! reproject --dst-crs=EPSG:4326",
        },
        {
            "type": "gdal_streamed_alg",
            "command_line": "gdal vector pipeline ! read OTHER",
            "relative_paths_relative_to_this_file": False,
        },
        {"links": [{"rel": "data", "href": "OTHER", "type": "application/json"}], "conformsTo": []},
        {"collections": [{"id": "x", "links": [{"rel": "items", "href": "OTHER"}]}], "links": []},
        {"type": "Topology", "objects": {"x": {"type": "GeometryCollection", "href": "OTHER"}}, "arcs": []},
        {"tilejson": "2.0.0", "tiles": ["OTHER"], "scheme": "OTHER"},
    ],
)
@pytest.mark.parametrize("where", ["address", "/vsicurl/", "file"])
def test_a_form_that_names_another_file_or_address_is_not_followed(
    write: Write, server: Server, form: dict[str, Any], where: str
) -> None:
    other = write("other.geojson", boundaries([1]))
    target = {"address": f"{server.address}/b.geojson", "/vsicurl/": f"/vsicurl/{server.address}/b.geojson"}.get(
        where, str(other)
    )
    text = json.dumps({**form, "features": [], "geometry": None}).replace("OTHER", target)

    with pytest.raises(BadFileError, match=f"{DAMAGED}|No column holds MSOA codes"):
        read_contents(write("b.json", text))
    assert server.asked == []


@pytest.mark.parametrize("name", ["b.geojson", "b.json?x", "b.zip!b.json"])
def test_a_folder_named_like_an_address_is_a_folder(
    tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("http:") / f"127.0.0.1:{server.server_port}" / name
    path.parent.mkdir(parents=True)
    path.write_text(boundaries([2]), encoding="utf-8")

    assert codes_in(path) == ["E02000002"]
    assert server.asked == []


def test_the_drivers_are_those_in_use_alone() -> None:
    assert gdal.DRIVERS == ("ESRI Shapefile", "GPKG", "GeoJSON", "ESRIJSON")
    assert {"GDALG", "OGR_VRT", "WFS", "OAPIF", "HTTP", "TopoJSON", "SQLite"} <= set(gdal._skipped().split(","))


@pytest.mark.parametrize(
    "statements",
    [
        ("DROP TABLE areas", f"CREATE VIEW areas AS {SPIN}"),
        (
            "ALTER TABLE gpkg_contents RENAME TO others",
            f"CREATE VIEW gpkg_contents AS SELECT o.* FROM others o, ({SPIN})",
        ),
        ("ALTER TABLE gpkg_geometry_columns RENAME TO o", f"CREATE VIEW GPKG_Geometry_Columns AS {SPIN}"),
        ("DROP TABLE areas", "CREATE VIRTUAL TABLE areas USING fts4(fid, geom, code)"),
    ],
)
def test_a_view_in_the_place_of_a_table_is_refused(tmp_path: Path, statements: tuple[str, ...]) -> None:
    path = changed(package(tmp_path / "b.gpkg"), *statements)

    with pytest.raises(
        BadFileError, match=r"^(areas|gpkg_\w+) in it is a view or a virtual table.* Save it as a table\.$"
    ):
        read_contents(path)


def test_a_view_that_is_no_layer_is_left_alone(tmp_path: Path) -> None:
    path = changed(package(tmp_path / "b.gpkg"), f"CREATE VIEW other AS {SPIN}")

    assert codes_in(path) == ["E02000001"]


def test_the_layer_with_codes_is_found_among_others(tmp_path: Path) -> None:
    path = tmp_path / "b.gpkg"
    for layer, code in (("regions", "E12000001"), ("areas", "E02000001"), ("more", "E02000002")):
        geopandas.GeoDataFrame({"c": [code]}, geometry=[square(1)], crs=4326).to_file(path, layer=layer)

    assert codes_in(path) == ["E02000001"]


def test_a_package_that_another_program_has_open_is_refused(tmp_path: Path) -> None:
    path = package(tmp_path / "b.gpkg")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = wal")
        connection.execute("UPDATE gpkg_contents SET description = 'open'")
        connection.commit()

        with pytest.raises(BadFileError, match=r"A part of it stands in b\.gpkg-wal: close the program"):
            read_contents(path)
    assert codes_in(path) == ["E02000001"]


@pytest.mark.parametrize("does", ["while True: pass", "import os; os.abort()", "import os; os.kill(os.getpid(), 9)"])
def test_a_reading_that_hangs_or_dies_is_told_in_a_sentence(
    write: Write, monkeypatch: pytest.MonkeyPatch, does: str
) -> None:
    monkeypatch.setattr(gdal, "_CHILD", write("child.py", does))
    monkeypatch.setattr(gdal, "_SECONDS", 1)

    with pytest.raises(BadFileError, match=TOO_MUCH):
        read_contents(write("b.json", boundaries([1])))


def test_a_reading_that_takes_too_much_memory_is_told_in_a_sentence(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gdal, "_MEMORY", 400 * 1024**2)
    text = f'{boundaries([1])[:-3]}, "more": [{"[0]," * 5_000_000}[0]]}}]}}'

    with pytest.raises(BadFileError, match=f"{TOO_MUCH}|{DAMAGED}"):
        read_contents(write("b.json", text))


def test_a_reading_that_does_not_start_is_no_fault_of_the_file(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gdal, "_CHILD", write("child.py", "raise ImportError('no GDAL')"))

    with pytest.raises(RuntimeError, match="no GDAL"):
        read_contents(write("b.json", boundaries([1])))


@pytest.mark.parametrize(
    ("form", "extension"),
    [
        ("shp", '"PROJ4_GRIDS","FILE"'),
        ("shp", '"PROJ4","+proj=longlat +ellps=airy +nadgrids=FILE +no_defs"'),
        ("gpkg", '"PROJ4_GRIDS","FILE"'),
    ],
)
def test_a_coordinate_system_that_names_a_file_is_refused(tmp_path: Path, form: str, extension: str) -> None:
    named = extension.replace("FILE", str(tmp_path / "grid.gsb"))
    datum = f'DATUM["x",SPHEROID["Airy 1830",6377563.396,299.3249646],EXTENSION[{named}]]'
    written = f'GEOGCS["x",{datum},PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]'
    path = package(tmp_path / f"b.{form}")
    if form == "shp":
        path.with_suffix(".prj").write_text(written, encoding="utf-8")
    else:
        changed(
            path, f"UPDATE gpkg_spatial_ref_sys SET definition = '{written}', organization = 'x' WHERE srs_id = 4326"
        )

    with pytest.raises(BadFileError, match="Its coordinate system is not one that can be read"):
        read_contents(path)
