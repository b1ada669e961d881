from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.settings import Settings

FILES = ["/api/v1/weeks/latest/msoa.csv", "/api/v1/weeks/latest/nowhere.json", "/embed.js", "/image.svg", "/oembed"]


@pytest.mark.parametrize("address", FILES)
@pytest.mark.parametrize("origin", ["*", "https://news.example", ""])
def test_scripts_of_the_sites_that_the_settings_name_may_read_data_and_files(
    small_home: Path, address: str, origin: str
) -> None:
    site = create_app(replace(Settings(home=small_home), allow_origin=origin)).test_client()
    answers = [site.get(address, headers={"Origin": "https://other.example"}) for _ in range(2)]  # the second is kept

    assert {answer.headers.get("Access-Control-Allow-Origin", "") for answer in answers} == {origin}


@pytest.mark.parametrize("origin", ["*", ""])
def test_scripts_of_other_sites_never_read_pages(small_home: Path, origin: str) -> None:
    site = create_app(replace(Settings(home=small_home), allow_origin=origin)).test_client()

    assert "Access-Control-Allow-Origin" not in site.get("/").headers


@pytest.mark.parametrize("address", ["/embed", "/embed?interactive=no", "/embed?wihtin=x"])
def test_pages_that_isolate_themselves_may_frame_embeds(small_site: FlaskClient, address: str) -> None:
    headers = small_site.get(address).headers

    assert headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize("address", ["/", "/embed/builder", "/areas/msoa/E02000001"])
def test_other_pages_are_for_no_frame(small_site: FlaskClient, address: str) -> None:
    headers = small_site.get(address).headers

    assert headers["X-Frame-Options"] == "DENY"
    assert "Cross-Origin-Resource-Policy" not in headers
