"""Feeds tell each edition that readers have seen, in the words of its pages, and what it corrects."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from app import create_app
from app.cli import main
from app.dataset import Hidden
from app.domain import Shown, Withheld
from app.editions import EditionsFolder
from app.settings import Settings
from app.web.data import feed as feed_module
from app.web.data.corrections import corrections
from app.web.data.feed_entries import said_of
from app.wording import Wording
from tests.conftest import SMALL
from tests.stored import stored_files
from tests.web import made
from tests.web.elements import elements

ATOM = "{http://www.w3.org/2005/Atom}"
XHTML = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True)
class Told:
    """An entry: its address that stays, title, day, and what it says."""

    id: str
    title: str
    updated: str
    page: str
    said: list[str]


def read(client: FlaskClient, address: str) -> tuple[ElementTree.Element, list[Told]]:
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "application/atom+xml")
    root = ElementTree.fromstring(answer.data)
    return root, [told(entry) for entry in root.findall(f"{ATOM}entry")]


def told(entry: ElementTree.Element) -> Told:
    said = [text for one in entry.iter() if one.tag in (f"{XHTML}p", f"{XHTML}li") for text in [one.text or ""]]
    page = entry.find(f"{ATOM}link[@rel='alternate']")
    assert page is not None
    own, title, updated = (entry.findtext(f"{ATOM}{name}", "") for name in ("id", "title", "updated"))
    return Told(own, title, updated, page.get("href", ""), said)


def check_atom(root: ElementTree.Element) -> None:
    """Check what RFC 4287 asks of a feed (4.1.1) and of its entries (4.1.2)."""
    assert root.tag == f"{ATOM}feed"
    for one in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (found,) = one.findall(f"{ATOM}{name}")
            assert found.text
        assert datetime.fromisoformat(one.findtext(f"{ATOM}updated", "")).tzinfo
        assert len(one.findall(f"{ATOM}link[@rel='alternate']")) == 1
        assert one.findtext(f"{ATOM}id", "").startswith("http")
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    (own,) = root.findall(f"{ATOM}link[@rel='self']")
    assert own.get("href") == root.findtext(f"{ATOM}id")
    ids = [one.text for one in root.findall(f"{ATOM}entry/{ATOM}id")]
    assert ids
    assert len(set(ids)) == len(ids)
    for content in root.findall(f"{ATOM}entry/{ATOM}content"):
        assert content.get("type") == "xhtml"
        assert [child.tag for child in content] == [f"{XHTML}div"]


# Figures of the first edition that the second one has otherwise; the last is hidden there.
CORRECTED = {"Northtown,2020-10-27,1217": "Northtown,2020-10-27,1220", "Second,2020-10-27,12": "Second,2020-10-27,3"}
WEEK = "2020-10-27"


@pytest.fixture(scope="module")
def corrected(published_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home with a second edition, of the week after, which has other figures of the first one's week too."""
    files = tmp_path_factory.mktemp("corrected")
    home = Path(shutil.copytree(published_home, files / "home"))
    for kind in ("msoa", "authorities"):
        text = (SMALL / f"{kind}_2020-11-02.csv").read_text()
        for before, now in CORRECTED.items():
            text = text.replace(before, now)
        header, *lines = text.splitlines()
        after = [line.replace(WEEK, "2020-11-03") for line in lines if WEEK in line]
        (files / f"{kind}_2020-11-09.csv").write_text("\n".join((header, *lines, *after, "")))
    for command in (["load", *map(str, files.glob("*.csv"))], ["publish"]):
        result = CliRunner().invoke(main, command, env={"CASEMAP_HOME": str(home)})
        assert result.exit_code == 0, result.output
    return home


@pytest.fixture
def site(corrected: Path) -> FlaskClient:
    return create_app(Settings(home=corrected)).test_client()


@pytest.mark.parametrize(
    "address", ["/feed.atom", "/areas/ltla/E06000001/feed.atom", "/areas/nation/E92000001/feed.atom"]
)
def test_a_feed_has_what_the_standard_asks_for(site: FlaskClient, address: str) -> None:
    root, entries = read(site, address)

    check_atom(root)
    assert len(entries) == 2
    assert root.findtext(f"{ATOM}rights")


def test_an_entry_tells_the_headline_of_its_edition_the_latest_first(site: FlaskClient) -> None:
    _, (now, before) = read(site, "/feed.atom")

    assert now.title == "1,229 cases in England in the seven days to 3 November 2020, the same as the week before"
    assert before.title == "1,229 cases in England in the seven days to 27 October 2020, up 19.7% on the week before"
    assert now.said[:2] == ["Most cases in the seven days to 3 November 2020:", "Old Quay, Northtown: 1,204"]
    assert (now.updated, before.updated) == ("2020-11-09T00:00:00Z", "2020-11-02T00:00:00Z")


def test_an_entry_says_how_many_figures_changed_of_weeks_already_published(site: FlaskClient) -> None:
    _, (now, before) = read(site, "/feed.atom")
    changed = "Areas whose figures of weeks already published changed since the edition before:"

    assert now.said[now.said.index(changed) :] == [
        changed,
        "Upper tier authorities: 1",
        "Lower tier authorities: 1",
        "Small areas (MSOAs): 1",
    ]
    assert changed not in before.said


def test_the_feed_of_an_area_tells_its_figures_and_what_changed(site: FlaskClient) -> None:
    root, (now, before) = read(site, "/areas/ltla/E06000001/feed.atom")

    assert root.findtext(f"{ATOM}title") == "Northtown: COVID-19 cases in England by area"
    assert now.title == "Northtown: 1,220 cases in the seven days to 3 November 2020"
    assert now.said == [
        "5,674.4 per 100,000 people",
        "The same as the week before",
        "Figures of Northtown that changed since the edition before:",
        "The seven days to 27 October 2020: 1,220 cases, before: 1,217 cases",
    ]
    assert before.said == ["5,660.5 per 100,000 people", "213 more than the week before (up 21.2%)"]


