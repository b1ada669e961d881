"""A host that is not this site's gets no answer, and no reader gets another's links."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.settings import Settings


@pytest.fixture
def of_hosts(small_home: Path) -> FlaskClient:
    return create_app(Settings(home=small_home, hosts=("maps.example.org", "example.org"))).test_client()


@pytest.fixture
def behind_proxy(small_home: Path) -> FlaskClient:
    settings = Settings(home=small_home, trusted_proxies=1, hosts=("maps.example.org", "example.org"))
    return create_app(settings).test_client()


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("maps.example.org", 200),
        ("MAPS.example.org:8443", 200),
        ("localhost:8000", 200),
        ("127.0.0.1", 200),
        ("[::1]:8000", 200),
        ("evil.example", 400),
        ("maps.example.org.evil.example", 400),
        ("example.org@evil.example", 400),
        ("localhost.evil.example", 400),
        ("maps.example.org/..", 400),
        ("", 400),
    ],
)
def test_hosts_that_are_named_are_answered_and_no_others(of_hosts: FlaskClient, host: str, status: int) -> None:
    response = of_hosts.get("/about", headers={"Host": host})

    assert response.status_code == status
    assert (response.headers["Cache-Control"] == "no-store") == (status == 400)


def test_the_health_is_told_to_whatever_host_a_balancer_asks_by(of_hosts: FlaskClient) -> None:
    assert of_hosts.get("/healthz", headers={"Host": "10.0.0.7:8000"}).status_code == 200


def test_without_named_hosts_every_host_is_answered(small_site: FlaskClient) -> None:
    assert small_site.get("/", headers={"Host": "any.example"}).status_code == 200


@pytest.mark.parametrize("scheme", ["javascript", "file", "", "https,javascript", "httpss"])
def test_only_http_and_https_are_schemes(behind_proxy: FlaskClient, scheme: str) -> None:
    headers = {"X-Forwarded-Proto": scheme, "X-Forwarded-Host": "maps.example.org"}
    response = behind_proxy.get("/embed/builder", headers=headers)

    assert "javascript:" not in response.text
    assert response.status_code == (200 if scheme == "" else 400)


@pytest.mark.parametrize(
    "path", ["/", "/embed/builder", "/areas/msoa/E02000001", "/oembed?url=https%3A%2F%2Fmaps.example.org%2F"]
)
def test_what_one_host_was_answered_is_not_given_to_another(behind_proxy: FlaskClient, path: str) -> None:
    first = behind_proxy.get(path, headers={"X-Forwarded-Host": "maps.example.org", "X-Forwarded-Proto": "https"}).text
    second = behind_proxy.get(path, headers={"X-Forwarded-Host": "example.org", "X-Forwarded-Proto": "http"}).text

    assert "https://maps.example.org" in first
    assert "maps.example.org" not in second
    assert behind_proxy.get(path, headers={"X-Forwarded-Host": "evil.example"}).status_code == 400
