"""An export is what readers get, changes as a whole, and writes only what changed."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import brotli
import pytest
from click.testing import CliRunner

from app import create_app
from app.cli import main
from app.export.target import Target
from app.settings import Settings
from tests.england import saying
from tests.exported import PUBLIC_URL, export
from tests.s3 import Server

COUNTS = re.compile(r"([\d,]+) written, ([\d,]+) kept, ([\d,]+) removed")


def counts(said: str) -> tuple[int, ...]:
    found = COUNTS.search(said)
    assert found
    return tuple(int(number.replace(",", "")) for number in found.groups())


def contents(tree: Path) -> dict[str, bytes]:
    files = (path for path in tree.rglob("*") if path.is_file())
    return {str(path.relative_to(tree)): path.read_bytes() for path in files}


@pytest.fixture
def copy(tree: Path, tmp_path: Path) -> Path:
    """Return an export that a test may change."""
    return Path(shutil.copytree(tree, tmp_path / "copy"))


def test_files_are_what_readers_get_from_the_server(tree: Path, published_home: Path) -> None:
    site = create_app(Settings(home=published_home, public_url=PUBLIC_URL)).test_client()
    edition = site.get("/healthz").get_json()["edition"]
    same = ["feed.atom", "sitemap.xml", "robots.txt", "embed.js", "rises.csv", "hotspots.txt", "data/datapackage.json"]
    same += [f"editions/{edition}/{name}" for name in ("search.json", "timeline.json", "layers/msoa-00.json")]
    same += ["api/v1/weeks/latest/msoa.geojson", f"editions/{edition}/areas/msoa/E02000001.json"]

    for name in same:
        assert (tree / name).read_bytes() == site.get(f"/{name}").data, name


def test_compressed_forms_hold_the_same(tree: Path) -> None:
    compressed = [path for path in tree.rglob("*.br") if path.is_file()]

    assert len(compressed) > 100
    for path in compressed:
        plain = path.with_suffix("")
        assert brotli.decompress(path.read_bytes()) == plain.read_bytes()
        assert gzip.decompress(plain.with_name(f"{plain.name}.gz").read_bytes()) == plain.read_bytes()


def test_a_second_export_of_an_edition_writes_nothing(copy: Path, published_home: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in copy.rglob("*") if path.is_file()}
    written, kept, removed = counts(export({"CASEMAP_HOME": str(published_home)}, copy))

    assert (written, removed) == (0, 0)
    assert kept > 100
    assert {path: path.stat().st_mtime_ns for path in copy.rglob("*") if path.is_file()} == before


def test_another_edition_comes_whole_and_what_readers_have_open_goes_with_the_next(
    copy: Path, small_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = {"CASEMAP_HOME": str(small_home)}
    first, was = editions(copy), contents(copy)
    run(environment, "publish", "--accept-incomplete", "2020-10-20")
    (copy / "about.html").unlink()  # somebody took it away
    stop_before_pages(monkeypatch)
    failed = CliRunner().invoke(
        main, ["export", "--workers", "1", str(copy)], env={**environment, "CASEMAP_PUBLIC_URL": PUBLIC_URL}
    )
    monkeypatch.undo()

    assert failed.exit_code == 1
    assert contents(copy)["index.html"] == was["index.html"]  # readers still see the edition before, whole

    written, kept, _ = counts(export(environment, copy))
    second = editions(copy) - first

    assert min(written, kept) > 20
    assert len(second) == 1
    assert first < editions(copy)
    assert contents(copy)["index.html"] != was["index.html"]
    assert (copy / "about.html").is_file()

    run(environment, "publish")
    run(environment, "editions", "withdraw", *second, "--because", "It was wrong.")
    export(environment, copy)

    assert editions(copy) == first
    now, before = (
        {name: each for name, each in without_own(its).items() if not tells(name)} for its in (contents(copy), was)
    )
    assert now == before
    assert b"It was wrong." in contents(copy)["releases.html"]


def tells(name: str) -> bool:
    """Return whether a file tells readers of what was withdrawn."""
    return "feed.atom" in name or name.startswith("releases.html")


def editions(tree: Path) -> set[str]:
    return {path.name for path in (tree / "editions").iterdir()}


def without_own(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: content for name, content in files.items() if not name.startswith(".casemap/")}


def run(environment: dict[str, str], *command: str) -> None:
    result = CliRunner().invoke(main, list(command), env=environment)
    assert result.exit_code == 0, result.output


def stop_before_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    put, turns = Target.put, iter(range(9))

    def put_some(self: Target, answers: Iterable[Any]) -> None:
        if next(turns) == 2:
            raise OSError("no space left")
        put(self, answers)

    monkeypatch.setattr(Target, "put", put_some)


def test_only_what_may_be_shown_is_in_it(tree: Path, small_files: Path, tmp_path: Path) -> None:
    file = small_files / "msoa_2020-11-02.csv"
    file.write_text(file.read_text().replace("E02000004,Mill Lane,2020-10-27,3", "E02000004,Mill Lane,2020-10-27,1"))
    dataset = {"CASEMAP_DATASET": str(saying(tmp_path, "report"))}  # a count of one is never public: it must be said
    environment = {"CASEMAP_HOME": str(tmp_path / "other"), **dataset}
    run(environment, "load", "--accept", "small", str(small_files))
    run(environment, "publish")
    export(environment, tmp_path / "exported")

    assert told(tmp_path / "exported") == told(tree)


def told(tree: Path) -> set[tuple[str, bytes]]:
    """Return what an export tells, without the name of its edition and what is named after it."""
    (edition,) = editions(tree)
    named = re.compile(rf"{edition}|image-[0-9a-f]+")
    in_bytes = re.compile(named.pattern.encode())
    others = (
        ".br",
        ".gz",
        ".gpkg",
        ".parquet",
        "manifest.json",
    )  # the same packed, and forms that carry the name inside
    files = contents(tree).items()
    return {(named.sub("", name), in_bytes.sub(b"", content)) for name, content in files if not name.endswith(others)}


def test_a_bucket_holds_addresses_as_they_are_and_what_to_send_with_them(
    tree: Path, published_home: Path, s3: Server
) -> None:
    bucket = s3.bucket()
    export({"CASEMAP_HOME": str(published_home), **s3.environment}, f"{bucket}/cases")

    def sent(key: str) -> tuple[str, ...]:
        head = s3.files.call_s3("head_object", Bucket=bucket.removeprefix("s3://"), Key=f"cases/{key}")
        return head["ContentType"], head["CacheControl"], head.get("ContentEncoding", "")

    page, cached = "areas/msoa/E02000001", "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400"
    assert s3.files.cat_file(f"{bucket}/cases/{page}") == (tree / f"{page}.html").read_bytes()
    assert s3.files.cat_file(f"{bucket}/cases/index.html") == (tree / "index.html").read_bytes()
    assert sent(page) == ("text/html; charset=utf-8", cached, "")
    assert sent(f"{page}.br") == ("text/html; charset=utf-8", cached, "br")


def test_a_folder_of_others_files_is_left_alone(tmp_path: Path, published_home: Path) -> None:
    (tmp_path / "index.html").write_text("somebody's")
    environment = {"CASEMAP_HOME": str(published_home), "CASEMAP_PUBLIC_URL": PUBLIC_URL}
    result = CliRunner().invoke(main, ["export", str(tmp_path)], env=environment)

    assert result.exit_code == 1
    assert "name a folder of its own" in result.output
    assert (tmp_path / "index.html").read_text() == "somebody's"


def test_without_the_public_address_it_says_what_to_do(tmp_path: Path, published_home: Path) -> None:
    result = CliRunner().invoke(main, ["export", str(tmp_path / "site")], env={"CASEMAP_HOME": str(published_home)})

    assert result.exit_code == 1
    assert "CASEMAP_PUBLIC_URL is not set" in result.output
    assert not (tmp_path / "site").exists()


def test_headers_are_told_in_few_rules(tree: Path) -> None:
    rules = json.loads((tree / ".casemap" / "headers.json").read_text())
    of = {address: rule["headers"] for rule in rules for address in rule["addresses"]}

    assert len(rules) < 20
    assert len(of) == sum(len(rule["addresses"]) for rule in rules)  # none goes with two rules
    assert of["areas/*/*"]["Cache-Control"].endswith("stale-while-revalidate=600, stale-if-error=86400")
    assert of["editions/*/layers/*.json"]["Cache-Control"] == "public, max-age=31536000, immutable"
    assert of["embed-*"]["Content-Security-Policy"] == "frame-ancestors *"
