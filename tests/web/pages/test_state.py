"""What the map's page says without a script is what its address asks for."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.options.beside import MAP
from app.settings import Settings
from tests.conftest import ROOT, Casemap

WEEK = "2020-10-20"
DATA = ROOT / "tests" / "data"


def picture_in(page: str) -> str:
    found = re.search(r"<svg[^>]* data-placeholder.*?</svg>", page, re.DOTALL)
    assert found
    return found[0]


def held(page: str) -> list[tuple[str, str]]:
    """Return the data that a page holds, but for what is asked for of it."""
    blocks = re.findall(r'<script type="application/json" id="([^"]+)">(.*?)</script>', page, re.DOTALL)
    return [block for block in blocks if block[0] != "map-view"]


def step_of(page: str) -> dict[str, object] | None:
    found = re.search(r'id="map-view">(.*?)</script>', page)
    step: dict[str, object] | None = json.loads(found[1])["step"] if found else None
    return step


def meta(page: str, name: str) -> str:
    found = re.search(rf'<meta property="{name}" content="([^"]*)"', page)
    assert found
    return html.unescape(found[1])


def state_of(page: str) -> str | None:
    found = re.search(r' data-state="([^"]+)"', page)
    return html.unescape(found[1]) if found else None


def test_the_page_is_of_the_week_that_is_asked_for(small_site: FlaskClient) -> None:
    page, latest = (small_site.get(address).text for address in (f"/?week={WEEK}", "/"))
    days = "seven days to 20 October 2020 (14 to 20 October)"

    assert f"<title>COVID-19 cases in England by area, {days}</title>" in page
    assert f'<span class="nowrap" data-period>{days.replace("seven", "Seven")}</span>' in page
    assert f"{days}: find an area on the map" in page
    assert days in meta(page, "og:image:alt")
    assert picture_in(page) != picture_in(latest)
    assert "27 October" not in re.sub('<svg class="line".*?>', "", page).partition('id="map-elements"')[0]
    assert '/api/v1/weeks/2020-10-20/msoa.csv">CSV' in page
    assert f'href="/embed/builder?week={WEEK}"' in page


def test_its_card_and_what_others_embed_of_it_are_of_the_week_too(small_site: FlaskClient) -> None:
    page = small_site.get(f"/?week={WEEK}&utm_source=news").text
    picture = urlsplit(meta(page, "og:image"))

    assert meta(page, "og:url") == f"http://localhost/?week={WEEK}"
    assert parse_qs(picture.query)["week"] == [WEEK]
    links = [html.unescape(link) for link in re.findall(r'href="([^"]+/oembed[^"]+)"', page)]
    for link in links:
        assert f"week={WEEK}" in html.unescape(small_site.get(link).text)
    assert len(links) == 2


def test_the_first_view_costs_what_it_does_for_the_latest_week(small_site: FlaskClient) -> None:
    latest = held(small_site.get("/").text)

    for query in (
        f"week={WEEK}",
        "area=msoa.E02000001",
        "measure=change&level=ltla",
        "shape=hexes",
        "view=54.6,-1.5,12",
    ):
        assert held(small_site.get(f"/?{query}").text) == latest


def test_the_script_is_told_the_week_as_a_step_of_the_slider(small_site: FlaskClient) -> None:
    weeks = dict.fromkeys(("nation", "region", "utla", "ltla", "msoa"), WEEK)

    page = small_site.get(f"/?week={WEEK}").text
    assert step_of(page) == {"day": WEEK, "weeks": weeks, "before": []}
    assert re.search('id="week-slider" min="0" max="1" value="0"', page)
    assert 'data-week="2020-10-27"' in page
    assert step_of(small_site.get("/").text) is None


@pytest.mark.parametrize("address", ["/", "/?week=2020-10-27", "/?week=", "/?utm_source=x", "/?area=&level=&x"])
def test_what_asks_for_nothing_else_is_the_plain_page(small_site: FlaskClient, address: str) -> None:
    page = small_site.get(address).text

    assert page == small_site.get("/").text
    assert state_of(page) is None


@pytest.mark.parametrize(
    ("query", "state"),
    [
        (f"week={WEEK}&dnt=1", f"?week={WEEK}"),
        ("week=20201020", f"?week={WEEK}"),
        ("area=E02000001", "?area=msoa.E02000001"),
        ("area=utla.E10000001&measure=change", "?area=utla.E10000001&measure=change"),
        ("level=utla&shape=hexes", "?shape=hexes&level=utla"),
        ("shape=map", "?shape=map"),
        ("view=54.61234,-1.5,12", "?view=54.6123,-1.5000,12.00"),
        ("view=54.6,%20-1.5,%2012", "?view=54.6000,-1.5000,12.00"),
        ("view=10,120,5", "?view=10.0000,120.0000,5.00"),
        (f"week=&week={WEEK}&week=+{WEEK}", f"?week={WEEK}"),
    ],
)
def test_the_script_is_told_what_is_asked_for_in_one_form(small_site: FlaskClient, query: str, state: str) -> None:
    assert state_of(small_site.get(f"/?{query}").text) == state
    assert state_of(small_site.get(f"/{state}").text) == state


def pictured(site: FlaskClient, query: str) -> dict[str, str]:
    """Return the options of the picture on the card of the map's page, which must be there."""
    picture = urlsplit(meta(site.get(f"/?{query}").text, "og:image"))
    assert site.get(f"{picture.path}?{picture.query}").status_code == 200
    return {name: value for name, [value] in parse_qs(picture.query).items() if name != "edition"}


