"""The chart of an area's weeks that the map shows beside its figures."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient


def chart(site: FlaskClient, address: str) -> str:
    edition = site.get("/healthz").get_json()["edition"]
    response = site.get(f"/editions/{edition}/charts/{address}")
    assert (response.status_code, response.mimetype) == (200, "text/html")
    assert "immutable" in response.headers["Cache-Control"]
    return response.text


def test_it_is_of_counts_with_few_lines_and_names_the_area(small_site: FlaskClient) -> None:
    found = chart(small_site, "msoa/E02000001")

    assert '<figcaption id="weeks-title">Cases each week in Old Quay</figcaption>' in found
    assert re.findall(r'text-anchor="end">([0-9,]+)</text>', found) == ["0", "500", "1,000", "1,500"]


def test_its_marks_have_their_weeks_whether_shown_or_not(small_site: FlaskClient) -> None:
    found = chart(small_site, "msoa/E02000002")

    assert re.findall(r'data-week="([0-9-]+)"', found) == ["2020-10-20", "2020-10-27"]
    assert "three or fewer cases, hidden" in found


@pytest.mark.parametrize("address", ["msoa/E99999999", "street/E02000001"])
def test_what_is_not_there_is_told(small_site: FlaskClient, address: str) -> None:
    edition = small_site.get("/healthz").get_json()["edition"]

    assert small_site.get(f"/editions/{edition}/charts/{address}").status_code == 404
