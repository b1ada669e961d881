"""The map alone, as the options in its address ask for it."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
from flask.testing import FlaskClient

NORTH = "E12000001"


def view_of(site: FlaskClient, query: str) -> dict[str, Any]:
    answer = site.get(f"/embed?{query}")
    assert answer.status_code == 200, answer.text
    found = re.search(r'id="map-view">(.*?)</script>', answer.text)
    assert found
    view: dict[str, Any] = json.loads(found[1])
    return view


def chunks_of(site: FlaskClient, query: str) -> set[str]:
    """Name the chunks among the layers that an embed may load."""
    found = re.findall(r'"element":"layer","name":"([^"]+)"[^}]*"boxes"', site.get(f"/embed?{query}").text)
    return set(found)


def shown_legends(page: str) -> list[str]:
    return re.findall(r'data-legend="([^"]+)">', page)


def test_a_place_is_fitted_to_and_drawn_alone_by_its_small_areas(small_site: FlaskClient) -> None:
    view = view_of(small_site, f"within={NORTH}&area=E02000002")

    assert view["bounds"] == [[54.5, -1.6], [54.7, -1.4]]
    assert view["authorities"] == ["E06000001"]
    assert chunks_of(small_site, f"within={NORTH}") == {"msoa-00"}
    assert view["selected"] == {"level": "msoa", "code": "E02000002"}
    assert view["locked"] == "msoa"
    assert view["reach"] is None


def test_places_may_be_named_one_by_one_or_in_a_list(small_site: FlaskClient) -> None:
    in_a_list = view_of(small_site, "within=E06000001,E07000001")

    assert view_of(small_site, "within=E06000001&within=E07000001") == in_a_list
    assert in_a_list["authorities"] == ["E06000001", "E07000001"]


def test_a_place_can_be_drawn_by_areas_larger_than_its_authorities(small_site: FlaskClient) -> None:
    view = view_of(small_site, "within=E12000002&level=utla")

    assert view["authorities"] == ["E07000001", "E07000002", "E10000001"]
    assert '"element":"layer","name":"utla"' in small_site.get("/embed?within=E12000002&level=utla").text


def test_without_a_place_levels_go_by_the_zoom_as_on_the_map(small_site: FlaskClient) -> None:
    view = view_of(small_site, "")

    assert (view["locked"], view["authorities"], view["selected"]) == (None, None, None)
    assert [level["level"] for level in view["levels"]] == ["utla", "ltla", "msoa"]


@pytest.mark.parametrize(
    ("area", "selected", "locked"),
    [
        ("E02000001", {"level": "msoa", "code": "E02000001"}, "msoa"),
        ("msoa.E02000001", {"level": "msoa", "code": "E02000001"}, "msoa"),
        ("utla.E10000001", {"level": "utla", "code": "E10000001"}, "utla"),
        ("region.E12000001", {"level": "region", "code": "E12000001"}, "msoa"),
    ],
)
def test_an_area_is_selected_at_its_level(
    small_site: FlaskClient, area: str, selected: dict[str, str], locked: str
) -> None:
    view = view_of(small_site, f"area={area}")

    assert (view["selected"], view["locked"]) == (selected, locked)


def test_bounds_are_what_it_is_fitted_to(small_site: FlaskClient) -> None:
    view = view_of(small_site, "bounds=-1.55,54.55,-1.45,54.65")

    assert view["bounds"] == [[54.55, -1.55], [54.65, -1.45]]
    assert view["reach"][0][0] <= 54.5


def test_a_level_and_a_measure_are_locked_and_have_their_legend_alone(small_site: FlaskClient) -> None:
    page = small_site.get("/embed?level=ltla&measure=change").text

    assert view_of(small_site, "level=ltla&measure=change")["levels"] == [
        {"level": "ltla", "from_zoom": 7, "measure": "change"}
    ]
    assert shown_legends(page) == ["change:ltla"]
    assert "Change on the week before" in page


def test_hexagons_are_drawn_where_they_are_asked_for(small_site: FlaskClient) -> None:
    page = small_site.get("/embed?shape=hexes&area=E02000004").text
    view = view_of(small_site, "shape=hexes&within=E12000001")

    assert '"element":"map","id":"map_casemap","shape":"hexes"' in page
    assert '"href":"layers/msoa-' not in page
    assert re.search(r'<p data-in-shape="hexes">Each hexagon is one small area', page)
    assert chunks_of(small_site, "shape=hexes&within=E12000001") == {"hexes-msoa-00"}
    assert [level["level"] for level in view["levels"]] == ["msoa"]
    assert view["bounds"] != view_of(small_site, "within=E12000001")["bounds"]


def test_on_a_map_nothing_is_said_of_hexagons(small_site: FlaskClient) -> None:
    assert '<p data-in-shape="hexes" hidden>' in small_site.get("/embed?shape=map").text


def test_a_week_is_shown_as_it_was_with_its_dates(small_site: FlaskClient) -> None:
    query = f"within={NORTH}&week=2020-10-20"
    page = small_site.get(f"/embed?{query}").text

    assert "Seven days to 20 October 2020 (14 to 20 October)" in page
    weeks = view_of(small_site, query)["weeks"]
    assert weeks["msoa"]["weekEnd"] == "2020-10-20"
    assert weeks["msoa"]["cases"][:3] == [1000, "hidden", "hidden"]
    assert weeks["msoa"]["before"] is None
    assert "weeks" not in view_of(small_site, f"within={NORTH}&week=2020-10-27")


def test_a_pinned_edition_says_so_and_leads_to_the_current_map(small_site: FlaskClient) -> None:
    found = re.search(r'data-edition="/editions/([^/]+)/"', small_site.get("/embed").text)
    assert found
    page = small_site.get(f"/embed?edition={found[1]}").text

    assert "This is as published on 2 November 2020." in page
    assert '<a href="/">The current map</a>' in page
    assert "as published" not in small_site.get("/embed").text


def test_a_title_stands_for_the_usual_one(small_site: FlaskClient) -> None:
    page = small_site.get("/embed?title=%20Cases%20%20<b>here</b>%00%E2%80%AE").text

    assert "<h1>Cases &lt;b&gt;here&lt;/b&gt;</h1>" in page
    assert "<h1>COVID-19 cases in England by area</h1>" in small_site.get("/embed?title=+").text


def test_search_is_there_where_it_is_asked_for(small_site: FlaskClient) -> None:
    assert 'role="search"' not in small_site.get("/embed").text
    page = small_site.get("/embed?search=yes").text
    assert 'role="search"' in page
    assert "data-tools=" in page


def pictures(page: str) -> list[str]:
    return [html.unescape(address) for address in re.findall(r'(?:srcset|src)="([^"]+/image[^"]+)"', page)]


@pytest.mark.parametrize("still", [False, True])
def test_a_picture_of_the_same_view_stands_where_there_is_no_script(small_site: FlaskClient, still: bool) -> None:
    query = f"within={NORTH}&measure=rate&week=2020-10-20"
    page = small_site.get(f"/embed?{query}{'&interactive=no' if still else ''}").text

    narrow, wide = pictures(page)
    assert f"{query}&width=400" in narrow
    assert f"{query}&width=800" in wide
    for address in (narrow, wide):
        picture = small_site.get(address)
        assert (picture.status_code, picture.mimetype) == (200, "image/svg+xml")
        assert "20 October 2020" in picture.text
    words = re.search(r'<img src="[^"]+" alt="([^"]+)"', page)
    assert words
    assert "20 October 2020" in words[1]
    assert ("<noscript>" in page) != still


def test_a_still_embed_has_no_script_and_leads_to_the_map(small_site: FlaskClient) -> None:
    page = small_site.get("/embed?interactive=no").text

    assert "<script" not in page
    assert "modulepreload" not in page
    assert '<a class="still" href="/"><picture>' in page
    assert "<h1" in page


@pytest.mark.parametrize(
    ("query", "media"),
    [
        ("", []),
        ("scheme=light", []),
        ("scheme=dark", ["screen and (forced-colors: none)"]),
        ("scheme=auto", ["screen and (prefers-color-scheme: dark)"]),
        ("scheme=pink", []),  # which is told
    ],
)
def test_it_is_light_unless_another_colour_scheme_is_asked_for(
    small_site: FlaskClient, query: str, media: list[str]
) -> None:
    assert re.findall('<style media="([^"]+)"', small_site.get(f"/embed?{query}").text) == media


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ("wihtin=E12000001", 400, "There is no option wihtin here; there are within, area, bounds,"),
        ("measure=deaths", 400, "measure=deaths is not known here; it may be cases, rate or change."),
        ("level=parish", 400, "level=parish is not known here; it may be utla, ltla or msoa."),
        ("shape=circle", 400, "shape=circle is not known here; it may be map or hexes."),
        ("shape=hexes&level=ltla", 400, "level=ltla is not known here; it may be msoa."),
        ("scheme=pink", 400, "scheme=pink is not known here; it may be light, dark or auto."),
        ("interactive=perhaps", 400, "interactive=perhaps is not known here; it may be yes or no."),
        ("interactive=no&search=yes", 400, "search=yes cannot be in a picture: leave it or interactive=no out."),
        ("search=maybe", 400, "search=maybe is not known here; it may be no or yes."),
        (
            "search=yes&week=2020-10-20",
            400,
            "search=yes goes with the edition&#39;s own week alone: leave one of them out.",
        ),
        ("bounds=1,2,3", 400, "bounds=1,2,3: give west,south,east,north in degrees, as in -1.8,54.8,-1.2,55.1."),
        ("bounds=2,50,1,51", 400, "give west,south,east,north"),
        ("bounds=nan,50,1,51", 400, "give west,south,east,north"),
        ("bounds=-١,٥٤,-1,55", 400, "give west,south,east,north"),
        ("bounds=-1.8,５４.8,-1.2,55.1", 400, "give west,south,east,north"),
        ("bounds=-1_0,54.8,-1.2,55.1", 400, "give west,south,east,north"),
        ("bounds=100,10,110,20", 400, "nothing of the map lies in these"),
        ("area=parish.E02000001", 400, "give a level and a code, as in msoa.E02000001."),
        ("area=utla.E02000001", 404, "no upper tier local authority has this code."),
        ("within=E09999999", 404, "no authority, region or nation has this code."),
        ("week=2019-01-01", 404, "The week 2019-01-01 is not on record."),
        ("week=yesterday", 400, "week=yesterday is no date"),
        ("edition=2020-10-27-000000000000", 404, "edition"),
    ],
)
def test_what_cannot_be_shown_is_told_in_a_page_that_fits_the_frame(
    small_site: FlaskClient, query: str, status: int, sentence: str
) -> None:
    answer = small_site.get(f"/embed?{query}")

    assert answer.status_code == status
    assert sentence in answer.text
    assert '<body data-root="/" class="embed"' in answer.text
    assert "X-Frame-Options" not in answer.headers


def test_what_is_followed_opens_beside_the_article(small_site: FlaskClient) -> None:
    for query in ("", "wihtin=E12000001"):
        assert '<base target="_blank">' in small_site.get(f"/embed?{query}").text
