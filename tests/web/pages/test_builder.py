"""The embed builder, which makes the same without a script as with it."""

from __future__ import annotations

import io
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from PIL import Image

from app import create_app
from app.options.beside import SIZES
from app.settings import Settings
from tests.conftest import Casemap
from tests.web.elements import elements, links


def pieces(page: str) -> dict[str, str]:
    """Return what there is to paste, by its name."""
    return {one.attributes["id"]: one.text for one in elements(page, "textarea")}


def selected(page: str) -> list[str]:
    return [one.attributes["value"] for one in elements(page, "option") if "selected" in one.attributes]


def chosen(page: str) -> list[tuple[str, str]]:
    """Return the places that the form holds."""
    hidden = elements(page, "input", type="hidden")
    return [(one.attributes["name"], one.attributes["value"]) for one in hidden]


def problems(page: str) -> list[str]:
    return [
        re.sub(r"\s+", " ", one.text).strip().removesuffix(" Go on without it")
        for one in elements(page, "div", class_="problem")
    ]


def test_without_a_choice_it_makes_an_embed_of_the_whole_map(small_site: FlaskClient) -> None:
    page = small_site.get("/embed/builder").text

    assert pieces(page)["address"] == "http://localhost/embed"
    assert pieces(page)["plain"].startswith('<iframe title="COVID-19 cases in England by area" src="http://localhost/')
    assert pieces(page)["with-script"].endswith('<script async src="http://localhost/embed.js"></script>')
    assert (selected(page), chosen(page), problems(page)) == ([], [], [])


def test_choices_are_kept_previewed_and_made_into_what_is_to_be_pasted(small_site: FlaskClient) -> None:
    page = small_site.get(
        "/embed/builder?within=E12000001&within=E07000001&measure=rate&level=&week=2020-10-20&title=A+%26+b"
        "&scheme=dark&height=450&area="
    ).text

    address = "http://localhost/embed?within=E07000001,E12000001&measure=rate&week=2020-10-20&title=A+%26+b&scheme=dark"
    frames = elements(pieces(page)["plain"], "iframe")
    preview = elements(page, "iframe", title="Preview")
    assert pieces(page)["address"] == address
    assert [(one.attributes["src"], one.attributes["height"]) for one in (*frames, *preview)] == [(address, "450")] * 2
    assert selected(page) == ["rate", "2020-10-20", "dark"]
    assert chosen(page) == [("within", "E07000001"), ("within", "E12000001")]


def test_places_that_are_chosen_stand_there_by_name_and_can_be_left_out(small_site: FlaskClient) -> None:
    page = small_site.get("/embed/builder?within=E12000001,E07000001&area=E02000001&measure=rate&height=450").text
    without = links(page)["Leave out North"]

    assert [one.text.split()[0] for one in elements(page, "ul", class_="chosen")] == ["Eastham", "Old"]
    assert without == "builder?within=E07000001&area=msoa.E02000001&measure=rate&height=450"
    assert chosen(small_site.get(f"/embed/{without}").text) == [("within", "E07000001"), ("area", "msoa.E02000001")]
    assert links(page)["Leave out Old Quay"] == "builder?within=E07000001,E12000001&measure=rate&height=450"


def test_without_a_script_places_are_searched_for_on_the_page_of_results(small_site: FlaskClient) -> None:
    form = elements(small_site.get("/embed/builder").text, "form", **{"data-find": "within"})[0]
    results = links(small_site.get(f"{form.attributes['action']}?q=southshire").text)
    area = links(small_site.get(results["Southshire"]).text)

    assert area["Embed this map"] == "/embed/builder?within=E10000001"


def test_a_shape_can_be_chosen_and_levels_go_by_it(small_site: FlaskClient) -> None:
    page = small_site.get("/embed/builder?shape=hexes").text

    assert pieces(page)["address"] == "http://localhost/embed?shape=hexes"
    assert selected(page) == ["hexes"]
    assert not elements(page, "option", value="ltla")
    assert elements(small_site.get("/embed/builder").text, "option", value="ltla")


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
    edition = elements(page, "input", name="edition")[0].attributes["value"]
    pinned = pieces(small_site.get(f"/embed/builder?edition={edition}").text)["address"]

    assert pinned == f"http://localhost/embed?edition={edition}"
    for address in (pieces(page)["address"], pinned):
        assert small_site.get(address).status_code == 200


