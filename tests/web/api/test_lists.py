"""The lists of the API are those of the site's pages."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.web.api.many import frame, many
from tests.web.api.reading import answered, as_text, codes, pages, table
from tests.web.made import serve

MANY = many()
NOW = max(MANY.counts)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return serve(MANY, tmp_path_factory.mktemp("many"))


@pytest.mark.parametrize(
    "query", ["", "sort=rate", "sort=cases&order=ascending", "within=D1,D4", "least=6", "sort=area&order=ascending"]
)
def test_rises_are_those_of_the_page_page_by_page(site: FlaskClient, query: str) -> None:
    whole = site.get(f"/rises.csv?level=block&{query}").text.splitlines()
    found = list(pages(site, f"rises?level=block&limit=5&{query}"))
    rows = [as_text(row) for page in found for row in page["areas"]]

    assert [",".join(rows[0])] + [",".join(row.values()) for row in rows] == whole
    assert {page["rose"] + page["fell"] + page["unchanged"] for page in found} == {len(rows)} == {found[0]["matched"]}
    assert len(found) > 1


def test_areas_that_cannot_be_compared_are_counted_and_not_listed(site: FlaskClient) -> None:
    answer, all_of = answered(site, "rises?level=block"), frame(MANY, NOW)

    assert answer["left_out"] == all_of["change"].isna().sum() > 0
    assert (answer["rose"], answer["fell"]) == ((all_of["change"] > 0).sum(), (all_of["change"] < 0).sum())
    assert (answer["week_start"], answer["week_end"]) == (NOW.start.isoformat(), str(NOW))


def test_hotspots_are_the_areas_that_are_shown_the_most_first(site: FlaskClient) -> None:
    shown = frame(MANY, NOW).dropna(subset="cases")
    expected = shown.sort_values(["cases", "area_name"], ascending=[False, True], kind="stable")

    assert codes(site, "hotspots?limit=30") == list(expected["area_code"])
    assert codes(site, "hotspots?order=code") == list(shown["area_code"])
    assert codes(site, "hotspots?order=name&within=D3") == list(
        shown[shown["district"] == "D3"].sort_values(["area_name", "area_code"])["area_code"]
    )


def test_hotspots_say_how_each_area_moved_and_what_all_come_to(site: FlaskClient) -> None:
    all_of = frame(MANY, NOW).set_index("area_code")
    answer = answered(site, "hotspots?limit=1000")
    courses = {row["area_code"]: row["course"] for row in answer["areas"]}
    moved = all_of.loc[list(courses), "change"]

    assert {code for code, course in courses.items() if course is None} == set(moved[moved.isna()].index)
    assert {code for code, course in courses.items() if course == "rose"} == set(moved[moved > 0].index)
    assert {code for code, course in courses.items() if course == "fell"} == set(moved[moved < 0].index)
    assert {code for code, course in courses.items() if course == "same"} == set(moved[moved == 0].index)
    assert answer["tally"] == {
        "areas": 137,
        **{str(state).replace(" ", "_"): number for state, number in all_of["status"].value_counts().items()},
        "compared": int(all_of["change"].notna().sum()),
        "rose": int((all_of["change"] > 0).sum()),
        "fell": int((all_of["change"] < 0).sum()),
    }
    assert len(answer["highest"]) == 10
    assert min(all_of.loc[answer["highest"], "cases"]) >= max(
        all_of["cases"].drop(answer["highest"]).dropna(), default=0
    )


def test_courses_are_told_beside_the_wholes(small_site: FlaskClient) -> None:
    rows = table(small_site, "hotspots.csv")

    assert {row["area_code"]: row["course"] for row in rows} == {
        "E02000001": "rose faster",
        "E02000002": "",
        "E02000005": "fell",
        "E02000006": "same",
    }


def test_lists_have_the_shapes_of_their_areas(small_site: FlaskClient) -> None:
    for name in ("hotspots", "rises"):
        answer = answered(small_site, name)
        features = small_site.get(f"/api/v1/{name}.geojson").get_json(force=True)["features"]
        assert [feature["properties"] for feature in features] == answer["areas"]
        assert {feature["geometry"]["type"] for feature in features} <= {"Polygon", "MultiPolygon"}
