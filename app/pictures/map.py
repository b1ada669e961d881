"""Draw a picture's map: areas, lines, names, and the area that is selected."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from app.domain import FINEST, Level
from app.pictures.areas import Arcs, Frame, Segment, lines_of, paths_of, segments_of
from app.pictures.fills import fill_by_class
from app.pictures.ink import LIGHT
from app.pictures.labels import GAP, Label, Name, name_places
from app.pictures.layout import Layout
from app.pictures.selected import Selected, find_selected, label_of
from app.pictures.svg import GRID, number, paint, write
from app.pictures.text import LINE
from app.pictures.words import classes_at, measure_at
from app.view import MapView

# Zooms between which lines grow to their full weight, as in static/js/scene.js.
FAINTEST, FAINTEST_OF_SMALL, FULL = 4, 7, 9


@dataclass
class _Parts:
    """What lies over areas: authorities' outlines, lines between other areas, and the selected area's outline."""

    outlines: list[str] = field(default_factory=list)
    between: list[str] = field(default_factory=list)
    outline: set[Segment] = field(default_factory=set)


def draw_map(picture: Element, view: MapView, level: Level, layout: Layout) -> None:
    """Draw a view's map into its box."""
    box, unit, frame = layout.map, layout.unit, layout.frame(view.corners, GRID)
    drawn = SubElement(
        picture,
        "svg",
        x=number(box.x),
        y=number(box.y),
        width=number(box.width),
        height=number(box.height),
        viewBox=f"0 0 {number(frame.width)} {number(frame.height)}",
    )
    SubElement(drawn, "rect", width=number(frame.width), height=number(frame.height), fill=LIGHT.sea)
    parts = _draw_areas(drawn, view, level, frame)
    _draw_lines(drawn, level, parts, math.log2(frame.scale / GRID / unit * 360 / 256), unit)
    selected = find_selected(view, frame, parts.outline, GRID, unit)
    label = label_of(selected, view, box.width, box.height, unit) if selected else None
    taken = [*selected.taken(unit), label.box] if selected and label else []
    if selected:
        _outline(drawn, selected, unit)
    over = SubElement(drawn, "g", transform=f"scale({GRID})")
    named = selected.area.name if selected else view.place_name  # already, by its label or above the map
    names = [name for name in _names(view, level, frame) if name.text != named]
    for name in name_places(names, box.width, box.height, unit, taken):
        _write_in_casing(over, name, unit)
    if label:
        _write_on_paper(over, label, unit)


def _draw_areas(drawn: Element, view: MapView, level: Level, frame: Frame) -> _Parts:
    """Draw the areas of one layer after another, of which only one is in memory, and keep what lies over them."""
    parts, levels_areas = _Parts(), view.edition.areas[level]
    fill = fill_by_class(measure_at(view, level), classes_at(view, level))
    areas = SubElement(drawn, "g", {"fill-rule": "evenodd"})
    for name in view.layers_over(level, frame.corners):
        layer = view.layer(name)
        arcs = Arcs(frame, layer)
        for key, path in paths_of(layer, arcs, fill, view.authorities).items():
            SubElement(areas, "path", fill=paint(key), d=path)
        outlines, between = lines_of(layer, arcs, view.authorities)
        parts.outlines.append(outlines)
        parts.between.append(between)
        if view.selected:
            inside = [levels_areas[place].is_within(view.selected.code) for place in layer["columns"]["place"]]
            parts.outline ^= segments_of(layer, arcs, [row for row, is_inside in enumerate(inside) if is_inside])
    return parts


def _draw_lines(drawn: Element, level: Level, parts: _Parts, zoom: float, unit: float) -> None:
    """Draw lines as the map does: light between authorities, or else theirs dark in a light casing."""
    outlines, between = "".join(parts.outlines), "".join(parts.between)
    if level is FINEST:
        _stroke(drawn, between, LIGHT.paper, 0.6 * _share(zoom, FAINTEST_OF_SMALL) * unit)
        _stroke(drawn, outlines, LIGHT.paper, 2.6 * _share(zoom, FAINTEST_OF_SMALL) * unit)
    colour, weight = (LIGHT.ink, 0.9) if level is FINEST else (LIGHT.paper, 1)
    _stroke(drawn, outlines, colour, weight * _share(zoom, FAINTEST) * unit)


def _share(zoom: float, faintest: float) -> float:
    return max(0.0, min(1.0, (zoom - faintest) / (FULL - faintest)))


def _stroke(drawn: Element, path: str, colour: str, weight: float) -> None:
    if path and weight > 0:
        look = {"stroke": colour, "stroke-width": number(weight * GRID), "stroke-linejoin": "round"}
        SubElement(drawn, "path", {"d": path, "fill": "none", **look, "stroke-linecap": "round"})


def _outline(drawn: Element, selected: Selected, unit: float) -> None:
    if selected.is_small:
        left, top, right, _ = (side * GRID for side in selected.box)
        radius = (right - left) / 2
        half = f"a{number(radius)} {number(radius)} 0 1 0"
        path = f"M{number(left)} {number(top + radius)}{half} {number(2 * radius)} 0{half} {number(-2 * radius)} 0z"
    else:
        path = "".join(f"M{a[0]} {a[1]}L{b[0]} {b[1]}" for a, b in sorted(selected.outline))
    _stroke(drawn, path, LIGHT.paper, 5.5 * unit)
    _stroke(drawn, path, LIGHT.ink, 2.5 * unit)


def _names(view: MapView, level: Level, frame: Frame) -> Iterator[Name]:
    """Give the authorities drawn, each in the middle of its small areas."""
    edition, named = view.edition, Level.UTLA if level is Level.UTLA else Level.LTLA
    inside: dict[str, list[list[float]]] = defaultdict(list)
    for area in edition.areas[FINEST]:
        box = edition.box(area, view.shape)
        if box and (view.authorities is None or area.ltla_code in view.authorities):
            inside[area.utla_code if named is Level.UTLA else area.ltla_code].append(box)
    for code, boxes in inside.items():
        authority = edition.area(named, code)
        if authority:
            west, south, east, north = (sum(sides) / len(boxes) for sides in zip(*boxes, strict=True))
            x, y = frame.place((west + east) / 2, (south + north) / 2)
            yield Name(authority.name, authority.population or 0, x / GRID, y / GRID)


def _write_in_casing(over: Element, label: Label, unit: float) -> None:
    casing = {"stroke": LIGHT.paper, "stroke-width": number(3 * unit), "stroke-linejoin": "round"}
    for text in _lines(over, label):
        text.attrib.update(casing, **{"paint-order": "stroke"})


def _write_on_paper(over: Element, label: Label, unit: float) -> None:
    (left, top, right, bottom), pad = label.box, GAP * unit
    place = {"x": left - pad, "y": top - pad / 2, "width": right - left + 2 * pad, "height": bottom - top + pad}
    paper = {"fill": LIGHT.paper, "fill-opacity": "0.92", "rx": number(3 * unit)}
    SubElement(over, "rect", {**paper, **{name: number(value) for name, value in place.items()}})
    _lines(over, label)


def _lines(over: Element, label: Label) -> list[Element]:
    base = label.box[1] + label.size * 0.98  # of the first line
    lines = enumerate(zip(label.lines, label.weights, label.widths, strict=True))
    return [
        write(over, line, label.x - width / 2, base + place * label.size * LINE, label.size, weight, width, LIGHT.ink)
        for place, (line, weight, width) in lines
    ]
