"""Two squares side by side, the second of which shares an arc with the first."""

from __future__ import annotations

from typing import Any

from app.editions.contents import Columns, LayerFile

CORNERS = ((50.0, 0.0), (50.4, 0.4))


def layer(cases: list[Any], authorities: tuple[int, int] = (0, 1)) -> LayerFile:
    arcs = [[[1, 0], [0, 1]], [[1, 1], [-1, 0], [0, -1], [1, 0]], [[1, 0], [1, 0], [0, 1], [-1, 0]]]
    geometries = [
        {"type": "Polygon", "id": "W", "arcs": [[0, 1]]},
        {"type": "MultiPolygon", "id": "E", "arcs": [[[2, -1]]]},
    ]
    columns: Columns = {
        "place": [0, 1],
        "name": ["West", "East"],
        "population": [1000, 0],
        "authority": list(authorities),
        "cases": cases,
        "before": None,
    }
    return {
        "type": "Topology",
        "level": "msoa",
        "week_end": "2020-10-27",
        "before_on_record": False,
        "transform": {"scale": [0.2, 0.2], "translate": [0.0, 50.0]},
        "arcs": arcs,
        "objects": {"areas": {"geometries": geometries}},
        "authorities": [("L1", "", None), ("L2", "", None)],
        "columns": columns,
    }
