"""Other places' published files, through their definitions, to the figures that readers get."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from app import create_app
from app.cli import main
from app.dataset import read_dataset
from app.settings import from_environment
from tests.bulk.reading import Reader, check_forms, check_history
from tests.conftest import PLACES, ROOT, Environment
from tests.tables import Page

Site = Callable[[str], FlaskClient]


@pytest.fixture
def site(place_environment: Callable[[str], Environment]) -> Site:
    """Return a client of a place's site."""
    return lambda slug: create_app(from_environment(place_environment(slug))).test_client()


def rows(client: FlaskClient, week: str, level: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(f"/api/v1/weeks/{week}/{level}.csv").text)))


def states(client: FlaskClient, week: str, level: str) -> Counter[str]:
    return Counter(row["status"] for row in rows(client, week, level))


def test_scotland_shows_all_zones_but_those_with_two_or_fewer(site: Site) -> None:
    scotland = site("scotland")

    assert states(scotland, "2021-07-07", "iz") == {"shown": 1203, "hidden": 76}
    assert sum(int(row["cases"] or 0) for row in rows(scotland, "2021-07-07", "iz")) == 20_647
    assert "two or fewer cases" in scotland.get("/about").text


def test_a_gis_is_given_scotlands_zones_with_the_hidden_as_such(site: Site) -> None:
    zones = "/ogc/collections/iz/items?datetime=2021-07-07"
    hidden = json.loads(site("scotland").get(f"{zones}&status=hidden").data)

    assert json.loads(site("scotland").get(zones).data)["numberMatched"] == 1279
    assert hidden["numberMatched"] == 76
    assert {one["properties"]["cases"] for one in hidden["features"]} == {None}
    assert json.loads(site("scotland").get(f"{zones}&cases=2").data)["numberMatched"] == 0


@pytest.mark.parametrize(("week", "hidden", "left_out"), [("16", 439, 9), ("23", 176, 0), ("30", 79, 9)])
def test_a_council_that_is_left_out_whole_is_not_published_rather_than_small(
    site: Site, week: str, hidden: int, left_out: int
) -> None:
    found = states(site("scotland"), f"2021-06-{week}", "iz")

    assert (found["hidden"], found["not published"], found["missing"]) == (hidden, left_out, 0)


def test_scotlands_councils_and_boards_are_summed_over_seven_days(site: Site) -> None:
    scotland = site("scotland")

    councils = rows(scotland, "2021-07-07", "ca")
    assert (len(councils), sum(int(row["cases"]) for row in councils)) == (32, 20_757)
    assert len(rows(scotland, "2021-07-07", "hb")) == 14
    assert [row["area_name"] for row in rows(scotland, "2021-07-07", "country")] == ["Scotland"]


@pytest.mark.usefixtures("made_here")
def test_every_form_of_scotlands_data_says_what_the_map_does(site: Site, tmp_path: Path) -> None:
    reader = Reader(site("scotland"), tmp_path)
    states = Counter(row["status"] for row in check_forms(reader, "iz"))
    history = check_history(reader, "hb")

    assert states["shown"] + states["hidden"] + states["not published"] == len(reader.mapped("iz")) == 1279
    assert len(history) == 14 * len(reader.edition.record["hb"])


def test_wales_from_its_workbook(site: Site) -> None:
    wales = site("wales")

    assert states(wales, "2021-07-07", "msoa") == {"shown": 378, "hidden": 32}
    assert sum(int(row["cases"] or 0) for row in rows(wales, "2021-07-07", "msoa")) == 4_211
    assert len(rows(wales, "2021-07-07", "la")) == 22
    assert all(row["la_name"] for row in rows(wales, "2021-07-07", "msoa"))


def test_welsh_names_are_found_and_kept_apart_by_their_language(site: Site) -> None:
    names = json.loads(site("wales").get(f"/editions/{edition(site('wales'))}/search.json").data)["levels"]["msoa"]
    page = site("wales").get("/search?q=Caergybi").text

    assert len(names["other_names"]) == 410
    assert "Holyhead" in page
    assert 'lang="cy"' in page


@pytest.mark.parametrize("slug", ["scotland", "wales", "nyc-cases", "nyc-deaths"])
def test_every_common_name_means_areas_that_there_are(site: Site, slug: str) -> None:
    names = json.loads(site(slug).get(f"/editions/{edition(site(slug))}/search.json").data)["common_names"]
    said = read_dataset(ROOT / "geodata" / f"{slug}.toml").common_names

    assert {each["name"]: tuple(code for _, code in each["areas"]) for each in names} == said


def test_new_york_hides_nothing_and_a_zero_is_a_zero(site: Site) -> None:
    city = site("nyc-cases")
    cells = rows(city, "2021-01-16", "modzcta")

    assert states(city, "2021-01-16", "modzcta") == {"shown": 177}
    assert sum(int(row["cases"]) for row in cells) == 27_751
    assert [row["cases"] for row in rows(city, "2021-01-16", "city")] == ["28968"]
    assert len(rows(city, "2021-01-16", "borough")) == 5
    assert json.loads(city.get("/healthz").data)["week_end"] == "2021-01-16"
    assert "Nothing is hidden" in city.get("/about").text


def test_new_york_finds_places_by_zip_codes_and_speaks_of_no_postcode(site: Site) -> None:
    city = site("nyc-cases")

    assert "/areas/modzcta/10001" in city.get("/search?q=10119").text
    for path in ("/", "/search", "/about", "/accessibility"):
        assert "ostcode" not in city.get(path).text


