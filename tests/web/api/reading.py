"""Read what the API answers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from flask.testing import FlaskClient

ROOT = "/api/v1/"


def answered(site: FlaskClient, address: str) -> dict[str, Any]:
    """Return an answer in JSON."""
    response = site.get(f"{ROOT}{address}")
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.get_json()
    return found


def pages(site: FlaskClient, address: str) -> Iterator[dict[str, Any]]:
    """Return each page of a list, by the links from one to the next."""
    page = answered(site, address)
    yield page
    while page["links"]["next"]:
        response = site.get(below_root(page["links"]["next"]))
        assert response.status_code == 200, response.text
        page = response.get_json()
        yield page


def below_root(address: str) -> str:
    """Return an address below the site's root."""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def codes(site: FlaskClient, address: str) -> list[str]:
    """Return the codes of the areas on all pages of a list, in their order."""
    return [row["area_code"] for page in pages(site, address) for row in page["areas"]]


def table(site: FlaskClient, address: str) -> list[dict[str, str]]:
    """Return the rows of an answer in CSV."""
    response = site.get(f"{ROOT}{address}")
    assert (response.status_code, response.mimetype) == (200, "text/csv"), response.text
    assert response.text.endswith("\r\n")
    return list(csv.DictReader(io.StringIO(response.text, newline="")))


def as_text(row: dict[str, Any]) -> dict[str, str]:
    """Return a row of JSON as CSV has it."""
    return {name: "" if value is None else str(value) for name, value in row.items()}
