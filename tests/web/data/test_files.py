from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient


@pytest.fixture
def edition(small_site: FlaskClient) -> str:
    """Return the address of the small place's edition."""
    return f"/editions/{small_site.get('/healthz').get_json()['edition']}"


def test_the_timeline_leads_to_the_weeks(small_site: FlaskClient, edition: str) -> None:
    steps = small_site.get(f"{edition}/timeline.json").get_json()["steps"]

    assert [step["day"] for step in steps] == ["2020-10-20", "2020-10-27"]
    assert [step["before"] for step in steps] == [[], list(steps[1]["weeks"])]
    for step in steps:
        for level, day in step["weeks"].items():
            assert level in small_site.get(f"{edition}/weeks/{day}.json").get_json()


def test_a_week_holds_every_levels_cells_in_the_order_of_its_areas(small_site: FlaskClient, edition: str) -> None:
    week = small_site.get(f"{edition}/weeks/2020-10-20.json").get_json()

    assert week["msoa"]["cases"][:4] == [1000, "hidden", "hidden", 9]
    assert week["nation"]["cases"] == [1027]


def test_places_put_another_weeks_values_onto_the_shapes_of_a_layer(small_site: FlaskClient, edition: str) -> None:
    before = small_site.get(f"{edition}/weeks/2020-10-20.json").get_json()
    for name, level in (("utla", "utla"), ("ltla", "ltla"), ("msoa-00", "msoa"), ("msoa-01", "msoa")):
        columns = small_site.get(f"{edition}/layers/{name}.json").get_json()["columns"]
        assert [before[level]["cases"][place] for place in columns["place"]] == columns["before"]


def test_another_shape_says_what_it_draws_and_where_authorities_lie_in_each(
    small_site: FlaskClient, edition: str
) -> None:
    shape = small_site.get(f"{edition}/shapes/hexes.json").get_json()
    area_map, *layers = shape["elements"]

    assert (area_map["shape"], [level["level"] for level in area_map["levels"]]) == ("hexes", ["msoa"])
    for layer in layers:
        drawn = small_site.get(f"{edition}/{layer['href']}").get_json()
        assert drawn["level"] == layer["level"]
        assert len(drawn["columns"]["place"]) == len(drawn["objects"]["areas"]["geometries"])
    assert list(shape["authorities"]) == ["map", "hexes"]
    assert shape["authorities"]["map"][0] == [-1.6, 54.5, -1.4, 54.7]
    assert [len(boxes) for boxes in shape["authorities"].values()] == [3, 3]


def test_a_shape_that_is_not_drawn_names_those_that_are(small_site: FlaskClient, edition: str) -> None:
    response = small_site.get(f"{edition}/shapes/circle.json")

    assert response.status_code == 404
    assert response.get_json(force=True)["choices"] == ["map", "hexes"]


def test_what_an_edition_holds_never_changes_and_comes_compressed(small_site: FlaskClient, edition: str) -> None:
    for name in ("timeline.json", "search.json", "shapes/hexes.json"):
        response = small_site.get(f"{edition}/{name}", headers={"Accept-Encoding": "br"})
        assert "immutable" in response.headers["Cache-Control"]
        assert response.headers["Content-Encoding"] == "br"
        again = small_site.get(f"{edition}/{name}", headers={"If-None-Match": response.headers["ETag"]})
        assert again.status_code == 304


@pytest.mark.parametrize("day", ["2020-10-28", "latest", "x" * 300, "2020-10-27%00", "..%2Fmap"])
def test_a_week_that_is_not_on_record_names_those_that_are(small_site: FlaskClient, edition: str, day: str) -> None:
    response = small_site.get(f"{edition}/weeks/{day}.json")

    assert response.status_code == 404
    if "%2F" not in day:
        assert response.get_json(force=True)["choices"] == ["2020-10-27", "2020-10-20"]


def test_the_script_for_articles_is_small_and_at_an_address_that_stays(small_site: FlaskClient) -> None:
    answer = small_site.get("/embed.js", headers={"Accept-Encoding": "br"})

    assert answer.mimetype == "text/javascript"
    assert len(answer.data) <= 2000
    assert "immutable" not in answer.headers["Cache-Control"]
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_leaflet_is_in_the_first_script_alone(small_site: FlaskClient) -> None:
    page = small_site.get("/").text
    scripts = re.findall(r'"(/static/(?:map|tools)-[^"]+\.js)"', page)

    assert [b"leaflet-container" in small_site.get(script).data for script in dict.fromkeys(scripts)].count(True) == 1
