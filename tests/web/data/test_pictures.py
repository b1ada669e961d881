"""Any view of the map as a picture, at a cost that is bounded."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from PIL import Image

from app import create_app
from app.cli import serve
from app.pages.classes import rate_classes
from app.settings import Settings
from app.web.data import pictures
from app.web.serving import site
from tests.conftest import Casemap
from tests.england import ENGLAND
from tests.serving import served

NORTH = "E12000001"
MEMORY = 150_000  # kB


def said(site: FlaskClient, query: str = "") -> str:
    answer = site.get(f"/image.svg?{query}")
    assert answer.status_code == 200, answer.text
    return " ".join(ElementTree.fromstring(answer.data).itertext())


def test_picture_page_and_data_agree_on_the_class_of_a_figure(small_files: Path, casemap: Casemap, home: Path) -> None:
    population = small_files / "population.csv"
    population.write_text(population.read_text().replace("E02000002,7500", "E02000002,24016"))  # for 12 cases
    casemap("load", small_files)
    casemap("publish")
    site = create_app(Settings(home=home)).test_client()
    breaks = ENGLAND.level("msoa").breaks.rate
    light, dark = next(one.shades for one in rate_classes(breaks) if one.label == "50 to 69")
    query = f"within={NORTH}&level=msoa&measure=rate"

    assert ",12,50.0," in site.get(f"/api/v1/weeks/latest/msoa/{NORTH}.csv").text
    assert f'<path fill="{light}"' in site.get(f"/image.svg?{query}").text
    assert f'<path fill="{dark}"' in site.get(f"/image.svg?{query}&scheme=dark").text
    assert (
        site.get(f"/embed?{query}").text.count(f'fill="light-dark({light},{dark})"') == 2
    )  # in the map and its legend


@pytest.mark.parametrize(("form", "mimetype"), [("png", "image/png"), ("webp", "image/webp")])
def test_a_picture_has_the_size_that_was_asked_for(small_site: FlaskClient, form: str, mimetype: str) -> None:
    answer = small_site.get(f"/image.{form}?width=640&height=420")

    assert answer.mimetype == mimetype
    assert Image.open(io.BytesIO(answer.data)).size == (640, 420)


def test_without_a_size_it_is_a_social_card(small_site: FlaskClient) -> None:
    picture = ElementTree.fromstring(small_site.get("/image.svg").data)

    assert (picture.get("width"), picture.get("height")) == ("1200", "630")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        (f"within={NORTH}", "covid-19-cases-in-north-2020-10-27-1200x630.png"),
        ("title=Ü+%22x%22%0D%0A&width=300&height=200&week=2020-10-20", "u-x-2020-10-20-300x200.png"),
        ("title=%D0%9C&width=300&height=200", "map-2020-10-27-300x200.png"),
        (f"title={'long+' * 24}&width=300&height=200", f"{'long-' * 15}long-2020-10-27-300x200.png"),
    ],
)
def test_its_file_is_named_by_what_it_shows(small_site: FlaskClient, query: str, name: str) -> None:
    answer = small_site.get(f"/image.png?{query}")

    assert answer.headers["Content-Disposition"] == f'inline; filename="{name}"'


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (f"within={NORTH}", "COVID-19 cases in North "),
        ("area=E02000001", "Old Quay 1,204 cases"),
        ("area=utla.E10000001", "Southshire 12 cases"),
        ("bounds=-1.55,54.55,-1.45,54.65", "Cases in the seven days"),
        ("level=ltla", "By lower tier local authority."),
        ("measure=change", "not calculable"),
        ("measure=rate", "Cases per 100,000 people in the seven days"),
        ("week=2020-10-20", "Seven days to 20 October 2020"),
        ("title=Where+cases+are", "Where cases are"),
        ("scheme=dark", "Cases in the seven days"),
    ],
)
def test_it_shows_what_an_embed_with_these_options_does(small_site: FlaskClient, query: str, words: str) -> None:
    assert words in said(small_site, query)
    assert said(small_site, query) != said(small_site) or query == "scheme=dark"
    assert small_site.get(f"/embed?{query}").status_code == 200


@pytest.mark.parametrize(
    ("query", "status", "reason"),
    [
        ("width=199", 400, "width=199: give a whole number from 200 to 2,400."),
        ("height=2401", 400, "height=2401: give a whole number from 200 to 2,400."),
        ("width=-5", 400, "width=-5: give a whole number"),
        ("width=9e9", 400, "width=9e9: give a whole number"),
        ("listed=11", 400, "listed=11: give a whole number from 0 to 10."),
        ("widht=600", 400, "There is no option widht here"),
        ("measure=beds", 400, "measure=beds is not known here"),
        ("within=E99999999", 404, "no authority, region or nation has this code"),
        ("week=1999-01-01", 404, "not on record"),
    ],
)
def test_what_cannot_be_drawn_is_said(small_site: FlaskClient, query: str, status: int, reason: str) -> None:
    answer = small_site.get(f"/image.png?{query}")

    assert (answer.status_code, answer.mimetype) == (status, "text/html")
    assert reason in answer.text


def test_a_form_that_there_is_not_names_those_that_are(small_site: FlaskClient) -> None:
    answer = small_site.get("/image.gif", headers={"Accept": "application/json"})

    assert (answer.status_code, answer.get_json(force=True)["choices"]) == (404, ["png", "svg", "webp"])


def test_a_picture_is_revalidated_and_a_pinned_one_kept_for_good(small_site: FlaskClient, small_home: Path) -> None:
    edition = next((small_home / "editions").glob("2020-*")).name
    answer = small_site.get("/image.png?width=300&height=200")
    again = small_site.get("/image.png?width=300&height=200", headers={"If-None-Match": answer.headers["ETag"]})
    pinned = small_site.get(f"/image.svg?edition={edition}")

    assert (again.status_code, again.data) == (304, b"")
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert "immutable" in pinned.headers["Cache-Control"]
    assert "As published on 2 November 2020" in pinned.text
    assert "Content-Encoding" not in answer.headers


def test_a_picture_is_drawn_once(small_site: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = drawing_of(monkeypatch, b"pixels")
    for _ in range(3):
        small_site.get("/image.png?width=300")

    assert len(drawn) == 1


def drawing_of(monkeypatch: pytest.MonkeyPatch, content: bytes) -> list[str]:
    """Have drawing give this at once, and note each that was drawn."""
    drawn: list[str] = []

    def draw(svg: bytes, form: str) -> bytes:
        drawn.append(form)
        return content + svg[:60]

    monkeypatch.setattr(pictures, "rasterise", draw)
    monkeypatch.setattr(pictures, "draw_picture", lambda *_: str(len(drawn)).encode())
    return drawn


def test_a_flood_of_odd_sizes_takes_no_more_room_than_pictures_have(
    small_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = create_app(Settings(home=small_home))
    client, kept = application.test_client(), application.extensions["casemap"].pictures
    page = client.get("/embed")
    drawn = drawing_of(monkeypatch, b"x" * 1_000_000)
    for width in range(200, 260):
        assert client.get(f"/image.png?width={width}").status_code == 200

    assert len(drawn) == 60
    assert sum(len(body.plain) for body in kept._bodies.values()) <= site.PICTURES_ROOM
    pages = application.extensions["casemap"].bodies
    assert {body.etag for body in pages._bodies.values()} & {page.headers["ETag"].strip('W/"')}


def test_pictures_leave_threads_to_pages() -> None:
    assert (site.WAITING + 1) + (site.MAKING_WAITING + 1) + site.SENT_AT_ONCE < serve.THREADS


def test_a_server_under_a_flood_of_odd_sizes_goes_on_serving_pages(small_home: Path) -> None:
    """Each picture comes, or the word to come again; each page comes; the server stays small."""
    with served({"CASEMAP_HOME": str(small_home)}) as address, ThreadPoolExecutor(24) as threads:
        flood = [threads.submit(fetched, f"{address}/image.png?width={2400 - odd}&height=2400") for odd in range(40)]
        pages = [fetched(f"{address}/embed?title={number}") for number in range(60)]
        answers = [one.result() for one in flood]
        memory = [resident(process) for process in Path("/proc").glob("[0-9]*") if serves(process, address)]

    assert {status for status, _, _ in pages} == {200}
    assert {status for status, _, _ in answers} == {200, 503}
    assert {after for status, after, _ in answers if status == 503} == {"5"}
    assert all("Ask again in 5 seconds" in page for status, _, page in answers if status == 503)
    assert 0 < max(memory) < MEMORY


def fetched(address: str) -> tuple[int, str | None, str]:
    """Return an answer's status, when to come again, and its page."""
    try:
        with urlopen(address, timeout=60) as answer:
            answer.read()
            return answer.status, None, ""
    except HTTPError as error:
        return error.code, error.headers["Retry-After"], error.read().decode()


def serves(process: Path, address: str) -> bool:
    with suppress(OSError):
        return address.rpartition(":")[2].encode() in (process / "cmdline").read_bytes().split(b"\0")
    return False


def resident(process: Path) -> int:
    """Return the memory that a process has, in kB."""
    return int((process / "status").read_text().partition("VmRSS:")[2].split()[0])
