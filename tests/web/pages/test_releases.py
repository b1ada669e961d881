"""Readers are told what each release changed, what an earlier edition has otherwise, and what was withdrawn."""

from __future__ import annotations

import csv
import io
import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.editions import EditionsFolder
from app.settings import Settings
from tests.revised import OF_NINTH, WEEK, run, with_second_edition
from tests.tables import Page

CHURCH_END = 'Church End, "The Green"'


@pytest.fixture(scope="module")
def home(published_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_second_edition(published_home, tmp_path_factory.mktemp("revised"))


@pytest.fixture(scope="module")
def site(home: Path) -> FlaskClient:
    return create_app(Settings(home=home)).test_client()


@pytest.fixture(scope="module")
def earlier(home: Path) -> str:
    """Return the edition that readers saw before."""
    return EditionsFolder(home / "editions").seen()[1]


def words(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    page = Page(answer.text)
    return "\n".join(word for tag in ("h1", "h2", "p", "li") for word in page.said(tag))


def test_the_page_tells_each_release_and_where_it_changed_the_most(site: FlaskClient) -> None:
    said = words(site, "/releases")

    assert "9 November 2020 dashboard MSOA counts" in said
    assert (
        "Small areas (MSOAs): 1 of 3 figures revised, in 1 small area and 1 week; 1 no longer hidden or missing; "
        '1 no longer shown. Most: Church End, "The Green", seven days to 27 October 2020, 4 → 6'
    ) in said


def test_the_page_of_a_release_tells_each_week(site: FlaskClient) -> None:
    page = Page(site.get(f"/releases/{OF_NINTH}").text)
    largest, weeks = page.tables

    assert largest.body == [[CHURCH_END, "27 October 2020", "4", "6"]]
    assert weeks.body == [["27 October 2020", "3", "1", "1", "1", "–"]]
    assert list(csv.reader(io.StringIO(site.get(f"/releases/{OF_NINTH}.csv").text)))[1:] == [
        ["msoa", "E02000005", CHURCH_END, WEEK, "4", "6", "6"]
    ]
    assert site.get("/releases/nothing").status_code == 404


def test_releases_are_data_as_csv_json_and_in_the_api(site: FlaskClient) -> None:
    rows = list(csv.DictReader(io.StringIO(site.get("/releases.csv").text)))
    told = json.loads(site.get("/releases.json").text)

    assert (rows[0]["release"], rows[0]["level"], rows[0]["revised"], rows[0]["status"]) == (
        OF_NINTH,
        "msoa",
        "1",
        "stands",
    )
    assert [row["release"] for row in told["releases"]] == [row["release"] for row in rows]
    assert told["releases"] == json.loads(site.get("/api/v1/releases").text)["releases"]


@pytest.mark.parametrize("address", ["/data", "/about", "/table", "/areas/msoa/E02000005", "/sitemap.xml"])
def test_pages_lead_to_the_releases(site: FlaskClient, address: str) -> None:
    assert "/releases" in site.get(address).text


@pytest.mark.parametrize(
    ("code", "row"),
    [
        ("E02000005", ["27 October 2020", "4 2 November 2020", "6 9 November 2020"]),
        ("E02000002", ["27 October 2020", "Not told 2 November 2020", "Three or fewer cases 9 November 2020"]),
        (
            "E02000004",
            ["27 October 2020", "Three or fewer cases 2 November 2020", "8, no longer hidden 9 November 2020"],
        ),
    ],
)
def test_an_area_lists_its_revisions_as_published_and_as_revised(site: FlaskClient, code: str, row: list[str]) -> None:
    page = Page(site.get(f"/areas/msoa/{code}").text)

    assert [table.body for table in page.tables if "As published" in table.headings] == [[row]]


def test_an_area_without_revisions_says_nothing_of_them(site: FlaskClient) -> None:
    page = Page(site.get("/areas/msoa/E02000001").text)

    assert not [table for table in page.tables if "As published" in table.headings]


@pytest.mark.parametrize(
    "address",
    ["/embed?edition={}", "/?edition={}", "/table?edition={}", "/hotspots?edition={}", "/rises?level=msoa&edition={}"],
)
def test_an_earlier_edition_says_what_was_revised_since(site: FlaskClient, earlier: str, address: str) -> None:
    said = words(site, address.format(earlier))

    assert "This is as published on 2 November 2020; 3 of its 6 figures by small area have been revised since." in said


def test_the_edition_of_now_says_nothing_of_that(site: FlaskClient, home: Path) -> None:
    now = EditionsFolder(home / "editions").seen()[0]

    assert "revised since" not in site.get(f"/embed?edition={now}").text
    assert "This is as published on 9 November 2020. The current map" in words(site, f"/embed?edition={now}")


def test_the_map_of_an_earlier_edition_knows_where_the_figures_of_now_are(
    site: FlaskClient, home: Path, earlier: str
) -> None:
    now = EditionsFolder(home / "editions").seen()[0]
    page = site.get(f"/?edition={earlier}").text

    assert f'data-edition="/editions/{earlier}/"' in page
    assert f'data-state="?edition={earlier}"' in page
    assert f'data-now="/editions/{now}/" data-since="/static/since-' in page
    assert "data-since" not in site.get("/").text


def test_the_table_of_an_earlier_edition_has_the_figures_of_now_beside_it(site: FlaskClient, earlier: str) -> None:
    (table,) = Page(site.get(f"/table?edition={earlier}&level=msoa").text).tables
    rows = {row[0].partition(" Eastham")[0]: row[1:] for row in table.body}

    assert table.headings[1:3] == ["Cases", "Cases now"]
    assert rows[CHURCH_END][:2] == ["4", "6"]
    assert rows["Mill Lane"] == ["Three or fewer cases", "8", ""]
    assert "Cases now" not in Page(site.get("/table?level=msoa").text).tables[0].headings


def test_lists_of_an_earlier_edition_have_the_figures_of_then(site: FlaskClient, earlier: str) -> None:
    then, now = (site.get(f"/hotspots.txt{query}").text for query in (f"?edition={earlier}", ""))
    csv_then, csv_now = (site.get(f"/rises.csv?level=msoa{query}").text for query in (f"&edition={earlier}", ""))

    assert f"{CHURCH_END} - 4 cases" in then
    assert f"{CHURCH_END} - 6 cases" in now
    assert [row["cases"] for row in csv.DictReader(io.StringIO(csv_then)) if row["area_code"] == "E02000005"] == ["4"]
    assert [row["cases"] for row in csv.DictReader(io.StringIO(csv_now)) if row["area_code"] == "E02000005"] == ["6"]


@pytest.mark.parametrize("path", ["hotspots", "rises"])
def test_a_list_of_an_earlier_edition_stays_in_it_and_leads_to_the_list_of_now(
    site: FlaskClient, earlier: str, path: str
) -> None:
    text = site.get(f"/{path}?edition={earlier}").text
    addresses = [link["href"] for link in Page(text).links]

    assert any(address.startswith(f"{path}.txt?") and f"edition={earlier}" in address for address in addresses)
    assert path in addresses
    assert f'<input type="hidden" name="edition" value="{earlier}">' in text
    assert not any(address.startswith("/areas/") and "edition" in address for address in addresses)


def test_the_releases_page_leads_to_what_was_published_before(site: FlaskClient, earlier: str) -> None:
    assert {f"/{path}?edition={earlier}" for path in ("", "hotspots", "rises", "table")} <= {
        link["href"] for link in Page(site.get("/releases").text).links
    }


@pytest.mark.parametrize("address", ["/embed?edition={}", "/table?edition={}"])
def test_an_edition_that_readers_were_taken_back_from_was_not_revised_since(
    home: Path, tmp_path: Path, address: str
) -> None:
    copy = Path(shutil.copytree(home, tmp_path / "home"))
    later = EditionsFolder(copy / "editions").current().id
    run(copy, "rollback")
    client = create_app(Settings(home=copy)).test_client()

    said = words(client, address.format(later))

    assert (
        "This is as published on 9 November 2020, and was taken back since; 3 of its 6 figures by small area differ "
        "from what readers see now." in said
    )
    assert "revised since" not in said
    assert 'data-since-says="Readers see now"' in client.get(f"/?edition={later}").text


@pytest.fixture
def withdrawn(home: Path, tmp_path: Path) -> FlaskClient:
    """Return a client of a place whose second release was withdrawn, and its first edition."""
    copy = Path(shutil.copytree(home, tmp_path / "home"))
    editions = EditionsFolder(copy / "editions")
    run(copy, "releases", "withdraw", OF_NINTH, "--because", "a trial")
    run(copy, "publish")
    with editions.changing():
        editions.withdraw([editions.seen()[-1]], "a hundredfold", date(2020, 11, 12))
    return create_app(Settings(home=copy)).test_client()


def test_what_was_withdrawn_is_told_in_pages_feed_and_data(withdrawn: FlaskClient, earlier: str) -> None:
    pages, feed = words(withdrawn, "/releases"), withdrawn.get("/feed.atom").text
    releases = list(csv.DictReader(io.StringIO(withdrawn.get("/releases.csv").text)))
    editions = json.loads(withdrawn.get("/api/v1/editions").text)["editions"]

    assert "a trial" in pages
    assert f"{earlier}, withdrawn on 12 November 2020: a hundredfold" in pages
    assert "The release of 9 November 2020 (dashboard MSOA counts) was withdrawn: a trial." in feed
    assert "Withdrawn on 12 November 2020: a hundredfold." in feed
    assert (releases[0]["status"], releases[0]["because"]) == ("withdrawn", "a trial")
    assert [(one["edition"], one["because"]) for one in editions if one["status"] == "withdrawn"] == [
        (earlier, "a hundredfold")
    ]


def test_what_was_made_from_a_withdrawn_release_says_so(withdrawn: FlaskClient) -> None:
    second = json.loads(withdrawn.get("/api/v1/editions").text)["editions"][1]["edition"]
    said = words(withdrawn, f"/embed?edition={second}")

    assert "made from the release of 9 November 2020 (dashboard MSOA counts), which was withdrawn: a trial." in said
