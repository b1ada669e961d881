"""The page of the API tells every address and option that the description tells."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.web.elements import elements, links
from tests.web.reading import read


@pytest.fixture
def page(small_site: FlaskClient) -> str:
    return small_site.get("/data/api").text


def test_every_address_is_shown_and_leads_to_an_answer(small_site: FlaskClient, page: str) -> None:
    shown = {said.removeprefix("http://localhost"): link for said, link in links(page).items() if "/api/v1/" in said}
    paths = small_site.get("/api/v1/openapi.json").get_json()["paths"]

    assert set(shown) == {*paths, "/api/v1/openapi.json"}
    for link in shown.values():
        assert small_site.get(link).status_code == 200, link


def test_every_option_is_told_with_its_values_and_what_holds_without_it(small_site: FlaskClient, page: str) -> None:
    paths = small_site.get("/api/v1/openapi.json").get_json()["paths"]
    described = {one["name"] for path in paths.values() for one in path["get"]["parameters"] if one["in"] == "query"}
    terms = [term.said for term in elements(page, "dt")]

    assert {term.partition(" ")[0] for term in terms} == described
    assert "level nation, region, utla, ltla or msoa; by default the finest" in terms
    assert terms.count("limit 1 to 1,000; by default 100") == 1
    assert "`" not in "".join(read(page).itertext())


@pytest.mark.parametrize("address", ["/", "/hotspots", "/areas/msoa/E02000001", "/data/api"])
def test_the_navigation_leads_to_the_data_and_that_to_the_api(small_site: FlaskClient, address: str) -> None:
    assert links(small_site.get(address).text)["Data"] == "/data"
    assert links(small_site.get("/data").text)["the API"] == "/data/api"
