"""While one build of the front end replaces another, pages of both find their files at every server."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.settings import Settings
from app.web.serving.builds import DAYS_KEPT, is_of_build

OTHER = "map-ABCD1234.js"


def test_a_server_shares_its_build_beside_the_editions(small_home: Path) -> None:
    site = create_app(Settings(home=small_home)).test_client()
    shared = {path.name for path in (small_home / "editions" / "static").iterdir()}

    assert {name.partition("-")[0] for name in shared} >= {"map", "tools", "embed"}
    for name in shared:
        assert site.get(f"/static/{name}").data == (small_home / "editions" / "static" / name).read_bytes()


def test_a_file_of_another_build_is_served_for_good(small_home: Path) -> None:
    site = create_app(Settings(home=small_home)).test_client()
    missing = site.get(f"/static/{OTHER}")
    (small_home / "editions" / "static" / OTHER).write_text("export {};")
    found = site.get(f"/static/{OTHER}")

    assert (missing.status_code, missing.headers["Cache-Control"]) == (404, "no-store")
    assert (found.status_code, found.mimetype) == (200, "text/javascript")
    assert "immutable" in found.headers["Cache-Control"]


def test_a_build_that_no_server_started_with_for_long_is_removed(small_home: Path) -> None:
    create_app(Settings(home=small_home))
    folder = small_home / "editions" / "static"
    (folder / OTHER).write_text("export {};")
    long_ago = time.time() - (DAYS_KEPT + 1) * 86_400
    for file in folder.iterdir():
        os.utime(file, (long_ago, long_ago))
    create_app(Settings(home=small_home))

    assert not (folder / OTHER).exists()
    assert len(list(folder.iterdir())) > 3


@pytest.mark.parametrize(
    "name", ["../current", "current", "map.js", "map-abcd1234.js", "map-ABCD1234.js.br", ".map-ABCD1234.js"]
)
def test_nothing_else_is_served_from_there(small_site: FlaskClient, name: str) -> None:
    assert not is_of_build(name)
    assert small_site.get(f"/static/{name}").status_code == 404


def test_without_editions_nothing_is_made(home: Path) -> None:
    create_app(Settings(home=home))

    assert not home.exists()
