"""Draw a picture's map: areas, lines, names, and the area that is selected."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from app.domain import Level, Shape
from app.editions.contents import LayerFile
from app.editions.contract import SURROUNDINGS
from app.pictures.areas import Arcs, Frame, Segment, lines_of, paths_of, segments_of
from app.pictures.fills import fill_by_class
from app.pictures.finer import drawn_at
from app.pictures.ground import ground_path
from app.pictures.ink import Ink, scheme_of
from app.pictures.labels import GAP, Label, labels_of
from app.pictures.layout import Layout
from app.pictures.names import names_in
from app.pictures.placing import place
from app.pictures.selected import Selected, find_selected, label_of
from app.pictures.svg import GRID, WRITTEN_IN, number, paint, write
from app.pictures.text import BOLD, LINE
from app.pictures.words import classes_at, measure_at
from app.view import MapView

# Zooms over which lines grow to their full weight, as in static/js/map/scene.js: those between small areas later.
LIGHTER, LIGHTER_OF_SMALL = 5, 2


@dataclass
class _Parts:
    """What lies over areas: authorities' outlines, lines between other areas, and the selected area's outline.

    `are_of_authorities` tells whether the areas are parts of authorities.
    """

    are_of_authorities: bool
    outlines: list[str] = field(default_factory=list)
    between: list[str] = field(default_factory=list)
    outline: set[Segment] = field(default_factory=set)


def draw_map(picture: Element, view: MapView, level: Level, layout: Layout, ink: Ink) -> None:
    """Draw a view's map into its box."""
    box, unit, frame, dataset = layout.map, layout.unit, layout.frame(view.corners, GRID), view.edition.dataset
    drawn = SubElement(
        picture,
        "svg",
        x=number(box.x),
        y=number(box.y),
        width=number(box.width),
        height=number(box.height),
        viewBox=f"0 0 {number(frame.width)} {number(frame.height)}",
    )
    SubElement(drawn, "rect", width=number(frame.width), height=number(frame.height), fill=ink.sea)
    _draw_ground(drawn, view, frame, ink)
    parts = _draw_areas(drawn, view, level, frame, ink)
    zoom = math.log2(frame.scale / GRID / unit * 360 / 256)
    _draw_lines(drawn, parts, unit, ink, zoom=zoom, full=view.map_parts["full"])
    selected = find_selected(view, frame, parts.outline, GRID, unit)
    label = label_of(selected, view, box.width, box.height, unit) if selected else None
    taken = [label.box] if label else []
    if selected:
        _outline(drawn, selected, unit, ink)
    over = SubElement(drawn, "g", transform=f"scale({GRID})")
    named = (selected.area,) if selected else view.places[:1]  # already, by its label or above the map
    names = [name for name in names_in(view, level, frame, zoom) if name.text not in {area.name for area in named}]
    wanted = [*labels_of(names, box.width, box.height, unit)]
    edge = (0.0, 0.0, box.width, box.height)
    for laid in place(wanted, edge, unit, taken, lambda rect: not (selected and selected.is_under(rect, GRID))):
        _write_in_casing(over, laid, unit, ink, dataset.language)
    if label:
        _write_on_paper(over, label, unit, ink, dataset.language)


def _draw_ground(drawn: Element, view: MapView, frame: Frame, ink: Ink) -> None:
    ground = SURROUNDINGS.read(view.edition.read)["ground"] if view.shape is Shape.MAP else None
    if ground:
        path = ground_path(ground, frame, (0, 0, frame.width, frame.height))
        SubElement(drawn, "path", {"fill": ink.ground, "fill-rule": "evenodd", "d": path})


def _draw_areas(drawn: Element, view: MapView, level: Level, frame: Frame, ink: Ink) -> _Parts:
    """Draw the areas of one layer after another, of which only one is in memory, and keep what lies over them."""
    dataset, levels_areas = view.edition.dataset, view.edition.areas[level]
    parts = _Parts(are_of_authorities=level == dataset.finest != dataset.reports_by)
    measure, classes = measure_at(view, level), classes_at(view, level)
    fill = fill_by_class(measure, classes, dataset.rate_per, scheme_of(view.scheme))
    areas = SubElement(drawn, "g", {"fill-rule": "evenodd"})
    for layer in _layers(view, level, frame):
        arcs = Arcs(frame, layer)
        for key, path in paths_of(layer, arcs, fill, view.authorities).items():
            SubElement(areas, "path", fill=paint(key, ink), d=path)
        outlines, between = lines_of(layer, arcs, view.authorities)
        parts.outlines.append(outlines)
        parts.between.append(between)
        if view.selected:
            inside = [levels_areas[place].is_within(view.selected) for place in layer["columns"]["place"]]
            parts.outline ^= segments_of(layer, arcs, [row for row, is_inside in enumerate(inside) if is_inside])
    return parts


