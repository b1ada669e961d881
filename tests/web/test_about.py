from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.settings import Settings


def test_the_page_says_what_is_hidden_and_when_it_was_published(small_site: FlaskClient) -> None:
    page = small_site.get("/about").text

    assert "with three or fewer cases are hidden" in page
    assert "2 November 2020" in page
    assert "has not said who they are" in page


def test_who_runs_the_site_can_be_reached(small_site: FlaskClient, home: Path) -> None:
    site = create_app(Settings(home=home, operator="The Example", contact="us@example.org")).test_client()

    for path in ("/about", "/accessibility"):
        assert 'href="mailto:us@example.org"' in site.get(path).text
    assert "The Example publishes this site" in site.get("/about").text


@pytest.mark.parametrize("path", ["/", "/embed", "/areas/msoa/E02000001", "/hotspots", "/rises", "/table", "/about"])
def test_data_that_is_no_longer_updated_says_so_on_every_page(small_site: FlaskClient, home: Path, path: str) -> None:
    site = create_app(Settings(home=home, archived_on=date(2023, 12, 14))).test_client()
    words = "This data is no longer updated, since 14 December 2023."

    assert words in site.get(path).text
    assert words not in small_site.get(path).text
