"""The about page describes the data to machines, as schema.org's Dataset."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask.testing import FlaskClient

from app import create_app
from app.settings import Settings
from tests.web import made
from tests.web.elements import elements


def described(site: FlaskClient) -> dict[str, Any]:
    (block,) = elements(site.get("/about").text, "script", type="application/ld+json")
    told: dict[str, Any] = json.loads(block.text)
    return told


def test_the_data_is_described_as_a_dataset(published_home: Path) -> None:
    settings = Settings(home=published_home, public_url="https://news.example/covid", operator="The News")
    told = described(create_app(settings).test_client())

    assert (told["@context"], told["@type"]) == ("https://schema.org", "Dataset")
    assert told["name"] == "COVID-19 cases in England by area"
    assert 50 <= len(told["description"]) <= 5000
    assert "cases each week by nations, regions, authorities and small areas." in told["description"]
    assert "Three or fewer cases are hidden for small areas." in told["description"]
    assert told["temporalCoverage"].endswith("/2020-10-27")
    assert told["spatialCoverage"]["name"] == "England"
    assert "Open Government Licence" in told["license"]["name"]
    assert told["creator"] == {"@type": "Organization", "name": "The News", "url": "https://news.example/covid/"}
    assert [one["alternateName"] for one in told["variableMeasured"]] == ["cases", "rate", "change"]


def test_every_download_is_there_in_the_form_that_is_said(small_site: FlaskClient) -> None:
    downloads = described(small_site)["distribution"]

    assert len(downloads) == 15
    for one in downloads:
        answer = small_site.get(urlsplit(one["contentUrl"]).path)
        assert (answer.status_code, answer.mimetype) == (200, one["encodingFormat"])


def test_another_place_is_described_in_its_own_words(tmp_path: Path) -> None:
    told = described(made.serve(made.deaths(), tmp_path))

    assert told["description"] == (
        "Deaths in the city: deaths in each 28 days by boroughs and ZIP areas. Deaths are counted. "
        "1 to 4 deaths are hidden for ZIP areas."
    )
    assert told["spatialCoverage"] == {"@type": "Place", "name": "the city"}
    assert told["temporalCoverage"] == "2020-11-29/2021-01-23"
    assert "license" not in told