def _layers(view: MapView, level: Level, frame: Frame) -> Iterator[LayerFile]:
    """Return what the areas of a level are drawn from, as finely as the picture's pixels show."""
    zoom = math.log2(frame.scale / GRID * 360 / 256)
    for name in view.layers_over(level, frame.corners):
        yield from drawn_at(view.edition, view.layer(name), zoom, frame.corners)


def _draw_lines(drawn: Element, parts: _Parts, unit: float, ink: Ink, *, zoom: float, full: int) -> None:
    """Draw lines as the map does: faint between areas, or where those are parts of authorities theirs in a casing."""
    outlines, between = "".join(parts.outlines), "".join(parts.between)
    weight, weight_of_small = (
        unit * max(0.0, min(1.0, 1 + (zoom - full) / before)) for before in (LIGHTER, LIGHTER_OF_SMALL)
    )
    if parts.are_of_authorities:
        _stroke(drawn, between, ink.edge, 0.6 * weight_of_small)
        _stroke(drawn, outlines, ink.edge, 2.2 * weight_of_small)
        _stroke(drawn, outlines, ink.border, 0.9 * weight)
    else:
        _stroke(drawn, outlines, ink.border, 0.7 * weight)


def _stroke(drawn: Element, path: str, colour: str, weight: float) -> None:
    if path and weight > 0:
        look = {"stroke": colour, "stroke-width": number(weight * GRID), "stroke-linejoin": "round"}
        SubElement(drawn, "path", {"d": path, "fill": "none", **look, "stroke-linecap": "round"})


def _outline(drawn: Element, selected: Selected, unit: float, ink: Ink) -> None:
    if selected.is_small:
        left, top, right, _ = (side * GRID for side in selected.box)
        radius = (right - left) / 2
        half = f"a{number(radius)} {number(radius)} 0 1 0"
        path = f"M{number(left)} {number(top + radius)}{half} {number(2 * radius)} 0{half} {number(-2 * radius)} 0z"
    else:
        path = "".join(f"M{a[0]} {a[1]}L{b[0]} {b[1]}" for a, b in sorted(selected.outline))
    _stroke(drawn, path, ink.paper, 5.5 * unit)
    _stroke(drawn, path, ink.ink, 2.5 * unit)


def _write_in_casing(over: Element, label: Label, unit: float, ink: Ink, language: str) -> None:
    casing = {"stroke": ink.paper, "stroke-width": number(3 * unit), "stroke-linejoin": "round"}
    for text in _lines(over, label, ink, language):
        text.attrib.update(casing, **{"paint-order": "stroke"})
        if label.spacing:
            text.attrib.update({"fill": ink.quiet, "lengthAdjust": "spacing"})
    if label.name and label.name.rank == "town":
        dot = {"cx": number(label.name.x), "cy": number(label.name.y), "r": number(2.5 * unit)}
        SubElement(over, "circle", {**dot, "fill": ink.ink, "stroke": ink.paper, "stroke-width": number(unit)})


def _write_on_paper(over: Element, label: Label, unit: float, ink: Ink, language: str) -> None:
    (left, top, right, bottom), pad = label.box, GAP * unit
    place = {"x": left - pad, "y": top - pad / 2, "width": right - left + 2 * pad, "height": bottom - top + pad}
    paper = {"fill": ink.paper, "fill-opacity": "0.92", "rx": number(3 * unit)}
    SubElement(over, "rect", {**paper, **{name: number(value) for name, value in place.items()}})
    _lines(over, label, ink, language)


def _lines(over: Element, label: Label, ink: Ink, language: str) -> list[Element]:
    """Write a label's lines; a place's name, and what is in bold, is in the language of areas' names."""
    base = label.box[1] + label.size * 0.98  # of the first line
    lines = enumerate(zip(label.lines, label.weights, label.widths, strict=True))
    return [
        write(
            over,
            line,
            label.x - width / 2,
            base + place * label.size * LINE,
            label.size,
            weight,
            width,
            ink.ink,
            language if label.name or weight == BOLD else WRITTEN_IN,
        )
        for place, (line, weight, width) in lines
    ]
