"""What is not there gets 404 with the choices, a mistake 400 with the reason: as a page, or as a problem for data."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

WEEKS = ["latest", "2020-10-27", "2020-10-20"]
LEVELS = ["nation", "region", "utla", "ltla", "msoa"]
NOT_THERE = [
    ("/api/v1/weeks/2020-10-26/msoa.csv", WEEKS),
    ("/api/v1/weeks/yesterday/msoa.geojson", WEEKS),
    ("/api/v1/weeks/latest/parish.json", LEVELS),
    ("/api/v1/weeks/latest/msoa.xlsx", ["csv", "json", "geojson"]),
    ("/api/v1/weeks/latest/msoa/E02000007.csv", ["E02000006", "E06000001"]),
    ("/areas/parish/E02000001", LEVELS),
    ("/areas/msoa/E0200000", ["E02000001", "E02000006"]),
    ("/areas/ltla/E07000003", ["E07000001", "E07000002"]),
    ("/embed?within=E12000003", ["E12000001", "E12000002"]),
    ("/embed?area=E06000001", ["E02000006"]),
]
AS_DATA = {"Accept": "application/json"}


def error_in(response: TestResponse) -> dict[str, object]:
    assert response.mimetype == "application/problem+json"
    content: dict[str, object] = response.get_json(force=True)
    assert set(content) - {"choices", "nearest"} == {"type", "title", "status", "detail"}
    assert f"{content['status']} {content['title']}".upper() == response.status.upper()
    return content


@pytest.mark.parametrize(("address", "choices"), NOT_THERE)
def test_data_that_is_not_there_is_answered_with_the_choices(
    small_site: FlaskClient, address: str, choices: list[str]
) -> None:
    response = small_site.get(address, headers=AS_DATA)

    assert response.status_code == 404
    given = error_in(response)["choices"]
    assert isinstance(given, list)
    assert set(choices) <= set(given)


@pytest.mark.parametrize(("address", "choices"), [each for each in NOT_THERE if not each[0].startswith("/api/")])
def test_a_page_that_is_not_there_names_the_choices(small_site: FlaskClient, address: str, choices: list[str]) -> None:
    response = small_site.get(address)

    assert (response.status_code, response.mimetype) == (404, "text/html")
    assert all(choice in response.text for choice in choices)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/areas/msoa/E99999999", "There is no Middle layer Super Output Area (MSOA) with the code E99999999."),
        ("/embed?within=X", "within=X: no authority, region or nation has this code."),
        ("/embed?area=E06000001", "area=E06000001: no Middle layer Super Output Area (MSOA) has this code."),
        ("/nowhere", "Check the address, or start from the map."),
    ],
)
def test_a_page_that_is_not_there_says_what_is_missing(small_site: FlaskClient, address: str, sentence: str) -> None:
    assert sentence in small_site.get(address).text


@pytest.mark.parametrize("path", ["/", "/embed", "/areas/msoa/E02000001", "/hotspots", "/table", "/image.png"])
@pytest.mark.parametrize(
    ("week", "nearest"),
    [
        ("2020-10-25", ["2020-10-20", "2020-10-27"]),
        ("2020-12-31", ["2020-10-27"]),
        ("2019-12-31", ["2020-10-20"]),
    ],
)
def test_a_week_that_is_not_on_record_leads_to_the_nearest_and_the_latest(
    small_site: FlaskClient, path: str, week: str, nearest: list[str]
) -> None:
    page = small_site.get(f"{path}?week={week}")
    links = re.findall(r'<a href="(\?[^"]*)">([^<]*)</a>', page.text)

    assert page.status_code == 404
    assert f"The week {week} is not on record." in page.text
    assert [address for address, _ in links] == [*(f"?week={one}" for one in nearest), "?"]
    assert [small_site.get(f"{path}{address}").status_code for address, _ in links] == [200] * len(links)
    assert links[-2][1] == f"{int(nearest[-1][-2:])} October 2020"
    assert links[-1][1] == "Show the latest week"


def test_what_else_was_asked_for_stays_with_the_nearest_week(small_site: FlaskClient) -> None:
    page = small_site.get("/hotspots?within=E12000001&week=2020-12-31").text

    assert 'href="?within=E12000001&amp;week=2020-10-27"' in page
    assert 'href="?within=E12000001"' in page


@pytest.mark.parametrize(
    ("address", "nearest"),
    [
        ("/api/v1/weeks/2020-10-25/msoa.csv", ["2020-10-20", "2020-10-27"]),
        ("/oembed?url=http://localhost/?week=2020-12-31", ["2020-10-27"]),
    ],
)
def test_data_names_the_nearest_weeks(small_site: FlaskClient, address: str, nearest: list[str]) -> None:
    response = small_site.get(address)

    assert response.status_code == 404
    assert error_in(response)["nearest"] == nearest


def test_a_mistaken_parameter_is_answered_with_the_reason(small_site: FlaskClient) -> None:
    address = "/embed?within=" + ",".join(f"E{number:08}" for number in range(21))
    page, data = small_site.get(address), small_site.get(address, headers=AS_DATA)

    assert page.status_code == data.status_code == 400
    assert "within names 21 places; it may name 20 at most." in page.text
    assert error_in(data)["detail"] == "within names 21 places; it may name 20 at most."


@pytest.mark.parametrize(
    ("address", "accept", "is_data"),
    [
        ("/nowhere", "", False),
        ("/nowhere", "*/*", False),
        ("/nowhere", "text/html,application/xhtml+xml,application/json;q=0.9", False),
        ("/nowhere", "application/json", True),
        ("/nowhere", "application/json, text/html;q=0.5", True),
        ("/nowhere.csv", "text/html", True),
        ("/nowhere.json", "", True),
        ("/nowhere.geojson", "", True),
        ("/api/v2", "text/html", True),
        ("/editions/current/layers/msoa-00.json", "*/*", True),
    ],
)
def test_errors_come_as_data_where_data_is_asked_for(
    small_site: FlaskClient, address: str, accept: str, is_data: bool
) -> None:
    response = small_site.get(address, headers={"Accept": accept})

    assert response.status_code == 404
    assert response.mimetype == ("application/problem+json" if is_data else "text/html")
    assert "Accept" in response.vary
    if is_data:
        error_in(response)


def test_what_is_not_done_at_an_address_of_the_api_is_a_problem_too(small_site: FlaskClient) -> None:
    response = small_site.post("/api/v1/areas")

    assert error_in(response)["status"] == 405
    assert {"GET", "HEAD"} <= set(response.headers["Allow"].split(", "))
    assert "/api/v1/openapi.json" in str(error_in(small_site.get("/api/v1/nowhere"))["detail"])