def test_deaths_of_one_to_four_are_hidden_and_none_is_told(site: Site) -> None:
    deaths = site("nyc-deaths")
    states_now = states(deaths, "2025-01-23", "modzcta")

    assert states_now["hidden"] == 36
    assert {row["deaths"] for row in rows(deaths, "2025-01-23", "modzcta")}.isdisjoint({"1", "2", "3", "4"})
    assert "0" in {row["deaths"] for row in rows(deaths, "2025-01-23", "modzcta")}
    for path in ("/", "/about", "/table", "/hotspots"):
        assert not re.search(r"\bcases?\b", read(deaths.get(path).text), re.IGNORECASE), path
    assert "1 to 4 deaths" in deaths.get("/about").text


@pytest.mark.parametrize("slug", PLACES)
def test_every_page_of_every_place_is_made(site: Site, slug: str) -> None:
    client = site(slug)
    level = rows(client, "latest", "modzcta" if slug.startswith("nyc") else "iz" if slug == "scotland" else "msoa")
    first = level[0]
    area = f"/areas/{first['level']}/{first['area_code']}"

    for path in ("/", "/hotspots", "/rises", "/table", "/about", "/embed", "/embed/builder", "/image.svg", area):
        assert client.get(path).status_code == 200, path


@pytest.mark.parametrize(
    ("slug", "headings"),
    [
        ("scotland", ["Area Council", "Cases", "Per 100,000", "Change"]),
        ("wales", ["Area Authority", "Cases", "Per 100,000", "Change"]),
        ("nyc-deaths", ["Area Borough", "Deaths", "Per 100,000", "Change"]),
    ],
)
def test_tables_open_with_what_readers_look_for_in_the_words_of_the_place(
    site: Site, slug: str, headings: list[str]
) -> None:
    (table,) = Page(site(slug).get("/table").text).tables

    assert table.headings == headings
    assert len(table.body) == 100
    assert {len(row) for row in table.body} <= {2, 4}


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("scotland", r"^Cases rose in \d+ of \d+ health boards( with figures for both weeks,)? "),
        ("wales", r"^Cases rose in \d+ of \d+ authorities( with figures for both \w+,)? "),
        ("nyc-cases", r"^Cases rose in \w+ of 5 boroughs "),
    ],
)
def test_rises_are_told_in_a_sentence_of_the_place(site: Site, slug: str, said: str) -> None:
    (sentence,) = Page(site(slug).get("/rises").text).said("p", "lead")

    assert re.match(said, sentence)


def read(page: str) -> str:
    """Return what stands in a page to be read."""
    return re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", " ", page, flags=re.DOTALL)


def edition(client: FlaskClient) -> str:
    return str(json.loads(client.get("/healthz").data)["edition"])


def test_a_home_of_one_dataset_refuses_another(site: Site, real_data: Path, tmp_path: Path) -> None:
    home = {"CASEMAP_HOME": str(tmp_path)}
    lookup = tmp_path / "scotland-iz.csv"
    shutil.copy(real_data.parent / "places" / "scotland" / "scotland-iz.csv", lookup)
    first = CliRunner().invoke(
        main, ["load", str(lookup)], env={**home, "CASEMAP_DATASET": str(ROOT / "geodata" / "scotland.toml")}
    )
    second = CliRunner().invoke(main, ["publish"], env=home)

    assert first.exit_code == 0, first.output
    assert second.exit_code == 1
    assert "of the dataset scotland, and the definition is of england" in second.output


FIGURES_WITHOUT_A_WHOLE = {
    "wales": "<b>378</b> of 410 [^<]+ shown<",
    "nyc-deaths": "<b>[0-9]+</b> of 177 ZIP areas had no deaths",
}


@pytest.mark.parametrize(
    ("slug", "level", "said"),
    [
        ("scotland", "country", "cases in Scotland"),
        ("wales", "country", ""),
        ("nyc-cases", "city", "cases in New York City"),
        ("nyc-deaths", "city", ""),
    ],
)
def test_the_headline_is_the_figure_of_the_whole_and_the_highest_areas(
    site: Site, slug: str, level: str, said: str
) -> None:
    client = site(slug)
    page = client.get("/").text.partition("data-headline")[2]
    shown = sorted((row for row in finest(client) if int(row["cases_or_deaths"] or 0)), key=height, reverse=True)
    whole = [row for row in rows(client, "latest", level) if row["status"] == "shown"] if said else []
    named = re.findall(r'data-code="([^"]+)".*?<b>([0-9,]+)</b>', page)

    assert [f"<b>{int(row['cases']):,}</b> {said}" in page for row in whole] == [True] * bool(said)
    assert said or re.search(FIGURES_WITHOUT_A_WHOLE[slug], page)
    assert [(code, int(count.replace(",", ""))) for code, count in named] == [
        (row["area_code"], int(row["cases_or_deaths"])) for row in shown[:5]
    ]


def finest(client: FlaskClient) -> list[dict[str, str]]:
    """Return the finest areas' rows, whatever is counted."""
    dataset = client.application.extensions["casemap"].current().dataset
    found = rows(client, "latest", dataset.finest)
    return [{**row, "cases_or_deaths": row[dataset.count_slug]} for row in found]


def height(row: dict[str, str]) -> int:
    return int(row["cases_or_deaths"])
