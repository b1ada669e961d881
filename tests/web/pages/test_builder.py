"""The embed builder, which makes the same without a script as with it."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.settings import Settings
from tests.conftest import Casemap


def pieces(page: str) -> dict[str, str]:
    """Give what there is to paste, by its name."""
    found = re.findall(r'<textarea id="([^"]+)"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    return {name: html.unescape(text) for name, text in found}


def selected(page: str) -> list[str]:
    return re.findall(r'<option value="([^"]+)" selected>', page)


def test_without_a_choice_it_makes_an_embed_of_the_whole_map(small_site: FlaskClient) -> None:
    page = small_site.get("/embed/builder").text

    assert pieces(page)["address"] == "http://localhost/embed"
    assert pieces(page)["plain"] == (
        '<iframe title="COVID-19 cases in England by area" src="http://localhost/embed" width="100%" height="600" '
        'frameborder="0" loading="lazy"></iframe>'
    )
    assert pieces(page)["with-script"].endswith('<script async src="http://localhost/embed.js"></script>')
    assert selected(page) == []


def test_choices_are_kept_previewed_and_made_into_what_is_to_be_pasted(small_site: FlaskClient) -> None:
    page = small_site.get(
        "/embed/builder?within=E12000001&within=E07000001&measure=rate&level=&week=2020-10-20&title=A+%26+b"
        "&scheme=dark&height=450&area="
    ).text

    address = "http://localhost/embed?within=E07000001,E12000001&measure=rate&week=2020-10-20&title=A+%26+b&scheme=dark"
    assert pieces(page)["address"] == address
    assert html.escape(address) in pieces(page)["plain"]
    assert 'height="450"' in pieces(page)["plain"]
    assert f'<iframe title="Preview" src="{html.escape(address)}" height="450"' in page
    assert selected(page) == ["E12000001", "E07000001", "rate", "2020-10-20", "dark"]


def test_a_shape_can_be_chosen_and_levels_go_by_it(small_site: FlaskClient) -> None:
    page = small_site.get("/embed/builder?shape=hexes").text

    assert pieces(page)["address"] == "http://localhost/embed?shape=hexes"
    assert selected(page) == ["hexes"]
    assert '<option value="ltla">' not in page
    assert '<option value="ltla">' in small_site.get("/embed/builder").text


def test_a_week_between_the_sliders_steps_stays_chosen(casemap: Casemap, small_files: Path, home: Path) -> None:
    (small_files / "ltla_2020-10-20.csv").write_text(
        "areaType,areaCode,areaName,date,newCasesBySpecimenDateRollingSum\nltla,E06000001,,2020-10-15,700\n"
    )
    for command in (["load", small_files], ["publish"]):
        assert casemap(*command).exit_code == 0
    page = create_app(Settings(home=home)).test_client().get("/embed/builder?week=2020-10-15").text

    assert selected(page) == ["2020-10-15"]
    assert pieces(page)["address"] == "http://localhost/embed?week=2020-10-15"


def test_what_is_pasted_answers(small_site: FlaskClient) -> None:
    page = small_site.get("/embed/builder?within=E12000001&search=yes").text
    edition = re.search(r'name="edition" value="([^"]+)"', page)
    assert edition
    pinned = pieces(small_site.get(f"/embed/builder?edition={edition[1]}").text)["address"]

    assert pinned == f"http://localhost/embed?edition={edition[1]}"
    for address in (pieces(page)["address"], pinned):
        assert small_site.get(address).status_code == 200


def test_a_hostile_title_stays_text(small_site: FlaskClient) -> None:
    page = small_site.get("/embed/builder?title=</textarea><script>alert(1)</script>").text

    assert "<script>alert" not in page
    assert "&lt;/textarea&gt;&lt;script&gt;" in pieces(page)["plain"]


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ("height=tall", 400, "height=tall: give a whole number from 0 to 5,000."),
        ("area=nowhere", 404, "area=nowhere: no Middle layer Super Output Area (MSOA) has this code."),
        ("hieght=450", 400, "There is no option hieght here"),
    ],
)
def test_a_choice_that_cannot_be_is_told(small_site: FlaskClient, query: str, status: int, sentence: str) -> None:
    answer = small_site.get(f"/embed/builder?{query}")

    assert answer.status_code == status
    assert sentence in answer.text


def test_the_builder_cannot_be_framed_itself(small_site: FlaskClient) -> None:
    policy = small_site.get("/embed/builder").headers["Content-Security-Policy"]

    assert "frame-ancestors 'none'" in policy
    assert "frame-src 'self'" in policy
