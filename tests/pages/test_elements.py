from __future__ import annotations

import json

from app.pages.elements import compose

OPTIONS = {"bounds": [[49.8, -6.4], [55.8, 1.8]], "levels": [{"level": "utla", "from_zoom": 0, "measure": "rate"}]}
LAYERS = {"utla": {"level": "utla", "href": "layers/utla.json"}, "msoa-00": {"level": "msoa", "href": "layers/0.json"}}


def test_each_element_hands_over_one_line_of_json() -> None:
    lines = [json.loads(line) for line in compose(OPTIONS, LAYERS).script.split("\n") if line]

    assert [line["element"] for line in lines] == ["map", "layer", "layer"]
    assert lines[0]["id"] == "map_casemap"
    assert lines[1] == {"element": "layer", "name": "utla", **LAYERS["utla"]}


def test_the_same_input_gives_the_same_parts() -> None:
    assert compose(OPTIONS, LAYERS) == compose(OPTIONS, LAYERS)


def test_the_parts_name_no_third_party_and_leave_zooming_alone() -> None:
    parts = compose(OPTIONS, LAYERS)
    together = parts.header + parts.html + parts.script

    assert "http" not in together
    assert "user-scalable" not in together
    assert "<style" not in together
    assert "<script" not in together
