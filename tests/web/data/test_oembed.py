"""What other sites are told of how to embed an address of this one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from micawber import Provider, ProviderRegistry

from app.corners import bounds_of, zoom_of
from tests.serving import served

ROOT = "http://localhost/"


def ask(site: FlaskClient, address: str, **options: str) -> dict[str, Any]:
    answer = site.get("/oembed", query_string={"url": address, **options})
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.get_json()
    return told


def embedded(told: dict[str, Any]) -> dict[str, str]:
    """Return the options of the embed in a frame."""
    source = re.search(r' src="([^"]+)"', told["html"])
    assert source
    parts = urlsplit(source[1].replace("&amp;", "&"))
    assert (parts.netloc, parts.path) == ("localhost", "/embed")
    return dict(parse_qsl(parts.query))


def test_the_map_is_told_of_as_the_standard_has_it(small_site: FlaskClient) -> None:
    told = ask(small_site, ROOT)

    assert (told["version"], told["type"]) == ("1.0", "rich")
    assert told["title"] == "COVID-19 cases in England by area"
    assert (told["provider_url"], told["cache_age"]) == (ROOT, 3600)
    assert (told["width"], told["height"]) == (800, 600)
    assert told["html"].startswith("<iframe data-casemap title=")
    assert f'<script async src="{ROOT}embed.js"></script>' in told["html"]
    assert embedded(told) == {}


@pytest.mark.parametrize(
    ("address", "options"),
    [
        ("embed?within=E12000001&measure=rate", {"within": "E12000001", "measure": "rate"}),
        ("embed?search=yes&title=Cases+%26+rates", {"title": "Cases & rates", "search": "yes"}),
        ("areas/msoa/E02000001", {"area": "msoa.E02000001"}),
        ("areas/ltla/E07000001", {"within": "E07000001"}),
        ("areas/msoa/E02000001?week=2020-10-20&fbclid=x", {"area": "msoa.E02000001", "week": "2020-10-20"}),
        ("areas/utla/E10000001?week=2020-10-20", {"within": "E10000001", "week": "2020-10-20"}),
        ("embed?within=E12000001&utm_source=x&dnt=1", {"within": "E12000001"}),
        (
            "?area=utla.E10000001&measure=change&level=utla&utm_source=x",
            {"area": "utla.E10000001", "measure": "change", "level": "utla"},
        ),
        ("?week=2020-10-20", {"week": "2020-10-20"}),
        ("?shape=hexes&level=utla", {"shape": "hexes"}),
        ("?week=2020-10-20&area=msoa.E02000001&fbclid=x", {"area": "msoa.E02000001", "week": "2020-10-20"}),
        ("?view=54.6,-1.5,10", {"bounds": "-1.6,54.4,-1.3,54.7"}),
        ("?view=54.6,10,10", {}),
    ],
)
def test_an_address_is_embedded_with_what_it_shows(
    small_site: FlaskClient, address: str, options: dict[str, str]
) -> None:
    assert embedded(ask(small_site, ROOT + address)) == options


def test_a_view_has_the_same_middle_and_zoom_as_bounds() -> None:
    corners = bounds_of(54.6, -1.5, 9.25, 800, 600)

    assert zoom_of(corners, 800, 600) == pytest.approx(9.25)
    assert (corners[0][1] + corners[1][1]) / 2 == pytest.approx(-1.5)


@pytest.mark.parametrize(
    ("width", "height", "size"), [("320", "", (320, 600)), ("", "240", (800, 240)), ("5000", "5000", (800, 600))]
)
def test_what_is_asked_for_at_most_is_kept(
    small_site: FlaskClient, width: str, height: str, size: tuple[int, int]
) -> None:
    told = ask(small_site, ROOT, maxwidth=width, maxheight=height)

    assert (told["width"], told["height"]) == size
    assert f'height="{size[1]}"' in told["html"]


def test_a_picture_of_the_frames_size_goes_with_it(small_site: FlaskClient) -> None:
    told = ask(small_site, f"{ROOT}embed?within=E12000001", maxwidth="320", maxheight="240")

    assert (told["thumbnail_width"], told["thumbnail_height"]) == (320, 240)
    picture = small_site.get(told["thumbnail_url"])
    assert (picture.status_code, picture.mimetype) == (200, "image/png")
    assert "thumbnail_url" not in ask(small_site, ROOT, maxwidth="120")


def test_a_frame_alone_is_given_to_those_who_take_no_scripts(small_site: FlaskClient) -> None:
    assert "<script" not in ask(small_site, ROOT, iframe="1")["html"]


def test_xml_says_the_same_as_json(small_site: FlaskClient) -> None:
    address = f"{ROOT}embed?title=A+%3Cb%3E+%26+c"
    answer = small_site.get("/oembed", query_string={"url": address, "format": "xml"})

    assert answer.mimetype == "text/xml"
    told = {one.tag: one.text for one in ElementTree.fromstring(answer.data)}
    assert told == {name: str(value) for name, value in ask(small_site, address).items()}


def test_a_title_cannot_break_out_of_the_frame(small_site: FlaskClient) -> None:
    html = ask(small_site, f"{ROOT}embed?{urlencode({'title': chr(34) + '><script>alert(1)</script>'})}")["html"]

    assert html.count("<script") == 1
    assert 'title="&#34;&gt;&lt;script&gt;' in html


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ({}, 400, "Give the address to embed, as in url=http://localhost/"),
        ({"url": "https://news.example/embed"}, 404, "That address is not one of http://localhost/."),
        ({"url": "http://localhost.evil.example/"}, 404, "That address is not one of http://localhost/."),
        ({"url": "javascript:alert(1)"}, 404, "That address is not one of http://localhost/."),
        ({"url": "http://[::1/"}, 404, "Nothing there can be embedded"),
        ({"url": f"{ROOT}table"}, 404, "Nothing there can be embedded"),
        ({"url": f"{ROOT}areas/msoa/E09999999"}, 404, "area=msoa.E09999999: no Middle layer"),
        ({"url": f"{ROOT}?view=nonsense"}, 400, "view=nonsense: give latitude, longitude and zoom"),
        ({"url": f"{ROOT}?view=1.2.3,4,5"}, 400, "view=1.2.3,4,5: give latitude, longitude and zoom"),
        ({"url": f"{ROOT}?within=E12000001"}, 400, "There is no option within here"),
        ({"url": ROOT, "iframe": "yes"}, 400, "iframe=yes is not known here; it may be 0 or 1."),
        ({"url": f"{ROOT}embed?wihtin=x"}, 400, "There is no option wihtin here"),
        ({"url": f"{ROOT}areas/msoa/E02000001?wek=x"}, 400, "There is no option wek here; there is week."),
        ({"url": f"{ROOT}areas/msoa/E02000001?week=2020-10-26"}, 404, "The week 2020-10-26 is not on record."),
        ({"url": f"{ROOT}embed?week=2020-10-20&week=2020-10-27"}, 400, "week is given more than once"),
        ({"url": ROOT, "format": "yaml"}, 400, "format=yaml is not known here; it may be json or xml."),
        ({"url": ROOT, "maxwidth": "wide"}, 400, "maxwidth=wide: give a whole number"),
    ],
)
def test_what_cannot_be_embedded_is_told_as_data(
    small_site: FlaskClient, query: dict[str, str], status: int, sentence: str
) -> None:
    answer = small_site.get("/oembed", query_string=query)

    assert answer.status_code == status
    assert sentence in answer.get_json(force=True)["detail"]


@pytest.mark.parametrize(
    "path", ["", "embed", "embed?measure=rate&within=E12000001", "areas/msoa/E02000001", "areas/nation/E92000001"]
)
def test_every_page_that_can_be_embedded_says_how(small_site: FlaskClient, path: str) -> None:
    page = small_site.get(f"/{path}").text
    links = re.findall(
        r'<link rel="alternate" type="(application/json|text/xml)\+oembed" title="[^"]+" href="([^"]+)"', page
    )

    assert [kind for kind, _ in links] == ["application/json", "text/xml"]
    for _, address in links:
        assert small_site.get(address.replace("&amp;", "&")).status_code == 200


def test_a_page_kept_for_one_host_is_not_given_to_another(small_site: FlaskClient) -> None:
    for host in ("one.example", "two.example", "one.example"):
        page = small_site.get("/embed", headers={"Host": host}).text
        assert set(re.findall(r"http://([a-z.]+)/oembed", page)) == {host}


def test_a_client_of_the_standard_gets_its_frame(small_home: Path) -> None:
    with served({"CASEMAP_HOME": str(small_home)}) as site:
        providers = ProviderRegistry()
        providers.register(f"{site}/.*", Provider(f"{site}/oembed"))
        told = providers.request(f"{site}/embed?within=E12000001", maxwidth=320, maxheight=400)
        html = providers.parse_text(f"{site}/areas/msoa/E02000001")

    assert (told["type"], told["width"], told["height"]) == ("rich", 320, 400)
    assert f'src="{site}/embed?within=E12000001"' in told["html"]
    assert f'src="{site}/embed?area=msoa.E02000001"' in html
