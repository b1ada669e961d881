from __future__ import annotations

import gzip
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pytest
from click.testing import Result

Casemap = Callable[..., Result]


def rows_in_store(home: Path) -> list[tuple[object, ...]]:
    import sqlite3

    with sqlite3.connect(home / "casemap.db") as connection:
        tables = ("counts", "coverage", "names", "hierarchy", "populations", "boundaries")
        found = [row for table in tables for row in connection.execute(f"SELECT * FROM {table}")]
    connection.close()
    return found


def test_a_folder_loads_whatever_the_order_of_its_files(casemap: Casemap, small_files: Path) -> None:
    for new_name, name in (("0 counts 2020-11-02.csv", "msoa_2020-11-02.csv"), ("z.csv", "hierarchy.csv")):
        (small_files / name).rename(small_files / new_name)
    result = casemap("load", small_files)

    assert result.exit_code == 0
    assert "unknown to the hierarchy" not in result.output
    assert "4 shown, 2 hidden" in casemap("publish").output


def test_the_same_file_twice_changes_nothing(casemap: Casemap, small_files: Path, home: Path) -> None:
    casemap("load", small_files)
    before = rows_in_store(home)
    again = casemap("load", small_files)

    assert again.output.count("loaded before; nothing changed") == 7
    assert rows_in_store(home) == before


def test_geography_can_be_put_back_by_loading_it_again(casemap: Casemap, small_files: Path, tmp_path: Path) -> None:
    casemap("load", small_files)
    other = tmp_path / "names.csv"
    other.write_text("msoa_code,msoa_name\nE02000001,New Quay\n")
    casemap("load", other)
    result = casemap("load", small_files / "names.csv")

    assert "6 rows" in result.output


def test_in_a_folder_what_is_not_recognised_is_named_and_passed_over(casemap: Casemap, small_files: Path) -> None:
    (small_files / "notes.txt").write_text("Call the agency on Monday.\n")
    result = casemap("load", small_files)

    assert result.exit_code == 0
    assert "notes.txt: passed over" in result.output


NO_DATA = {
    "map.png": b"\x89PNG\r\n\x1a\n\x00\x00",
    "report.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
    "page.html": b"<!doctype html><title>Cases</title>",
    "Thumbs.db": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00",
    "~$MSOAs.xlsx": b"\x04user\x00\x00",
    "msoa_2020-11-09.csv.part": b"areaType,areaCode,areaName,date,newCasesBySpecimenDateRollingSum\nmsoa,E02",
    "~$msoa_2020-11-09.csv": b"\x04user",
    "notes.csv": b"who,when\nAnn,Monday\n",
    "empty.txt": b"",
}


def test_in_a_folder_what_is_not_data_is_named_and_passed_over(casemap: Casemap, small_files: Path) -> None:
    for name, content in NO_DATA.items():
        (small_files / name).write_bytes(content)
    result = casemap("load", small_files)

    assert result.exit_code == 0, result.output
    assert [name for name in NO_DATA if f"{name}: passed over, as " not in result.output] == []
    assert "4 shown, 2 hidden" in casemap("publish").output


BAD = [
    ("cases_2020-11-09.csv", b"<!doctype html><title>Sign in</title>"),
    ("cases_2020-11-09.csv", b""),
    ("cases_2020-11-09.csv", bytes(2000)),
    ("layer_2020-11-09.json", b"<html></html>"),
    ("cases_2020-11-09.zip", b"PK\x03\x04 cut off"),
    ("msoa_2020-11-09.csv.gz", b"\x1f\x8b\x08 cut off"),
]


@pytest.mark.parametrize(("name", "content"), BAD)
def test_under_the_name_of_data_what_is_none_is_a_bad_file(
    casemap: Casemap, small_files: Path, home: Path, name: str, content: bytes
) -> None:
    (small_files / name).write_bytes(content)
    result = casemap("load", small_files)

    assert result.exit_code == 1
    assert f"{name}: " in result.stderr
    assert not (home / "casemap.db").exists()


@pytest.mark.parametrize(
    ("name", "content"), [*BAD, ("msoa_2020-11-01.csv", b"areaType,areaCode,date\nmsoa,E02,ten\n")]
)
def test_keeping_going_loads_the_rest_and_ends_with_1(
    casemap: Casemap, small_files: Path, name: str, content: bytes
) -> None:
    (small_files / name).write_bytes(content)
    result = casemap("load", "--keep-going", small_files)
    again = casemap("load", "--keep-going", small_files)

    assert (result.exit_code, again.exit_code) == (1, 1)
    assert f"Error: {small_files / name}: " in result.stderr
    assert "4 shown, 2 hidden" in casemap("publish").output


def test_a_folder_without_data_is_told(casemap: Casemap, tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "notes.txt").write_text("Call the agency on Monday.\n")
    result = casemap("load", folder)

    assert result.exit_code == 1
    assert "Nothing there is data that Casemap knows" in result.output