def test_every_entry_leads_to_its_week_and_its_edition(site: FlaskClient) -> None:
    for address in ("/feed.atom", "/areas/ltla/E06000001/feed.atom"):
        for entry in read(site, address)[1]:
            assert site.get(entry.page).status_code == site.get(entry.id).status_code == 200


def test_what_is_hidden_now_is_not_told_as_it_was(corrected: Path) -> None:
    """The small area that an edition hides had a count in the one before."""
    folder = EditionsFolder(corrected / "editions")
    now, before = map(folder.open, folder.seen())
    (correction,) = corrections(before, now, "msoa", "E02000002")

    assert correction.now is Withheld.HIDDEN
    assert isinstance(correction.before, Shown)
    assert said_of(Wording(now.dataset), "msoa", correction) == (
        "The seven days to 27 October 2020: Three or fewer cases"
    )


def test_there_is_no_feed_of_the_finest_areas(site: FlaskClient) -> None:
    answer = site.get("/areas/msoa/E02000001/feed.atom")

    assert answer.status_code == 404
    assert site.get("/areas/ltla/E99999999/feed.atom").status_code == 404


def test_where_the_finest_areas_are_all_there_are_they_have_feeds(tmp_path: Path) -> None:
    _, (entry,) = read(made.serve(made.months(), tmp_path), "/areas/ward/W2/feed.atom")

    assert entry.title == "Ward 2: 2 births in December 2020"
    assert entry.said == ["1 more than the month before (up 100.0%)"]


def test_hidden_counts_have_the_words_of_their_level(tmp_path: Path) -> None:
    place = made.deaths()
    levels = tuple(replace(level, hidden=Hidden(most=4, least=1)) for level in place.dataset.levels)
    now = max(place.counts)
    hidden = replace(
        place,
        dataset=replace(place.dataset, levels=levels),
        coarser_counts={"borough": {now: [Withheld.HIDDEN, Shown(20)]}},
    )
    _, (entry,) = read(made.serve(hidden, tmp_path), "/areas/borough/1/feed.atom")

    assert entry.title == "Borough 1: 1 to 4 deaths in the 28 days to 23 January 2021"
    assert entry.said == []


def test_a_feed_is_not_sent_again_while_it_is_the_same(site: FlaskClient) -> None:
    first = site.get("/feed.atom")
    again = site.get("/feed.atom", headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304
    assert first.headers["Cache-Control"] == "public, max-age=60"


def test_only_the_latest_editions_are_told(corrected: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_module, "LATEST", 1)
    _, (entry,) = read(create_app(Settings(home=corrected)).test_client(), "/feed.atom")

    assert entry.said[-1] == "Small areas (MSOAs): 1"


def test_of_a_withdrawn_edition_the_reason_alone_is_told_and_nothing_of_one_that_was_taken_back(
    corrected: Path, tmp_path: Path
) -> None:
    homes = [Path(shutil.copytree(corrected, tmp_path / name)) for name in ("withdrawn", "back")]
    folders = [EditionsFolder(home / "editions") for home in homes]
    now, before = folders[0].seen()
    folders[0].withdraw([before], "counts to be hidden", date(2020, 11, 10))
    folders[1].roll_back()
    withdrawn, back = (read(create_app(Settings(home=home)).test_client(), "/feed.atom")[1] for home in homes)
    addresses = {one: f"http://localhost/embed?edition={one}" for one in (now, before)}

    assert [entry.id for entry in withdrawn] == [addresses[before], addresses[now]]
    assert withdrawn[0].said == [
        "Withdrawn on 10 November 2020: counts to be hidden.",
        "Its figures are given no more.",
    ]
    assert [entry.id for entry in back] == [addresses[before]]


def test_a_damaged_edition_takes_none_but_its_own_entry(corrected: Path, tmp_path: Path) -> None:
    home = Path(shutil.copytree(corrected, tmp_path / "damaged"))
    _, before = EditionsFolder(home / "editions").seen()
    for file in stored_files(home, before, "weeks/2020-10-27.json"):
        file.write_bytes(file.read_bytes() + b" ")
    _, (entry,) = read(create_app(Settings(home=home)).test_client(), "/feed.atom")

    assert entry.title.startswith("1,229 cases in England in the seven days to 3 November 2020")
    assert len(entry.said) == 4


def test_addresses_and_author_are_the_sites_own(corrected: Path) -> None:
    settings = Settings(
        home=corrected, public_url="https://news.example/covid", operator="The News", contact="maps@news.example"
    )
    root, (now, _) = read(create_app(settings).test_client(), "/areas/ltla/E06000001/feed.atom")

    assert root.findtext(f"{ATOM}id") == "https://news.example/covid/areas/ltla/E06000001/feed.atom"
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "The News"
    assert root.findtext(f"{ATOM}author/{ATOM}email") == "maps@news.example"
    assert now.page == "https://news.example/covid/areas/ltla/E06000001?week=2020-11-03"


def test_pages_name_the_feeds_that_tell_of_them(site: FlaskClient) -> None:
    def feeds(address: str) -> list[str]:
        named = elements(site.get(address).text, "link", type="application/atom+xml")
        return [one.attributes["href"] for one in named]

    assert feeds("/") == feeds("/table") == feeds("/areas/msoa/E02000001") == ["/feed.atom"]
    assert feeds("/areas/ltla/E06000001") == ["/feed.atom", "/areas/ltla/E06000001/feed.atom"]
    assert feeds("/embed") == []
