from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app.dataset.definition import PeriodDefinition
from app.domain import Shown
from tests.tables import Page
from tests.web import made

JUNE = "level=utla&week=2020-06-28"


def table(site: FlaskClient, query: str = "") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(site.get(f"/rises.csv?{query}").text)))


def read(site: FlaskClient, query: str = "") -> Page:
    return Page(site.get(f"/rises?{query}").text)


def areas(page: Page, place: int) -> list[str]:
    return [row[0] for row in page.tables[place].body]


def test_rises_stand_apart_from_falls_and_from_what_stayed_the_same(small_site: FlaskClient) -> None:
    page = read(small_site, "level=ltla")

    assert page.said("h2") == ["Rose in 1 authority", "Fell in 1 authority", "Unchanged in 1 authority"]
    assert [found.headings for found in page.tables] == [["Area", "Per 100,000", "Cases", "Change"]] * 3
    assert [found.body for found in page.tables] == [
        [["Northtown", "4,669.8 → 5,660.5", "1,004 → 1,217", "up 21.2%"]],
        [["Eastham & District * few", "112.5 → 43.8", "18 → 7", "down 61.1%"]],
        [["Westham", "100.0 → 100.0", "5 → 5", "the same"]],
    ]


def test_a_sentence_says_first_where_counts_rose(small_site: FlaskClient) -> None:
    assert read(small_site).said("p", "lead") == [
        "Cases rose in 1 of 2 authorities in the seven days to 27 October 2020: Northtown, up 21.2% (1,004 to 1,217). "
        "They fell in 1."
    ]


def test_what_few_is_stands_once_before_the_lists(small_site: FlaskClient) -> None:
    notes = read(small_site, "level=ltla").said("p", "note")

    assert [note for note in notes if "few " in note] == [
        "* few marks areas with fewer than 20 cases the week before: there a few cases make a large change in per cent."
    ]
    assert not [note for note in read(small_site, "level=ltla&least=100").said("p", "note") if "* few" in note]


def test_the_text_has_the_sentence_the_lists_and_the_source(small_site: FlaskClient) -> None:
    text = small_site.get("/rises.txt?level=ltla").text
    title, sentence, *lists, foot = text.strip().split("\n\n")

    assert (
        title == "Cases per 100,000 people, seven days to 27 October 2020 (21 to 27 October), and the seven days before"
    )
    assert sentence.startswith("Cases rose in 1 of 3 authorities in the seven days to 27 October 2020: Northtown")
    assert lists == [
        "Rose\nNorthtown: 4,669.8 > 5,660.5 (21.22%)",
        "Fell\nEastham & District: 112.5 > 43.8 (\N{MINUS SIGN}61.11%) *",
        "Unchanged\nWestham: 100.0 > 100.0 (no change)",
    ]
    assert foot.startswith(
        "* Fewer than 20 cases the week before.\nPublished 2 November 2020. Cases: Public Health England"
    )


def test_small_areas_are_told_with_what_they_lie_in(small_site: FlaskClient) -> None:
    assert "Old Quay, Northtown: 12,500.0 > 15,050.0 (20.40%)" in small_site.get("/rises.txt?level=msoa").text
    assert areas(read(small_site, "level=msoa"), 0) == ["Old Quay Northtown"]


def test_the_ranking_opens_on_the_maps_week_and_the_coarsest_level_that_has_it(
    sample_site: FlaskClient, tmp_path: Path
) -> None:
    deaths = made.deaths()  # the boroughs have no week before

    assert "Upper tier authorities, seven days to 27 October 2020" in sample_site.get("/rises").text
    assert "ZIP areas, 28 days to 23 January 2021" in made.serve(deaths, tmp_path / "deaths").get("/rises").text


def test_a_week_that_one_level_alone_has_opens_that_level(sample_site: FlaskClient) -> None:
    assert "Upper tier authorities, seven days to 28 June 2020" in sample_site.get("/rises?week=2020-06-28").text


def test_where_a_level_lacks_the_maps_week_the_latest_before_is_shown_and_it_is_said(home: Path) -> None:
    deaths = made.deaths()
    earlier = made.last_days(deaths.dataset, date(2020, 10, 31), date(2020, 11, 28))
    boroughs = dict(zip(earlier, ([Shown(14), Shown(20)], [Shown(21), Shown(20)]), strict=True))
    page = read(made.serve(replace(deaths, coarser_counts={"borough": boroughs}), home), "level=borough")

    assert "Boroughs, 28 days to 28 November 2020 (1 to 28 November), published 4 February 2021." in page.said("p")
    assert page.said("p", "note")[0] == (
        "The map shows the 28 days to 23 January 2021 (27 December to 23 January), for which these have no change on "
        "the 28 days before."
    )


def test_the_ranking_opens_on_a_level_that_has_counts(home: Path) -> None:
    site = made.serve(replace(made.deaths(), coarser_counts={}), home)

    assert site.get("/rises.csv").text == site.get("/rises.csv?level=zip").text
    assert "ZIP areas, 28 days" in site.get("/rises").text


