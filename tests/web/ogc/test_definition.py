"""What the service says of itself holds: links lead where they say, and answers are as they are defined."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import openapi_spec_validator
import pytest
from flask.testing import FlaskClient
from openapi_schema_validator import OAS30Validator

from app import create_app
from app.settings import Settings
from app.statistics.joined import columns
from tests.england import ENGLAND

CODES = {
    "nation": "E92000001",
    "region": "E12000001",
    "utla": "E06000001",
    "ltla": "E06000001",
    "msoa": "E02000001",
}
FORMS = {"application/vnd.oai.openapi+json;version=3.0": "application/vnd.oai.openapi+json"}


@pytest.fixture(scope="module")
def site(published_home: Path) -> FlaskClient:
    return create_app(Settings(home=published_home)).test_client()


@pytest.fixture(scope="module")
def definition(site: FlaskClient) -> dict[str, Any]:
    told: dict[str, Any] = site.get("/ogc/api").get_json()
    return told


def links(told: Any) -> Iterator[dict[str, str]]:
    if isinstance(told, dict):
        yield from told.get("links", ())
        for value in told.values():
            yield from links(value)
    elif isinstance(told, list):
        for value in told:
            yield from links(value)


@pytest.mark.parametrize("root", ["/ogc", "/editions/{}/ogc"])
def test_every_document_is_reached_from_the_landing_page_in_the_form_that_is_said(site: FlaskClient, root: str) -> None:
    root = root.format(site.get("/healthz").get_json()["edition"])
    to_visit, seen = [f"http://localhost{root}"], set()
    while to_visit:
        address = to_visit.pop()
        seen.add(address)
        answer = site.get(urlsplit(address)._replace(scheme="", netloc="").geturl())
        assert answer.status_code == 200
        for link in links(answer.get_json()) if answer.is_json else ():
            assert link["rel"]
            assert link["title"]
            found = site.get(urlsplit(link["href"])._replace(scheme="", netloc="").geturl())
            assert found.mimetype == FORMS.get(link["type"], link["type"])
            if link["href"] not in seen and link["type"].endswith("json"):
                to_visit.append(link["href"])

    paths = {address.removeprefix(f"http://localhost{root}") for address in seen}
    assert {"", "/conformance", "/collections", *(f"/collections/{level}/items" for level in ENGLAND.slugs)} <= {
        path.partition("?")[0] for path in paths
    }


def test_a_collection_says_what_where_when_under_which_licence_and_from_where(site: FlaskClient) -> None:
    told = site.get("/ogc/collections/msoa").get_json()

    assert told["title"] == f"{ENGLAND.title}: Small areas (MSOAs)"
    assert "Three or fewer cases in an area are hidden" in told["description"]
    assert (
        "Of the seven days to 27 October 2020, or of the weeks whose last days datetime names." in told["description"]
    )
    assert told["attribution"] == ENGLAND.source
    assert told["hidden"]["msoa"] == {"least": 0, "most": 3}
    assert told["extent"]["spatial"]["bbox"] == [[-1.6001, 54.3999, -1.2999, 54.7001]]
    assert told["extent"]["temporal"]["interval"] == [["2020-10-20T00:00:00Z", "2020-10-27T00:00:00Z"]]
    (licence,) = (link for link in told["links"] if link["rel"] == "license")
    assert (licence["title"], licence["href"]) == (ENGLAND.licence, "http://localhost/about#sources")


def test_a_schema_has_every_property_and_each_feature_is_as_it_says(site: FlaskClient) -> None:
    schema = site.get("/ogc/collections/msoa/schema").get_json()
    features = site.get("/ogc/collections/msoa/items").get_json()["features"]

    assert tuple(schema["properties"]["properties"]["properties"]) == columns(ENGLAND)
    for feature in features:
        of_area = feature["properties"]
        given = {name: value for name, value in of_area.items() if value is not None}
        jsonschema.validate({**feature, "properties": given}, schema, jsonschema.Draft202012Validator)


def test_the_definition_is_openapis(definition: dict[str, Any]) -> None:
    openapi_spec_validator.validate(definition)


def test_every_answer_is_as_the_definition_says(site: FlaskClient, definition: dict[str, Any]) -> None:
    for path, operations in definition["paths"].items():
        address = path.replace("{featureId}", CODES[path.split("/")[2]]) if "{" in path else path
        answer = site.get(f"/ogc{address}")
        ((form, said),) = operations["get"]["responses"]["200"]["content"].items()
        assert answer.status_code == 200, path
        assert answer.mimetype == form.partition(";")[0]
        OAS30Validator({**said["schema"], "components": definition["components"]}).validate(answer.get_json())


def test_the_definition_names_the_options_that_there_are_and_their_limits(
    site: FlaskClient, definition: dict[str, Any]
) -> None:
    parameters = definition["components"]["parameters"]
    refer_to = [one["$ref"] for one in definition["paths"]["/collections/msoa/items"]["get"]["parameters"]]
    of_items = [parameters[reference.removeprefix("#/components/parameters/")] for reference in refer_to]
    said = site.get("/ogc/collections/msoa/items?nothing=1").text

    assert f"there are {', '.join(one['name'] for one in of_items)}." in said
    assert all((one["style"], one["explode"]) == ("form", False) for one in of_items)
    limit = parameters["limit"]["schema"]
    assert (limit["default"], limit["maximum"]) == (100, 1000)
    assert definition["servers"] == [{"url": "http://localhost/ogc"}]


def test_errors_have_the_form_that_the_definition_says(site: FlaskClient, definition: dict[str, Any]) -> None:
    for status, address in (("400", "/ogc?x=1"), ("404", "/ogc/collections/parish"), ("404", "/ogc/nothing")):
        answer = site.get(address, headers={"Accept": "text/html"})
        assert answer.status_code == int(status)
        assert answer.mimetype in definition["components"]["responses"][status]["content"]