def test_the_picture_is_offered_in_every_size(small_site: FlaskClient) -> None:
    page = small_site.get("/embed/builder?within=E12000001&scheme=dark&search=yes&title=Up+north").text
    offered = {name: address for name, address in links(page).items() if "image." in address}

    assert list(offered) == [f"{form}, {size.name}" for size in SIZES for form in ("PNG", "SVG")]
    assert all("download" in one.attributes for one in elements(page, "a") if "image." in one.attributes["href"])
    for size in SIZES:
        png, svg = (small_site.get(offered[f"{form}, {size.name}"]) for form in ("PNG", "SVG"))
        drawn = ElementTree.fromstring(svg.data)
        assert Image.open(io.BytesIO(png.data)).size == (size.width, size.height)
        assert (drawn.get("width"), drawn.get("height")) == (str(size.width), str(size.height))
        assert "Up north" in "".join(drawn.itertext())
    given = parse_qs(urlsplit(offered["PNG, Wide"]).query)
    assert given == {
        "within": ["E12000001"],
        "title": ["Up north"],
        "scheme": ["dark"],
        "width": ["1200"],
        "height": ["675"],
    }


def test_a_hostile_title_stays_text(small_site: FlaskClient) -> None:
    page = small_site.get("/embed/builder?title=</textarea><script>alert(1)</script>").text

    assert "<script>alert" not in page
    assert "&lt;/textarea&gt;&lt;script&gt;" in pieces(page)["plain"]


@pytest.mark.parametrize(
    ("query", "sentence", "left"),
    [
        ("height=tall", "Give the height in pixels, as a whole number from 200 to 5,000.", ""),
        ("height=100&measure=rate", "Give the height in pixels, as a whole number from 200 to 5,000.", "?measure=rate"),
        ("area=nowhere", "The area to point out is not on the map. Search for it by name.", ""),
        ("within=E12000001,nowhere", "A place is not on the map. Search for it by name.", "?within=E12000001"),
        ("within=" + ",".join(f"nowhere{n}" for n in range(21)), "A map shows up to 20 places. Leave some out.", ""),
        (
            "shape=hexes&level=ltla",
            "These areas are not drawn as hexagons. Choose “By place or zoom”, or another shape.",
            "?shape=hexes",
        ),
        ("level=nowhere", "These areas cannot be shown here. Choose others, or “By place or zoom”.", ""),
        ("week=1999-01-01", "Nothing is known of this week. Choose another, or the latest.", ""),
        ("edition=2019-x", "The figures that were to be kept are not here any more. Go on with those of now.", ""),
        (
            "search=yes&week=2020-10-20",
            "The search box goes with the latest week alone. Choose “The latest, always”, or leave the search box out.",
            "?week=2020-10-20",
        ),
        (
            "search=yes&interactive=no",
            "A picture has no search box. Choose one of the two.",
            "?interactive=no",
        ),
    ],
)
def test_a_choice_that_cannot_be_is_told_in_plain_words_and_makes_nothing(
    small_site: FlaskClient, query: str, sentence: str, left: str
) -> None:
    answer = small_site.get(f"/embed/builder?{query}")
    page = answer.text

    assert (answer.status_code, problems(page)) == (400, [sentence])
    assert (pieces(page), elements(page, "iframe")) == ({}, [])
    assert not [address for address in links(page).values() if "image." in address]
    assert links(page)["Go on without it"] == f"builder{left}"
    assert small_site.get(f"/embed/builder{left}").status_code == 200


def test_every_choice_that_cannot_be_is_told(small_site: FlaskClient) -> None:
    page = small_site.get("/embed/builder?measure=beds&scheme=pink&bounds=here").text

    assert len(problems(page)) == 1
    for part in ("These figures cannot be shown here.", "These colours are not known.", "The view that you came from"):
        assert part in problems(page)[0]


def test_a_name_that_is_no_option_is_told(small_site: FlaskClient) -> None:
    answer = small_site.get("/embed/builder?hieght=450")

    assert answer.status_code == 400
    assert "There is no option hieght here" in answer.text


def test_the_builder_cannot_be_framed_itself(small_site: FlaskClient) -> None:
    policy = small_site.get("/embed/builder").headers["Content-Security-Policy"]

    assert "frame-ancestors 'none'" in policy
    assert "frame-src 'self'" in policy