def test_another_hierarchy_says_which_codes_went_and_came(casemap: Casemap, small_files: Path) -> None:
    casemap("load", small_files)
    hierarchy = (small_files / "hierarchy.csv").read_text()
    merged = hierarchy.replace("E07000001,Eastham & District", "E07000099,Southshire").replace(
        "E07000002,Westham", "E07000099,Southshire"
    )
    (small_files / "hierarchy.csv").write_text(merged)
    result = casemap("load", small_files)

    assert "2 ltla codes of the hierarchy before went (E07000001, E07000002), and 1 came (E07000099)" in result.stderr
    assert "msoa codes of the hierarchy before" not in result.stderr


def test_a_file_named_itself_must_be_recognised(casemap: Casemap, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("Call the agency on Monday.\n")
    result = casemap("load", notes)

    assert result.exit_code == 1
    assert "notes.txt" in result.output


def test_a_file_without_a_date_asks_for_one(casemap: Casemap, small_files: Path) -> None:
    undated = (small_files / "msoa_2020-11-02.csv").rename(small_files / "counts.csv")
    asked = casemap("load", undated)
    given = casemap("load", "--published", "2020-11-02", undated)

    assert asked.exit_code == 1
    assert "--published" in asked.output
    assert "published 2 November 2020" in given.output


def test_a_folder_takes_the_date_given_where_a_name_has_none(casemap: Casemap, small_files: Path) -> None:
    (small_files / "msoa_2020-11-02.csv").rename(small_files / "counts.csv")
    result = casemap("load", "--published", "2020-11-05", small_files)

    assert "counts.csv: dashboard MSOA counts, published 5 November 2020" in result.output
    assert "authorities_2020-11-02.csv: dashboard" in result.output
    assert "published 2 November 2020" in result.output


def as_gzip(file: Path) -> Path:
    target = file.with_name(file.name + ".gz")
    target.write_bytes(gzip.compress(file.read_bytes()))
    return target


def as_zip(file: Path) -> Path:
    target = file.with_suffix(".zip")
    with zipfile.ZipFile(target, "w") as archive:
        archive.write(file, file.name)
    return target


@pytest.mark.parametrize("pack", [as_gzip, as_zip])
def test_packed_files_load_like_plain_ones(
    casemap: Casemap, small_files: Path, home: Path, pack: Callable[[Path], Path]
) -> None:
    pack(small_files / "msoa_2020-11-02.csv")
    (small_files / "msoa_2020-11-02.csv").unlink()
    result = casemap("load", small_files)

    assert "10 rows" in result.output
    weeks = [row[1] for row in rows_in_store(home) if row[0] == "msoa" and str(row[1]).startswith("2020-")]
    assert weeks == ["2020-10-20", "2020-10-27"]


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:27700", "EPSG:3857"])
@pytest.mark.parametrize("layout", ["boundaries.shp", "boundaries.gpkg", "boundaries.zip"])
def test_boundaries_load_in_any_format_and_coordinate_system(
    casemap: Casemap, small_files: Path, tmp_path: Path, layout: str, crs: str
) -> None:
    frame = gpd.read_file(small_files / "boundaries.geojson").to_crs(crs)
    (small_files / "boundaries.geojson").unlink()
    if layout.endswith(".zip"):
        (tmp_path / "shapefile").mkdir()
        frame.to_file(tmp_path / "shapefile" / "boundaries.shp")
        shutil.make_archive(str(small_files / "boundaries"), "zip", tmp_path / "shapefile")
    else:
        frame.to_file(small_files / layout)
    result = casemap("load", small_files)
    casemap("publish")

    assert result.exit_code == 0, result.output
    assert f"{layout}: boundaries; 6 rows" in result.output
    assert "passed over" not in result.output


def test_loading_leaves_nothing_of_geography_to_publishing(
    casemap: Casemap, small_files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    casemap("load", small_files)
    monkeypatch.delattr("app.load.boundaries.prepare")

    assert casemap("publish").exit_code == 0


def test_help_tells_a_stranger_what_to_do(casemap: Casemap) -> None:
    assert "casemap load FOLDER" in casemap("--help").output
    for command in ("load", "publish", "status", "rollback", "serve"):
        assert casemap(command, "--help").exit_code == 0


def test_status_without_an_edition_says_what_to_do(casemap: Casemap) -> None:
    result = casemap("status", "--json")

    assert result.exit_code == 1
    assert "casemap load" in result.output


def test_rolling_back_changes_what_readers_see(casemap: Casemap, small_files: Path) -> None:
    casemap("load", small_files)
    casemap("publish", "--accept-incomplete", "2020-10-20")
    first = json.loads(casemap("status", "--json").stdout)["edition"]
    casemap("publish")
    casemap("rollback")

    assert json.loads(casemap("status", "--json").stdout)["edition"] == first
    assert casemap("rollback").exit_code == 1