@pytest.mark.parametrize(("week", "steps"), [("16", {"prev": "09", "next": "23"}), ("10", {"next": "17"})])
def test_the_steps_are_one_period_where_each_day_is_on_record(home: Path, week: str, steps: dict[str, str]) -> None:
    place = made.deaths()
    dataset = replace(place.dataset, period=PeriodDefinition(days=7))
    days = made.last_days(dataset, *(date(2021, 1, day) for day in range(1, 31)))
    daily = replace(place, dataset=dataset, counts={day: [Shown(5)] * 6 for day in days}, coarser_counts={})
    page = read(made.serve(daily, home), f"level=zip&week=2021-01-{week}")
    found = {link["rel"]: link["href"] for link in page.links if link.get("rel") in ("prev", "next")}

    assert found.keys() == steps.keys()
    assert all(f"level=zip&week=2021-01-{day}&" in found[rel] for rel, day in steps.items())


@pytest.mark.parametrize("form", ["csv", "txt"])
def test_a_region_or_any_other_place_can_be_chosen(small_site: FlaskClient, form: str) -> None:
    south, all_of = (small_site.get(f"/rises.{form}?level=ltla{within}").text for within in ("&within=E12000002", ""))

    assert "Northtown" in all_of
    assert "Northtown" not in south
    assert "Westham" in south


def test_the_page_says_and_keeps_the_place(small_site: FlaskClient) -> None:
    page = read(small_site, "level=ltla&within=E12000002")

    assert page.said("h1") == ["Rises and falls in South"]
    assert page.said("p", "lead")[0].startswith("Cases rose in none of 2 authorities in South in the seven days to 27")
    assert ("E12000002", "South") in page.chosen()
    assert all("within=E12000002" in link["href"] for link in page.links if "sort=" in link["href"])


def test_authorities_are_filtered_by_region_and_small_areas_by_either(small_site: FlaskClient) -> None:
    assert [name for name in read(small_site, "level=ltla").said("option") if name in ("North", "Northtown")] == [
        "North"
    ]
    assert {"All of North", "Northtown"} <= set(read(small_site, "level=msoa").said("option"))


def test_a_place_opens_the_level_of_which_it_has_several_areas(small_site: FlaskClient) -> None:
    assert "Lower tier authorities, seven" in small_site.get("/rises?within=E10000001").text
    assert "Small areas (MSOAs), seven" in small_site.get("/rises?within=E06000001").text


def test_a_place_without_areas_of_a_level_is_told_so(small_site: FlaskClient) -> None:
    assert "No authority lies in Westham." in read(small_site, "level=utla&within=E07000002").said("p")


def test_areas_stand_by_their_change_and_those_without_one_are_left_out(small_site: FlaskClient) -> None:
    rows = table(small_site, "level=msoa")

    assert [(row["area_code"], row["cases_before"], row["cases"], row["change_percent"]) for row in rows] == [
        ("E02000001", "1000", "1204", "20.4"),
        ("E02000006", "5", "5", "0.0"),
        ("E02000005", "9", "4", "-55.6"),
    ]
    assert "3 areas are left out" in small_site.get("/rises?level=msoa").text


@pytest.mark.parametrize("sort", ["change", "rate", "cases", "area"])
def test_either_order_has_the_same_areas(small_site: FlaskClient, sort: str) -> None:
    codes = [
        [row["area_code"] for row in table(small_site, f"level=ltla&sort={sort}&order={order}")]
        for order in ("ascending", "descending")
    ]

    assert sorted(codes[0]) == sorted(codes[1])
    assert codes[0] == [row["area_code"] for row in table(small_site, f"level=ltla&sort={sort}&order=ascending")]


def test_the_column_that_areas_stand_by_says_so_and_is_turned_by_its_link(sample_site: FlaskClient) -> None:
    first = read(sample_site, f"{JUNE}&sort=cases").tables[0]
    (cases,) = (cell for cell in first.rows[0] if "aria-sort" in cell.attributes)
    counts = [int(row[2].partition("→ ")[2]) for row in first.body]

    assert (cases.words, cases.attributes["aria-sort"]) == ("Cases", "descending")
    assert counts == sorted(counts, reverse=True)
    assert "sort=cases&order=ascending" in cases.links[0]


def test_the_steepest_stand_first_among_falls_too(sample_site: FlaskClient) -> None:
    falls = read(sample_site, "level=ltla&week=2020-10-27").tables[1].body
    percents = [float(row[3].removeprefix("down ").removesuffix("%")) for row in falls]

    assert percents == sorted(percents, reverse=True)


def test_few_cases_can_be_left_out(small_site: FlaskClient) -> None:
    assert all(int(row["cases"]) >= 100 for row in table(small_site, "level=ltla&least=100"))


@pytest.mark.parametrize("query", ["level=parish", "sort=deaths", "order=up", "least=-1", "least=x", "week=yesterday"])
def test_a_mistaken_choice_is_told_what_it_may_be(small_site: FlaskClient, query: str) -> None:
    assert small_site.get(f"/rises?{query}").status_code == 400


def test_a_week_that_is_not_on_record_is_answered_with_those_that_are(small_site: FlaskClient) -> None:
    response = small_site.get("/rises?week=2020-10-26")

    assert response.status_code == 404
    assert "2020-10-27" in response.text


def test_a_place_that_is_not_there_is_answered_with_the_choices(small_site: FlaskClient) -> None:
    response = small_site.get("/rises?within=E99999999")

    assert response.status_code == 404
    assert "E12000001" in response.text
