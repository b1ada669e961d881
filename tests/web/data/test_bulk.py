"""Whole weeks and histories as files: conditions, parts, codings, and what is told where there is none."""

from __future__ import annotations

import gzip
import subprocess
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app.bulk.folder import MadeFiles
from app.web.serving import large
from tests.web import made

pytestmark = pytest.mark.usefixtures("made_here")

HISTORY = "/api/v1/history/msoa.csv"
PARQUET = "/api/v1/history/msoa.parquet"


def test_a_file_is_made_once_and_then_given_as_it_lies(
    small_site: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = small_site.get(PARQUET)
    monkeypatch.setattr(MadeFiles, "make", None)
    again = small_site.get(PARQUET)

    assert (first.status_code, first.mimetype) == (200, "application/vnd.apache.parquet")
    assert again.data == first.data
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Content-Disposition"] == 'attachment; filename="msoa-all.parquet"'
    assert again.headers["Cache-Control"] == "public, max-age=60"
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert "Content-Range" in again.headers["Access-Control-Expose-Headers"]
    assert 'rel="describedby"' in again.headers["Link"]


def test_the_same_edition_gives_the_same_bytes(small_site: FlaskClient, small_home: Path) -> None:
    addresses = (HISTORY, PARQUET, "/api/v1/history/msoa.gpkg", "/api/v1/weeks/latest/ltla.gpkg")
    before = [small_site.get(address).data for address in addresses]
    for file in (small_home / "downloads").glob("*/*"):
        file.unlink()

    assert [small_site.get(address).data for address in addresses] == before


def test_what_has_not_changed_is_not_sent_again(small_site: FlaskClient) -> None:
    tag = small_site.get(PARQUET).headers["ETag"]
    again = small_site.get(PARQUET, headers={"If-None-Match": tag})

    assert not tag.startswith("W/")
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("at_once", [large.AT_ONCE, 0])
@pytest.mark.parametrize(
    ("asked", "first", "end"), [("bytes=0-9", 0, 10), ("bytes=100-", 100, None), ("bytes=-7", -7, None)]
)
def test_a_part_is_given_alone(
    small_site: FlaskClient, monkeypatch: pytest.MonkeyPatch, at_once: int, asked: str, first: int, end: int | None
) -> None:
    monkeypatch.setattr(large, "AT_ONCE", at_once)
    whole = small_site.get(HISTORY, buffered=True)
    part = small_site.get(HISTORY, headers={"Range": asked, "If-Range": whole.headers["ETag"]}, buffered=True)
    expected = whole.data[first:end]
    begin = len(whole.data) + first if first < 0 else first

    assert (part.status_code, part.data) == (206, expected)
    assert part.headers["Content-Range"] == f"bytes {begin}-{begin + len(expected) - 1}/{len(whole.data)}"
    assert int(part.headers["Content-Length"]) == len(expected)


@pytest.mark.parametrize(
    "headers",
    [
        {"Range": "bytes=0-9", "If-Range": '"of-an-earlier-edition"'},
        {"Range": "bytes=0-9", "If-Range": "W/{tag}"},
        {"Range": "bytes=0-9,20-29"},
        {"Range": "rows=0-9"},
        {"Range": "bytes=nine"},
    ],
)
def test_what_asks_for_no_part_of_these_bytes_is_given_them_all(
    small_site: FlaskClient, headers: dict[str, str]
) -> None:
    whole = small_site.get(HISTORY)
    asked = {name: value.replace("{tag}", whole.headers["ETag"]) for name, value in headers.items()}
    answer = small_site.get(HISTORY, headers=asked)

    assert (answer.status_code, answer.data) == (200, whole.data)
    assert answer.headers["Accept-Ranges"] == "bytes"


def test_a_part_after_the_end_is_refused_with_the_length(small_site: FlaskClient) -> None:
    length = len(small_site.get(HISTORY).data)
    answer = small_site.get(HISTORY, headers={"Range": f"bytes={length}-"})

    assert (answer.status_code, answer.headers["Content-Range"]) == (416, f"bytes */{length}")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.get_json()["status"] == 416


def test_only_the_head_is_given_where_that_is_asked_for(small_site: FlaskClient) -> None:
    head, whole = small_site.head(HISTORY), small_site.get(HISTORY)

    assert (head.status_code, head.data) == (200, b"")
    assert int(head.headers["Content-Length"]) == len(whole.data)
    assert head.headers["ETag"] == whole.headers["ETag"]


def test_csv_comes_compressed_under_a_tag_of_its_own(small_site: FlaskClient) -> None:
    plain, coded = small_site.get(HISTORY), small_site.get(HISTORY, headers={"Accept-Encoding": "br, gzip"})

    assert coded.headers["Content-Encoding"] == "gzip"
    assert coded.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert coded.headers["ETag"] != plain.headers["ETag"]
    assert gzip.decompress(coded.data) == plain.data


def test_few_large_files_are_sent_at_once_and_small_parts_always(
    small_site: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = small_site.get(PARQUET).data
    monkeypatch.setattr(large, "AT_ONCE", 100)
    answers = [small_site.get(PARQUET, buffered=False) for _ in range(2)]
    refused = small_site.get(PARQUET)
    part = small_site.get(PARQUET, headers={"Range": "bytes=0-99"})
    unchanged = small_site.get(PARQUET, headers={"If-None-Match": answers[0].headers["ETag"]})

    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    assert (part.status_code, unchanged.status_code) == (206, 304)
    for answer in answers:
        assert answer.data == whole
        answer.close()
    assert small_site.get(PARQUET, buffered=True).data == whole


@pytest.mark.parametrize(
    ("address", "choices"),
    [
        ("history/ward.csv", ["msoa", "ltla", "utla", "region", "nation"]),
        ("weeks/2020-10-28/msoa.parquet", ["2020-10-27", "2020-10-20"]),
        ("weeks/latest/msoa.shp", ["csv", "json", "geojson", "parquet", "gpkg"]),
        ("weeks/latest/msoa/E12000001.parquet", ["csv", "json", "geojson"]),
    ],
)
def test_what_is_not_there_names_what_is(small_site: FlaskClient, address: str, choices: list[str]) -> None:
    answer = small_site.get(f"/api/v1/{address}")

    assert answer.status_code == 404
    assert set(choices) <= set(answer.get_json()["choices"])


def test_without_outlines_there_is_no_geopackage(home: Path) -> None:
    answer = made.serve(made.nowhere(), home).get("/api/v1/history/ward.gpkg")

    assert (answer.status_code, answer.get_json()["choices"]) == (404, ["csv", "parquet"])


def test_a_file_that_cannot_be_made_is_an_answer_for_readers_and_a_line_for_operators(
    small_site: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise subprocess.CalledProcessError(1, "python", stderr=b"No space left on device")

    monkeypatch.setattr(MadeFiles, "_run", fail)
    answer = small_site.get(PARQUET)

    assert (answer.status_code, answer.headers["Cache-Control"]) == (503, "no-store")
    assert "Try again" in answer.get_json()["detail"]
    assert "No space left on device" in caplog.text
    assert small_site.get("/").status_code == 200


def test_large_files_of_an_edition_are_given_in_parts_too(
    small_site: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.web.serving.bodies.LARGE", 100)
    address = "/api/v1/weeks/latest/msoa.geojson"
    whole = small_site.get(address)
    part = small_site.get(address, headers={"Range": "bytes=5-9", "If-Range": whole.headers["ETag"]})
    coded = small_site.get(address, headers={"Range": "bytes=5-9", "Accept-Encoding": "gzip"})

    assert (part.status_code, part.data) == (206, whole.data[5:10])
    assert coded.status_code == 206
    assert coded.headers["ETag"] != whole.headers["ETag"]
