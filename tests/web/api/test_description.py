"""The description of the API is valid, tells every address, and holds for whatever is asked by it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from flask.testing import FlaskClient
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis.engine import events, from_schema

from app import create_app
from app.options.api import MOST_ROWS
from app.settings import Settings
from app.web.api.operations import OPERATIONS
from app.web.serving.options import API, OPTIONS
from app.web.serving.site import WAIT, WAITING

DESCRIPTION = "/api/v1/openapi.json"
EXAMPLES = 1  # that hypothesis makes up for each address, beside the 90 or so that schemathesis works out


def description(site: FlaskClient) -> dict[str, Any]:
    found: dict[str, Any] = site.get(DESCRIPTION).get_json()
    return found


def operations(site: FlaskClient) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in description(site)["paths"].items():
        assert list(item) == ["get"]
        yield path, item["get"]


def test_every_address_of_the_api_is_described_and_no_other(small_site: FlaskClient) -> None:
    OpenAPIV31SpecValidator(description(small_site)).validate()
    rules = [rule for rule in small_site.application.url_map.iter_rules() if rule.rule.startswith("/api/")]
    paths = [path for path, _ in operations(small_site)]
    names = [operation["operationId"] for _, operation in operations(small_site)]

    assert {rule.endpoint for rule in rules} == {*OPERATIONS, "api_description.openapi"}
    assert set(API) <= set(OPERATIONS)
    assert len(paths) == len(set(paths)) == len(set(names))
    assert {"/api/v1/areas", "/api/v1/areas.csv", "/api/v1/areas.geojson", "/api/v1/weeks/{week}/{level}.csv"} <= set(
        paths
    )


def test_options_are_described_as_they_are_known(small_site: FlaskClient) -> None:
    for path, operation in operations(small_site):
        known = next((OPTIONS[name] for name in API if path.startswith(f"/api/v1/{name.partition('.')[2]}")), ())
        described = [one["name"] for one in operation["parameters"] if one["in"] == "query"]
        if "{" not in path:
            assert tuple(described) == known, path
    (within,) = (
        one
        for path, operation in operations(small_site)
        if path == "/api/v1/areas"
        for one in operation["parameters"]
        if one["name"] == "within"
    )
    assert within["description"].startswith("Only what lies in these places, by their codes. It may be ")


def test_limits_are_stated(small_site: FlaskClient) -> None:
    said = description(small_site)["info"]["description"]

    assert f"{MOST_ROWS:,} at most" in said
    assert f"{WAITING} more requests wait, for {WAIT} seconds" in said


def test_where_the_api_is_and_under_which_licence_is_said(small_home: Path) -> None:
    site = create_app(Settings(home=small_home, public_url="https://news.example/map")).test_client()
    found = description(site)

    assert found["servers"] == [{"url": "https://news.example/map"}]
    assert "Open Government Licence" in found["info"]["license"]["name"]
    page = site.get("/api/v1/areas?limit=2").get_json()
    assert page["links"]["next"].startswith("https://news.example/map/api/v1/areas?limit=2&page=2&edition=")


@pytest.mark.usefixtures("made_here")
def test_answers_to_whatever_is_asked_are_as_they_are_described(published_home: Path) -> None:
    """Schemathesis asks for all that the description allows, and for what it does not."""
    schema = schemathesis.openapi.from_wsgi(DESCRIPTION, create_app(Settings(home=published_home)))
    schema.config.headers = {"Accept-Encoding": "identity"}  # what it reads as it came
    schema.config.generation.update(max_examples=EXAMPLES, deterministic=True)
    schema.config.phases.stateful.enabled = False  # links from answer to answer: tests of pages follow them
    asked, findings = set(), []
    for event in from_schema(schema).execute():
        assert not isinstance(event, events.FatalError | events.NonFatalError), event
        if isinstance(event, events.ScenarioFinished):
            asked |= {event.label} if event.recorder.interactions else set()
            checks = [check for its in event.recorder.checks.values() for check in its]
            findings += [f"{event.label}: {check.failure_info.failure}" for check in checks if check.failure_info]

    assert findings == []
    assert asked == {f"GET {path}" for path in schema.raw_schema["paths"]}
