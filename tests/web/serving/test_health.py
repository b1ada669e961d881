"""/healthz answers for a page that it made."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.editions.contract import FORMAT
from app.settings import Settings


def test_the_page_that_was_made_for_it_is_the_one_that_readers_get(small_home: Path) -> None:
    asked = create_app(Settings(home=small_home)).test_client()
    health = asked.get("/healthz")
    page = asked.get("/").data

    assert (health.status_code, health.get_json()["status"]) == (200, "ok")
    assert page == create_app(Settings(home=small_home)).test_client().get("/").data


def test_where_the_page_cannot_be_made_it_says_so(small_site: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.web.pages.map_page.card_of", None)
    health = small_site.get("/healthz")

    assert (health.status_code, health.get_json()["status"]) == (503, "unavailable")
    assert "see the log" in health.get_json()["reason"]


def test_an_edition_in_another_format_is_told_with_the_command_to_run(
    small_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.editions.stored_files.READABLE", (FORMAT + 1,))
    site = create_app(Settings(home=small_home)).test_client()

    assert site.get("/healthz").status_code == 503
    assert "`casemap publish`" in site.get("/healthz").get_json()["reason"]
    assert site.get("/").status_code == 503
