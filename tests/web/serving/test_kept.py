from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask, request
from flask.testing import FlaskClient

from app import create_app
from app.settings import Settings
from app.web.serving.kept import LARGEST, MOST, KeptAnswers

Casemap = Callable[..., Result]


@pytest.fixture
def counted(small_site: FlaskClient, home: Path) -> tuple[FlaskClient, list[str]]:
    """Return a client, and the paths for which Flask was asked."""
    application = create_app(Settings(home=home))
    asked: list[str] = []
    application.before_request(lambda: asked.append(request.full_path))
    return application.test_client(), asked


def test_what_was_given_once_is_given_again_without_flask(counted: tuple[FlaskClient, list[str]]) -> None:
    site, asked = counted
    first, again = (site.get("/embed?within=E12000001") for _ in range(2))

    assert len(asked) == 1
    assert (again.data, set(again.headers) - set(first.headers)) == (first.data, set())


def test_other_codings_and_queries_are_other_answers(counted: tuple[FlaskClient, list[str]]) -> None:
    site, _ = counted
    plain = site.get("/")
    packed = site.get("/", headers={"Accept-Encoding": "br"})

    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "br"
    assert site.get("/embed?within=E12000001").data != site.get("/embed?within=E12000002").data


def test_an_answer_for_one_public_address_is_not_given_at_another(small_home: Path) -> None:
    site = create_app(Settings(home=small_home, trusted_proxies=1)).test_client()

    for host in ("one.example", "two.example", "one.example"):
        page = site.get("/", headers={"X-Forwarded-Host": host, "X-Forwarded-Proto": "https"}).text
        assert f'property="og:url" content="https://{host}/"' in page


@pytest.mark.parametrize("address", ["/healthz", "/nowhere", "/embed?within=X"])
def test_health_and_errors_are_never_kept(counted: tuple[FlaskClient, list[str]], address: str) -> None:
    site, asked = counted
    for _ in range(2):
        site.get(address)

    assert len(asked) == 2


def test_a_client_that_has_it_already_is_told_so(counted: tuple[FlaskClient, list[str]]) -> None:
    site, _ = counted
    etag = site.get("/").headers["ETag"]

    assert site.get("/", headers={"If-None-Match": etag}).status_code == 304


def test_a_new_edition_leaves_nothing_of_the_one_before(
    casemap: Casemap, small_site: FlaskClient, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.web.serving.site.LOOK_EVERY", -1.0)
    before = [small_site.get(path).text for path in ("/", "/", "/embed")]
    casemap("publish", "--accept-incomplete", "2020-10-20")
    after = [small_site.get(path).text for path in ("/", "/", "/embed")]

    assert all("27 October 2020" in page for page in before)
    assert all("20 October 2020" in page and "27 October 2020" not in page for page in after)


def test_only_so_many_are_kept_and_none_that_is_large(small_site: FlaskClient) -> None:
    application = Flask("odd")
    asked: list[str] = []

    @application.get("/<path:name>")
    def answer(name: str) -> tuple[bytes, dict[str, str]]:
        asked.append(name)
        size = LARGEST + 1 if name == "large" else 10
        return b"x" * size, {"Cache-Control": "public, immutable", "Vary": "Accept-Encoding"}

    site = small_site.application.extensions["casemap"]
    application.wsgi_app = KeptAnswers(application.wsgi_app, site)  # type: ignore[method-assign]
    client = application.test_client()
    for name in ("large", "large", "first", *map(str, range(MOST)), "first"):
        client.get(f"/{name}")

    assert (asked.count("large"), asked.count("first")) == (2, 2)