ADDRESSES = json.loads((DATA / "addresses.json").read_text())  # in their normal form, as the script is held to as well


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_the_script_writes_is_what_the_server_does(small_site: FlaskClient, address: str) -> None:
    assert state_of(small_site.get(f"/{address}").text) == address


def test_every_option_of_the_map_is_in_an_address_that_both_write() -> None:
    of_a_place = {"edition"}  # an edition's name is a hash: tests of earlier editions hold its address
    written = {name for address in ADDRESSES for name in parse_qs(address[1:])}
    assert written == {option.name for option in MAP} - of_a_place


@pytest.mark.parametrize(
    ("query", "options"),
    [
        ("area=msoa.E02000001", {"area": "msoa.E02000001"}),
        ("measure=rate&level=ltla", {"measure": "rate", "level": "ltla"}),
        ("shape=hexes&level=ltla", {"shape": "hexes"}),
        ("view=54.6,10,13", {}),
        ("view=-84,0,0", {"bounds": "-1.6,54.4,-1.3,54.7"}),
    ],
)
def test_the_card_shows_what_the_map_does(small_site: FlaskClient, query: str, options: dict[str, str]) -> None:
    assert pictured(small_site, query) == options


def test_the_card_shows_what_a_view_does_no_closer_than_the_map_goes(small_site: FlaskClient) -> None:
    bounds = pictured(small_site, "view=54.6,-1.45,13")["bounds"]
    west, south, east, north = map(float, bounds.split(","))

    assert (west + east) / 2 == pytest.approx(-1.45, abs=1e-3)
    assert (south + north) / 2 == pytest.approx(54.6, abs=1e-3)
    assert pictured(small_site, "view=54.6,-1.45,22")["bounds"] == bounds


def test_a_measure_that_is_asked_for_is_that_of_the_picture_and_the_legend(small_site: FlaskClient) -> None:
    page = small_site.get("/?measure=change").text

    assert picture_in(page) != picture_in(small_site.get("/").text)
    assert re.findall(r'data-legend="([^"]+)">', page)[0].startswith("change:")
    assert re.findall(r'value="(\w+)" autocomplete="off" checked', page)[0] == "change"


def test_without_a_script_an_area_that_is_asked_for_is_led_to(small_site: FlaskClient) -> None:
    page = small_site.get(f"/?area=msoa.E02000001&week={WEEK}").text
    without_script = page.partition("<noscript>")[2].partition("</noscript>")[0]

    assert f'<a href="/areas/msoa/E02000001?week={WEEK}">Old Quay</a>' in without_script


