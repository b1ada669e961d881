"""Every page is there for places of other levels, counts and periods, and speaks of them in their own words."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Callable, Mapping

import pytest
from flask.testing import FlaskClient
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.web import made
from tests.web.made import Made, serve

PAGES = (
    *(
        "/",
        "/hotspots",
        "/hotspots.txt",
        "/rises",
        "/rises.csv",
        "/rises.txt",
        "/table",
        "/about",
        "/accessibility",
        "/data",
    ),
    *("/search", "/search?q=1", "/search?q=TS1", "/embed", "/embed?search=yes", "/embed/builder"),
    *("/feed.atom", "/sitemap.xml", "/robots.txt", "/oembed?url=http://localhost/", "/nowhere"),
)
FOREIGN = re.compile(
    r"\b(cases?|weeks?|postcodes?|authorit(y|ies)|nation(al)?|England|COVID|small areas?|MSOA|"
    r"(upper|lower) tier|per 100,000|seven days)\b",
    re.IGNORECASE,
)
Makes = Callable[[], Made]
ALL: tuple[Makes, ...] = (made.deaths, made.months, made.eight, made.nowhere)


Sites = Mapping[str, tuple[Made, FlaskClient]]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    made_places = {make.__name__: make() for make in ALL}
    return {name: (place, serve(place, tmp_path_factory.mktemp(name))) for name, place in made_places.items()}


@pytest.fixture(params=[make.__name__ for make in ALL])
def served(request: pytest.FixtureRequest, sites: Sites) -> tuple[Made, FlaskClient]:
    return sites[request.param]


def words(page: str) -> str:
    """Return what a page says, without its styles, data, and addresses."""
    text = re.sub(r"<(script|style)\b.*?</\1>|https?://[^\s\"<]*", " ", page, flags=re.DOTALL)
    attributes = " ".join(re.findall(r'(?:content|title|alt|aria-label|placeholder|label)="([^"]*)"', text))
    return html.unescape(re.sub(r"\s+", " ", f"{re.sub('<[^>]*>', ' ', text)} {attributes}"))


def test_every_page_answers_in_the_words_of_its_place(served: tuple[Made, FlaskClient]) -> None:
    place, site = served
    listed = [f"{page}?level={level}" for level in place.dataset.slugs for page in ("/table",)]
    drawn = [
        f"{page}?level={level}" for level in place.dataset.drawn for page in ("/rises", "/rises.txt", "/rises.csv")
    ]
    allowed = {"per 100,000"} if place.dataset.rate_per == 100_000 else set()
    for address in (*PAGES, *place.paths, *listed, *drawn):
        answer = site.get(address)
        foreign = {found[0].lower() for found in FOREIGN.finditer(words(answer.text))} - allowed
        assert answer.status_code == (404 if address == "/nowhere" else 200), f"{address}: {answer.text[:300]}"
        assert not foreign, f"{address}: {foreign} in {words(answer.text)}"


def test_the_api_answers_and_its_description_is_valid(served: tuple[Made, FlaskClient]) -> None:
    place, site = served
    description = site.get("/api/v1/openapi.json").get_json()
    finest = place.dataset.finest
    lists = [f"{name}{form}" for name in ("areas", "hotspots", "rises") for form in ("", ".csv", ".geojson")]
    others = ("weeks", "releases", "editions", f"areas/{finest}/{place.areas[finest][0].code}")

    assert list(OpenAPIV31SpecValidator(description).iter_errors()) == []
    for address in (*lists, *others):
        assert site.get(f"/api/v1/{address}").status_code == 200, address
    assert site.get("/api/v1/areas").get_json()["matched"] == len(place.areas[finest])


@pytest.mark.usefixtures("made_here")
def test_every_link_leads_somewhere(served: tuple[Made, FlaskClient]) -> None:
    place, site = served
    links = {
        html.unescape(link)
        for address in ("/", "/hotspots", "/rises", "/table", "/data", *place.paths)
        for link in re.findall(r'href="(/[^"#]*)"', site.get(address).text)
    }
    alike: dict[str, list[str]] = {}  # links that differ in codes and dates are written by one template
    for link in sorted(links - {"/static/favicon.svg"}):
        alike.setdefault(re.sub(r"(?<=[/=.])\d+", "#", link), []).append(link)

    for some in alike.values():
        for link in some[:: len(some) // 4 + 1]:
            assert site.get(link).status_code == 200, link


def test_every_place_of_a_list_can_be_chosen(served: tuple[Made, FlaskClient]) -> None:
    _, site = served
    choices = set(re.findall(r'<option value="([^"]+)"', site.get("/table").text.partition('id="within"')[2]))
    for choice in choices - {"any", "shown", "hidden", "missing", "not published"}:
        for page in ("hotspots", "table", "embed", "embed/builder"):
            assert site.get(f"/{page}?within={choice}").status_code == 200, choice


def test_a_gis_is_given_every_level_and_period_where_it_is_known_where_areas_are(
    served: tuple[Made, FlaskClient],
) -> None:
    place, site = served
    given = {one["id"]: one for one in site.get("/ogc/collections").get_json().get("collections", ())}

    assert set(given) == (set(place.dataset.slugs) if place.has_boundaries else set())
    for level in given:
        periods = {*place.coarser_counts.get(level, ()), *(place.counts if level == place.dataset.finest else ())}
        for period in periods:
            items = site.get(f"/ogc/collections/{level}/items?datetime={period}").get_json()
            assert items["numberMatched"] == len(place.areas[level])
            assert {one["properties"]["week_start"] for one in items["features"]} == {period.start.isoformat()}
        assert not FOREIGN.search(given[level]["title"] + given[level]["description"].replace("datetime", ""))


@pytest.fixture
def deaths(sites: Sites) -> FlaskClient:
    return sites["deaths"][1]


@pytest.fixture
def months(sites: Sites) -> FlaskClient:
    return sites["months"][1]


@pytest.fixture
def eight(sites: Sites) -> FlaskClient:
    return sites["eight"][1]


def test_hidden_ranges_are_said(deaths: FlaskClient) -> None:
    assert "1 to 4 deaths in the 28 days to 23 January 2021" in words(deaths.get("/areas/zip/3").text)
    assert "0 deaths in the 28 days to 23 January 2021" in words(deaths.get("/areas/zip/2").text)
    assert "1 to 4 deaths" in words(deaths.get("/").text)
    about = words(deaths.get("/about").text)
    assert "ZIP areas with 1 to 4 deaths are hidden" in about
    assert "Nothing is hidden." not in about
    assert "A ZIP code is looked up on your own device." in about


def test_what_areas_are_found_by_leads_to_them_without_a_script(deaths: FlaskClient) -> None:
    page = deaths.get("/search?q=10001").text

    assert re.findall(r'href="/areas/zip/(\d)"', page) == ["1", "2"]
    assert 'href="/areas/zip/3"' in deaths.get("/search?q=10002").text
    assert "The ZIP code 99999 has no ZIP area here." in deaths.get("/search?q=99999").text
    assert "No area has that name or ZIP code." in deaths.get("/search?q=nowhere").text
    edition = deaths.get("/healthz").get_json()["edition"]
    assert deaths.get(f"/editions/{edition}/finder.json").get_json()["10001"] == [0, 1]


def test_without_a_table_there_is_no_finder(months: FlaskClient) -> None:
    edition = months.get("/healthz").get_json()["edition"]

    assert months.get(f"/editions/{edition}/finder.json").status_code == 404


def test_codes_of_two_levels_are_told_apart(deaths: FlaskClient, eight: FlaskClient) -> None:
    assert "Borough 1" in deaths.get("/embed?within=1").text
    assert deaths.get("/embed?within=borough.1").data == deaths.get("/embed?within=1").data
    answer = eight.get("/embed?within=2")
    assert answer.status_code == 404
    assert "Areas of several levels have the code 2: say which." in answer.text
    assert "level_2.2" in answer.text
    chosen = eight.get("/embed?within=level_2.2")
    assert chosen.status_code == 200
    assert "level_2 2" in chosen.text


def test_columns_and_sorts_have_the_counts_name(deaths: FlaskClient) -> None:
    rises = list(csv.reader(io.StringIO(deaths.get("/rises.csv?level=zip&sort=deaths").text)))
    data = next(csv.reader(io.StringIO(deaths.get("/api/v1/weeks/latest/zip.csv").text)))

    assert rises[0] == ["area_code", "area_name", "rate_before", "rate", "deaths_before", "deaths", "change_percent"]
    assert [row[0] for row in rises[1:]] == ["1", "4", "5", "2"]
    assert {"deaths", "previous_deaths", "rate_per_100k"} <= set(data)
    assert deaths.get("/rises?sort=cases").status_code == 400
    assert deaths.get("/embed?measure=deaths").status_code == 200
    assert deaths.get("/embed?measure=cases").status_code == 400


def test_where_there_are_no_rates_none_is_named(months: FlaskClient) -> None:
    for address in ("/", "/rises", "/areas/ward/W2", "/about", "/embed/builder"):
        assert not re.search(r"\brates?\b", words(months.get(address).text), re.IGNORECASE), address
    assert months.get("/rises?sort=rate").status_code == 400
    assert months.get("/embed?measure=rate").status_code == 400


def test_months_are_named(months: FlaskClient) -> None:
    page = words(months.get("/areas/ward/W2").text)

    assert "2 births in December 2020" in page
    assert "Months on record" in page
    assert "from November 2020 to December 2020" in page


def test_names_in_another_language_are_marked_as_such(months: FlaskClient, eight: FlaskClient) -> None:
    assert '<h1 lang="cy">Ward 2</h1>' in months.get("/areas/ward/W2").text
    assert '<span lang="cy">Lle 3</span>' in eight.get("/areas/level_8/3").text
    assert '<html lang="en-GB">' in months.get("/areas/ward/W2").text


def test_an_area_is_found_by_its_second_name(eight: FlaskClient) -> None:
    page = eight.get("/search?q=lle+8").text

    assert 'href="/areas/level_8/8"' in page
    assert '<span lang="cy">Lle 8</span>' in page


def test_where_the_parts_have_no_whole_nothing_is_compared_with_it(deaths: FlaskClient) -> None:
    page = words(deaths.get("/hotspots").text)

    assert "Rose faster" not in page
    assert "Borough 1" in page
    assert "Neighbourhood 1 - 12 deaths" in page


def test_hotspots_begin_with_sentences_in_the_words_of_the_place(deaths: FlaskClient, months: FlaskClient) -> None:
    of_deaths, of_months = (site.get("/hotspots.txt").text.split("\n\n")[1] for site in (deaths, months))

    assert of_deaths == (
        "In the 28 days to 23 January 2021, figures are shown for 4 of the 6 ZIP areas in the city; one had 1 to 4 "
        "deaths and no data came for one. Deaths rose in 1 of the 4 ZIP areas that can be compared with the 28 days "
        "before, fell in 1 and stayed the same in 2."
    )
    assert of_months == (
        "In December 2020, figures are shown for all 5 wards. Births rose in 4 of the 5 wards that can be compared "
        "with the month before and stayed the same in 1."
    )


def test_the_map_of_a_place_without_a_top_is_all_of_it(months: FlaskClient, deaths: FlaskClient) -> None:
    assert "Map of births in Births by ward" in months.get("/").text
    assert "in the city by" in deaths.get("/").text


def test_where_it_is_not_known_where_areas_are_pages_answer_without_a_map(sites: Sites) -> None:
    site = sites["nowhere"][1]

    assert "It is not known where areas are" in site.get("/").text
    assert site.get("/embed").status_code == 200
    assert site.get("/image.svg").status_code == 404
