"""Editions of the format before lie in folders of their own, with every form of each file, and are read as they lie."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import brotli
import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from app import create_app
from app.cli import main
from app.editions import EditionsFolder
from app.editions.contract import IN_ITS_FOLDER, to_json
from app.editions.room import prune
from app.settings import Settings
from tests.stored import current

PAGES = ("/", "/areas/msoa/E02000001", "/image.svg", "/api/v1/weeks/2020-10-20/msoa.json", "/table?level=utla")
FORMS = ("layers/", "outlines/", "surroundings.json", "data/")


def in_format_3(home: Path) -> str:
    """Write the current edition as it was written before, make it the only one, and give its id."""
    edition = current(home)
    files = {name: edition.read(name) for name in edition.names if name != "published.json"}
    for name in [name for name in files if name.startswith("weeks/")]:
        tables = edition.tables(edition.period(Path(name).stem))
        week = json.loads(files[name])
        told = {level: {"published_on": str(tables[level].published_on), **its} for level, its in week.items()}
        files[name] = to_json(told)
    for name in [name for name in files if name.startswith(FORMS)]:
        files |= {f"{name}.br": brotli.compress(files[name]), f"{name}.gz": gzip.compress(files[name])}
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    description = to_json({**edition.facts, "format": IN_ITS_FOLDER, "files": hashes})
    edition_id = f"{edition.week}-{hashlib.sha256(description).hexdigest()[:12]}"
    shutil.rmtree(home / "editions")
    for name, content in {**files, "edition.json": description}.items():
        file = home / "editions" / edition_id / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    (home / "editions" / "current").write_bytes(to_json({"edition": edition_id, "before": []}))
    return edition_id


def site_of(home: Path) -> FlaskClient:
    return create_app(Settings(home=home)).test_client()


@pytest.fixture
def old(small_home: Path) -> str:
    return in_format_3(small_home)


def test_an_old_edition_is_served_as_it_was(published_home: Path, small_home: Path, old: str) -> None:
    site, new = site_of(small_home), current(published_home)

    for page in PAGES:
        before = site_of(published_home).get(page).get_data(as_text=True).replace(new.id, old)
        assert site.get(page).get_data(as_text=True) == before
    layer = next(name for name in new.names if name.startswith("layers/"))
    answer = site.get(f"/editions/{old}/{layer}", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(answer.data) == new.read(layer)


def test_a_damaged_file_of_an_old_edition_is_found(small_home: Path, old: str) -> None:
    (small_home / "editions" / old / "map.json").write_bytes(b"{}")

    assert site_of(small_home).get("/").status_code == 503


def test_publishing_follows_an_old_edition_which_stays(small_home: Path, old: str) -> None:
    result = CliRunner().invoke(main, ["publish"], env={"CASEMAP_HOME": str(small_home)})
    assert result.exit_code == 0, result.output
    editions = EditionsFolder(small_home / "editions")
    new = editions.current().id
    with editions.changing():
        pruned = prune(editions, datetime.now(UTC) + timedelta(days=2))

    assert editions.seen() == (new, old)
    assert pruned.editions == ()
    assert site_of(small_home).get(f"/editions/{old}/timeline.json").status_code == 200