def test_links_to_lists_keep_the_week(small_site: FlaskClient) -> None:
    page = small_site.get(f"/?week={WEEK}").text

    for link in (f"/hotspots?week={WEEK}", f"/table?week={WEEK}", "/rises", "/about"):
        assert f'href="{link}"' in page
        assert small_site.get(link).status_code == 200


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ("week=2020-10-26", 404, "The week 2020-10-26 is not on record."),
        ("week=yesterday", 400, "week=yesterday is no date; give it as YYYY-MM-DD."),
        ("area=nowhere", 404, "area=nowhere: no Middle layer Super Output Area (MSOA) has this code."),
        ("area=parish.E02000001", 400, "give a level and a code, as in msoa.E02000001."),
        ("area=utla.E02000001", 404, "no upper tier local authority has this code."),
        ("measure=deaths", 400, "measure=deaths is not known here; it may be cases, rate or change."),
        ("level=nation", 400, "level=nation is not known here; it may be utla, ltla or msoa."),
        ("level=MSOA", 400, "level=MSOA is not known here"),
        ("shape=circle", 400, "shape=circle is not known here; it may be map or hexes."),
        ("view=54.6,-1.5", 400, "view=54.6,-1.5: give latitude, longitude and zoom, as in 54.78,-1.57,11."),
        ("view=a,b,c", 400, "give latitude, longitude and zoom"),
        ("view=,,", 400, "give latitude, longitude and zoom"),
        ("view=nan,0,5", 400, "give latitude, longitude and zoom"),
        ("view=1e1,0,5", 400, "give latitude, longitude and zoom"),
        ("view=86,0,5", 400, "give latitude, longitude and zoom"),
        ("view=54,181,5", 400, "give latitude, longitude and zoom"),
        ("view=54,-1,-3", 400, "give latitude, longitude and zoom"),
        ("view=54,-1,23", 400, "give latitude, longitude and zoom"),
    ],
)
def test_what_cannot_be_shown_is_told(small_site: FlaskClient, query: str, status: int, sentence: str) -> None:
    answer = small_site.get(f"/?{query}")
    told = small_site.get("/oembed", query_string={"url": f"http://localhost/?{query.replace('+', ' ')}"})

    assert (answer.status_code, told.status_code) == (status, status)
    assert sentence in html.unescape(answer.text)
    assert sentence in told.get_json(force=True)["detail"]
    assert '<body data-root="/">' in answer.text


@pytest.fixture
def between(casemap: Casemap, small_files: Path, home: Path) -> FlaskClient:
    """Return a client of the small place with a week between the slider's steps, and another after the last."""
    (small_files / "ltla_2020-10-29.csv").write_text(
        "areaType,areaCode,areaName,date,newCasesBySpecimenDateRollingSum\n"
        "ltla,E06000001,,2020-10-25,700\nltla,E07000001,,2020-10-25,9\nltla,E07000002,,2020-10-25,9\n"
    )
    (small_files / "nation_2020-11-09.csv").write_text(
        "areaType,areaCode,areaName,date,newCasesBySpecimenDateRollingSum\nnation,E92000001,England,2020-11-05,900\n"
    )
    for command in (["load", small_files], ["publish"]):
        assert casemap(*command).exit_code == 0
    return create_app(Settings(home=home)).test_client()


def test_a_week_between_the_sliders_steps_has_a_step_of_its_own(between: FlaskClient) -> None:
    page = between.get("/?week=2020-10-25").text
    step = step_of(page)

    assert step
    assert step["day"] == "2020-10-25"
    assert step["weeks"] == {"nation": WEEK, "region": WEEK, "utla": WEEK, "ltla": "2020-10-25", "msoa": WEEK}
    assert re.search('id="week-slider" min="0" max="1" value="1"', page)
    assert "Seven days to 25 October 2020" in page


def test_a_week_of_which_the_map_draws_nothing_is_told_as_what_it_is(between: FlaskClient) -> None:
    page = between.get("/?week=2020-11-05").text

    assert "Seven days to 5 November 2020" in page
    assert "data-published>Published 9 November 2020." in page
    assert set(re.findall(r'<path( fill="[^"]+")? d=', picture_in(page))) == {""}
    assert "All areas of this week" not in page
    for form in ("/embed", "/image.svg"):
        assert between.get(f"{form}?week=2020-11-05").status_code == 200


def test_each_week_says_when_its_figures_were_published(between: FlaskClient) -> None:
    embed = between.get("/embed?week=2020-10-25&level=ltla").text

    assert "Published 2 November 2020." in embed  # the finest figures of it, which end five days earlier
    assert "By lower tier local authority, published 29 October 2020." in embed


def test_where_it_is_not_known_where_areas_are_no_shape_can_be_asked_for(
    casemap: Casemap, small_files: Path, home: Path
) -> None:
    (small_files / "boundaries.geojson").unlink()
    for command in (["load", small_files], ["publish"]):
        assert casemap(*command).exit_code == 0
    site = create_app(Settings(home=home)).test_client()

    for address in ("/?shape=map", "/embed?shape=hexes"):
        answer = site.get(address)
        assert answer.status_code == 400
        assert "is not known here." in answer.text
    assert "20 October 2020" in site.get(f"/?week={WEEK}").text


def test_bounds_that_touch_the_map_from_outside_show_nothing_of_it(small_site: FlaskClient) -> None:
    for bounds in ("-3,54,-1.6,55", "-1.5,54.7,-1.4,56"):
        answer = small_site.get(f"/embed?bounds={bounds}")
        assert answer.status_code == 400, bounds
        assert "nothing of the map lies in these" in answer.text
