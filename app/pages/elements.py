"""Folium elements: each passes an address and options to the map's script as one line of JSON.

Folium executes `{{ }}` in anything that it renders, so an element takes addresses, ids, codes and numbers of our own
and nothing that came from a file. Its stock map forbids zooming and names third parties; this one does neither.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import folium
from branca.element import Figure, MacroElement
from folium.template import Template

MAP_ID = "casemap"
_LINE = "{% macro script(this, kwargs) %}{{ this.line }}\n{% endmacro %}"


def _one_line(options: Mapping[str, Any]) -> str:
    return json.dumps(options, separators=(",", ":")).replace("<", "\\u003c")


class AreaMap(folium.Map):
    """The map: its view, levels and classes."""

    _template = Template(
        '{% macro header(this, kwargs) %}<meta name="viewport" content="width=device-width, initial-scale=1">'
        "{% endmacro %}"
        '{% macro html(this, kwargs) %}<div class="map" id="{{ this.get_name() }}"></div>{% endmacro %}' + _LINE
    )

    def __init__(self, options: Mapping[str, Any]) -> None:
        super().__init__(tiles=None)
        self._name, self._id = "map", MAP_ID
        self.default_js, self.default_css = [], []  # not the class's own lists, which every map shares
        self.line = _one_line({"element": "map", "id": self.get_name(), **options})


class AreaLayer(MacroElement):
    """One layer file and when to load it."""

    _template = Template(_LINE)

    def __init__(self, name: str, options: Mapping[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name, self._id = "layer", name
        self.line = _one_line({"element": "layer", "name": name, **options})


@dataclass(frozen=True)
class MapParts:
    """What Folium composed, to be put into a page."""

    header: str
    html: str
    script: str


def compose(options: Mapping[str, Any], layers: Mapping[str, Mapping[str, Any]]) -> MapParts:
    """Compose the map's element and one for each layer; the same input gives the same text."""
    area_map = AreaMap(options)
    for name, layer_options in layers.items():
        AreaLayer(name, layer_options).add_to(area_map)
    figure = Figure()
    area_map.add_to(figure)
    figure.header._children.clear()  # branca's own, which says what the page says already
    figure.render()
    return MapParts(figure.header.render(), figure.html.render(), figure.script.render())
