"""Search engines find every page for readers, at the address that it gives itself."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.settings import Settings
from app.web.data import sitemap
from tests.web.elements import elements

SITEMAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def site(published_home: Path) -> FlaskClient:
    return client(published_home)


def client(home: Path) -> FlaskClient:
    return create_app(Settings(home=home, public_url="https://news.example")).test_client()


def read(site: FlaskClient, address: str, tag: str) -> list[str]:
    """Return the addresses in a file, each with the day of the edition's figures."""
    answer = site.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "application/xml")
    root = ElementTree.fromstring(answer.data)
    assert root.tag == f"{SITEMAPS}{tag}"
    assert {each.findtext(f"{SITEMAPS}lastmod") for each in root} == {"2020-11-02"}
    return [each.findtext(f"{SITEMAPS}loc", "") for each in root]


def test_every_address_is_there_once_and_is_its_pages_canonical_one(site: FlaskClient) -> None:
    addresses = read(site, "/sitemap.xml", "urlset")

    assert len(set(addresses)) == len(addresses)
    for address in addresses:
        answer = site.get(urlsplit(address).path)
        (canonical,) = elements(answer.text, "link", rel="canonical")
        assert answer.status_code == 200
        assert canonical.attributes["href"] == address
        assert not elements(answer.text, "meta", name="robots")


def test_pages_lists_and_all_areas_are_there(site: FlaskClient) -> None:
    paths = {urlsplit(address).path for address in read(site, "/sitemap.xml", "urlset")}

    assert {"/", "/hotspots", "/rises", "/table", "/about", "/accessibility"} <= paths
    assert {"/areas/nation/E92000001", "/areas/ltla/E06000001", "/areas/msoa/E02000006"} <= paths


def test_too_many_addresses_for_one_file_are_in_several(published_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read(client(published_home), "/sitemap.xml", "urlset")
    monkeypatch.setattr(sitemap, "MOST", 10)
    site = client(published_home)
    parts = read(site, "/sitemap.xml", "sitemapindex")

    assert parts == [f"https://news.example/sitemaps/{number}.xml" for number in range(1, len(parts) + 1)]
    assert [each for part in parts for each in read(site, urlsplit(part).path, "urlset")] == whole
    assert site.get(f"/sitemaps/{len(parts) + 1}.xml").status_code == 404


def test_robots_are_let_in_and_told_where_the_sitemap_is(site: FlaskClient) -> None:
    answer = site.get("/robots.txt")

    assert answer.mimetype == "text/plain"
    assert answer.text == "User-agent: *\nDisallow:\n\nSitemap: https://news.example/sitemap.xml\n"


def test_robots_are_answered_before_anything_is_published(tmp_path: Path) -> None:
    site = create_app(Settings(home=tmp_path)).test_client()

    assert site.get("/robots.txt").status_code == 200
    assert site.get("/sitemap.xml").status_code == 503
