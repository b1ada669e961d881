from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.dataset import Hidden
from app.settings import Settings
from tests.web import made


def test_the_page_says_what_is_hidden_and_when_it_was_published(small_site: FlaskClient) -> None:
    page = small_site.get("/about").text

    assert "with three or fewer cases are hidden" in page
    assert "2 November 2020" in page
    assert "has not said who they are" in page


def test_the_page_promises_no_more_protection_than_there_is(small_site: FlaskClient) -> None:
    page = " ".join(small_site.get("/about").text.split())

    assert "an editorial rule of this map; the publisher itself leaves out 0, 1 and 2" in page
    assert "every nation, region, upper tier local authority and lower tier local authority is published" in page
    assert "a hidden count may follow from the total of its authority" in page
    assert "might be recognised" not in page


def test_totals_that_are_hidden_too_are_not_said_to_be_published_in_full(home: Path) -> None:
    place = made.deaths()
    levels = tuple(replace(level, hidden=Hidden(most=4, least=1)) for level in place.dataset.levels)
    everywhere = replace(place, dataset=replace(place.dataset, levels=levels))
    page = made.serve(everywhere, home).get("/about").text

    assert page.count("with 1 to 4 deaths are hidden") == 2
    assert "published in full, so" not in page
    assert "the publisher itself" not in page


def test_totals_that_nobody_published_are_not_said_to_be(home: Path) -> None:
    page = made.serve(replace(made.deaths(), coarser_counts={}), home).get("/about").text

    assert "with 1 to 4 deaths are hidden" in page
    assert "published in full, so" not in page
    assert "where its own figures" in " ".join(page.split())


@pytest.mark.parametrize("end", ["", "."])
def test_sentences_of_a_definition_end_with_one_full_stop(home: Path, end: str) -> None:
    place = made.deaths()
    count = replace(place.dataset.count, meaning=f"Deaths are registered{end}", hiding=f"The city hides them{end}")
    page = made.serve(replace(place, dataset=replace(place.dataset, count=count)), home).get("/about").text

    assert "Deaths are registered, in 28 days that end on the day named." in page
    assert "The city hides them.</p>" in page


def test_months_are_not_told_by_a_day(home: Path) -> None:
    assert "Births are counted, in a calendar month." in made.serve(made.months(), home).get("/about").text


def test_who_runs_the_site_can_be_reached(small_site: FlaskClient, home: Path) -> None:
    site = create_app(Settings(home=home, operator="The Example", contact="us@example.org")).test_client()

    for path in ("/about", "/accessibility"):
        assert 'href="mailto:us@example.org"' in site.get(path).text
    assert "The Example publishes this site" in site.get("/about").text


@pytest.mark.parametrize(
    "path", ["/", "/embed", "/areas/msoa/E02000001", "/hotspots", "/rises", "/table", "/about", "/data"]
)
def test_data_that_is_no_longer_updated_says_so_on_every_page(small_site: FlaskClient, home: Path, path: str) -> None:
    site = create_app(Settings(home=home, archived_on=date(2023, 12, 14))).test_client()
    words = "This data is no longer updated, since 14 December 2023."

    assert words in site.get(path).text
    assert words not in small_site.get(path).text
