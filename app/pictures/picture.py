"""Draw a view of the map as a self-contained SVG picture."""

from __future__ import annotations

from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from app.pictures.column import MANY_IN_CLASS, MARKED, OUTLINE, POINTER, Swatch
from app.pictures.fills import DOTTED, HATCHED, HIDDEN, STRIPED
from app.pictures.ink import Ink, ink_of, scheme_of
from app.pictures.layout import Layout, lay_out
from app.pictures.map import draw_map
from app.pictures.svg import GRID, WRITTEN_IN, add_patterns, number, paint, write
from app.pictures.text import FAMILY
from app.pictures.words import words_of
from app.view import MapView


def draw_picture(view: MapView, title: str, source: str, width: int, height: int, listed: int = 0) -> bytes:
    """Draw a view with its title, dates, legend and source, so many pixels wide and high.

    So many of the highest areas are listed.
    """
    level = view.level_at(width, height)
    words = words_of(view, level, title, source, listed)
    layout = lay_out(words, view.corners, width, height)
    ink = ink_of(scheme_of(view.scheme))
    picture = Element(
        "svg",
        {"font-family": f"{FAMILY}, system-ui, sans-serif", "role": "img", "aria-labelledby": "title alternative"},
        xmlns="http://www.w3.org/2000/svg",
        width=str(width),
        height=str(height),
        viewBox=f"0 0 {width} {height}",
    )
    SubElement(picture, "title", id="title").text = title
    SubElement(picture, "desc", id="alternative").text = words.alternative
    add_patterns(picture, layout.unit, ink)
    SubElement(picture, "rect", width=str(width), height=str(height), fill=ink.paper)
    draw_map(picture, view, level, layout, ink)
    _draw_legend(picture, layout, ink)
    _write_words(picture, layout, ink, view.edition.dataset.language)
    return bytes(ElementTree.tostring(picture, encoding="utf-8"))


def _draw_legend(picture: Element, layout: Layout, ink: Ink) -> None:
    unit = layout.unit
    # In the map's units, so that patterns have the scale that they have there.
    drawn = SubElement(picture, "g", transform=f"scale({1 / GRID})")
    for swatch in layout.swatches:
        x, y, width, height = (number(GRID * side) for side in (swatch.x, swatch.y, swatch.width, swatch.height))
        look = _look(swatch, layout, ink)
        SubElement(drawn, "rect", look, x=x, y=y, width=width, height=height)
    for pointer in layout.pointers:
        half, high = GRID * POINTER * unit, GRID * POINTER * 1.2 * unit
        tip = f"M{number(GRID * pointer.x)} {number(GRID * pointer.y)}"
        path = f"{tip}l{number(-half)} {number(-high)}h{number(2 * half)}z"
        look = {"fill": ink.ink, "stroke": ink.paper, "stroke-width": number(unit * GRID)}
        SubElement(drawn, "path", look, d=path)


def _look(swatch: Swatch, layout: Layout, ink: Ink) -> dict[str, str]:
    line = {"stroke": ink.line, "stroke-width": number(layout.unit * GRID)}
    looks = {
        MANY_IN_CLASS: {"fill": ink.quiet, "fill-opacity": "0.4"},
        MARKED: {"fill": ink.ink},
        OUTLINE: {"fill": "none", **line},
    }
    is_of_areas_without = swatch.fill in (HIDDEN, HATCHED, DOTTED, STRIPED)
    return looks.get(swatch.fill) or {"fill": paint(swatch.fill, ink), **(line if is_of_areas_without else {})}


def _write_words(picture: Element, layout: Layout, ink: Ink, language: str) -> None:
    """Write the lines of words; `language` is that of areas' names."""
    for line in layout.lines:
        colour = ink.quiet if line.is_quiet else ink.ink
        spoken = language if line.is_name else WRITTEN_IN
        write(picture, line.text, line.x, line.y, line.size, line.weight, line.width, colour, spoken)
