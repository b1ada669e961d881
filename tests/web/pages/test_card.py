"""What other sites show of a page that is shared."""

from __future__ import annotations

import io
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from PIL import Image

from app import create_app
from app.settings import Settings
from tests.conftest import Casemap

TITLE = "COVID-19 cases in England by area"


class Metas(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("property") or given.get("name")
        if tag == "meta" and name:
            assert name not in self.found
            self.found[name] = given.get("content") or ""


def card(site: FlaskClient, address: str, **headers: str) -> dict[str, str]:
    answer = site.get(address, headers=headers)
    assert answer.status_code == 200, answer.text
    return Metas(answer.text).found


@pytest.mark.parametrize(
    ("page", "options", "said"),
    [
        ("/", {}, "Map of cases in England"),
        ("/?week=2020-10-20", {"week": "2020-10-20"}, "seven days to 20 October 2020"),
        ("/areas/msoa/E02000001", {"area": "msoa.E02000001"}, "Old Quay: 1,204 cases in the seven days to 27 October"),
        ("/areas/utla/E10000001", {"within": "E10000001", "area": "utla.E10000001"}, "Southshire: 12 cases"),
        ("/areas/nation/E92000001", {"area": "nation.E92000001"}, "England: 1,229 cases"),
        (
            "/areas/msoa/E02000001?week=2020-10-20",
            {"area": "msoa.E02000001", "week": "2020-10-20"},
            "Old Quay: 1,000 cases in the seven days to 20 October",
        ),
        (
            "/hotspots?week=2020-10-20&within=E12000001,E07000002",
            {
                "within": "E07000002,E12000001",
                "level": "msoa",
                "week": "2020-10-20",
                "title": "Hotspots in Westham and North",
                "listed": "3",
            },
            "Map of cases in Westham and North by Middle layer Super Output Area (MSOA), seven days to 20 October",
        ),
        ("/hotspots", {"level": "msoa", "title": "Hotspots", "listed": "3"}, "Most cases: Old Quay (Northtown) 1,204"),
        (
            "/hotspots?within=E12000002",
            {"within": "E12000002", "level": "msoa", "title": "Hotspots in South", "listed": "3"},
            "Map of cases in South",
        ),
        (
            "/rises?level=msoa",
            {"level": "msoa", "measure": "change", "title": "Rises and falls", "listed": "3"},
            "Largest rises: Old Quay (Northtown) up 20.4%",
        ),
        ("/table?level=ltla", {"level": "ltla", "title": TITLE, "listed": "3"}, "by lower tier local authority"),
        ("/table?level=region", {"title": TITLE, "listed": "3"}, "Map of"),
    ],
)
def test_pages_have_a_picture_of_what_they_show_and_words_for_it(
    small_site: FlaskClient, small_home: Path, page: str, options: dict[str, str], said: str
) -> None:
    found = card(small_site, page)
    address = urlsplit(found["og:image"])
    given = {name: values[0] for name, values in parse_qs(address.query).items()}
    picture = small_site.get(f"{address.path}?{address.query}")

    assert given == {**options, "edition": next((small_home / "editions").glob("2020-*")).name}
    assert said in found["og:image:alt"] == found["twitter:image:alt"]
    assert (address.scheme, address.netloc) == ("http", "localhost")
    assert found["twitter:card"] == "summary_large_image"
    size = Image.open(io.BytesIO(picture.data)).size
    assert size == (int(found["og:image:width"]), int(found["og:image:height"]))
    assert found["description"]


@pytest.mark.parametrize(
    ("page", "heading", "week", "areas"),
    [
        ("/hotspots", "Most cases", "27", ["Old Quay, Northtown", "1,204", "Old Quay, Westham", "5"]),
        ("/hotspots?week=2020-10-20&within=E10000001", "Most cases", "20", ["Mill Lane, Eastham & District", "9"]),
        ("/rises?level=msoa", "Largest rises", "27", ["Old Quay, Northtown", "up 20.4%"]),
        ("/table?level=utla", "Highest rates per 100,000", "27", ["Northtown", "5,660.5", "Southshire", "57.1"]),
    ],
)
def test_the_picture_of_a_list_says_what_the_list_says(
    small_site: FlaskClient, page: str, heading: str, week: str, areas: list[str]
) -> None:
    found = card(small_site, page)
    address = urlsplit(found["og:image"].replace("/image.png", "/image.svg"))
    drawn = ElementTree.fromstring(small_site.get(f"{address.path}?{address.query}").data)
    said = [text.replace("\u00a0", " ") for text in drawn.itertext()]

    assert parse_qs(address.query)["title"][0] in said[0]
    assert heading in said
    assert f"Seven days to {week} October 2020" in " ".join(said)
    assert [area for area in areas if area not in said] == []


def test_a_card_names_the_page_by_its_own_address(small_site: FlaskClient) -> None:
    assert card(small_site, "/?x=evil")["og:url"] == "http://localhost/"
    assert card(small_site, "/?area=E02000001&x=evil")["og:url"] == "http://localhost/?area=msoa.E02000001"
    assert card(small_site, "/hotspots?within=E12000002")["og:url"] == "http://localhost/hotspots?within=E12000002"
    assert card(small_site, "/areas/msoa/E02000001")["og:title"].startswith("Old Quay: 1,204 cases")


def test_addresses_are_the_public_ones_or_those_of_the_host_that_was_asked(small_home: Path) -> None:
    public = create_app(Settings(home=small_home, public_url="https://example.org/cases")).test_client()
    private = create_app(Settings(home=small_home)).test_client()

    assert card(public, "/cases/")["og:image"].startswith("https://example.org/cases/image.png?")
    for host in ("one.example", "two.example"):
        assert card(private, "/", Host=host)["og:image"].startswith(f"http://{host}/image.png?")


def test_hostile_names_stay_inside_a_card(small_site: FlaskClient) -> None:
    page = small_site.get("/areas/msoa/E02000002").text
    found = Metas(page).found

    assert "{{7*7}}<script>alert(1)</script>: 12 cases" in found["og:image:alt"]
    assert "<script>alert" not in page


def test_where_it_is_not_known_where_areas_are_there_is_no_picture(
    casemap: Casemap, small_files: Path, home: Path
) -> None:
    (small_files / "boundaries.geojson").unlink()
    for command in (["load", small_files], ["publish"]):
        assert casemap(*command).exit_code == 0
    site = create_app(Settings(home=home)).test_client()
    answer = site.get("/image.png")

    assert (answer.status_code, "there is no picture of the map" in answer.text) == (404, True)
    assert card(site, "/")["og:title"]
    assert "og:image" not in card(site, "/")
