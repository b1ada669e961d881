"""Write SVG: numbers, fills and lines of text."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from app.pictures.fills import DOTTED, HATCHED, HIDDEN, LAND, STRIPED
from app.pictures.ink import Ink

GRID = 4  # units of the map's paths in a pixel
TILE = 6  # units of a pattern's side
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
WRITTEN_IN = "en"  # the language of all words but names


def number(value: float) -> str:
    """Write a number of pixels, to hundredths."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def paint(fill: str, ink: Ink) -> str:
    """Return the value of SVG's attribute for a fill."""
    plain = {LAND: ink.land, HIDDEN: ink.hidden}
    return {**plain, **{each: f"url(#{each})" for each in (HATCHED, DOTTED, STRIPED)}}.get(fill, fill)


def add_patterns(picture: Element, unit: float, ink: Ink) -> None:
    """Define the fills of areas that have no figure to show, in the units of the map's paths."""
    defined = SubElement(picture, "defs")
    side = TILE * unit * GRID
    # Beyond the corners, so that the lines of neighbouring tiles meet.
    lines = "".join(f"M{number(start)} {number(side)}l{number(side)} {number(-side)}" for start in (-side, 0, side))
    falling = "".join(f"M{number(start)} 0l{number(side)} {number(side)}" for start in (-side, 0, side))
    middle, radius = number(side / 2), number(1.1 * unit * GRID)
    marks = {
        HATCHED: (ink.land, "path", {"d": lines, "stroke": ink.quiet, "stroke-width": number(unit * GRID)}),
        DOTTED: (ink.land, "circle", {"cx": middle, "cy": middle, "r": radius, "fill": ink.quiet}),
        STRIPED: (ink.hidden, "path", {"d": falling, "stroke": ink.quiet, "stroke-width": number(unit * GRID)}),
    }
    size = {"width": number(side), "height": number(side)}
    for name, (under, mark, look) in marks.items():
        pattern = SubElement(defined, "pattern", {"id": name, "patternUnits": "userSpaceOnUse", **size})
        SubElement(pattern, "rect", {**size, "fill": under})
        SubElement(pattern, mark, look)


def write(
    parent: Element,
    line: str,
    x: float,
    y: float,
    size: float,
    weight: int,
    width: float,
    colour: str,
    language: str = WRITTEN_IN,
) -> Element:
    """Write a line of text that keeps this width in any font."""
    look = {"font-size": number(size), "font-weight": str(weight), "fill": colour}
    held = {"textLength": number(width), "lengthAdjust": "spacingAndGlyphs"}
    spoken = {} if language == WRITTEN_IN else {"lang": language, XML_LANGUAGE: language}
    text = SubElement(parent, "text", {"x": number(x), "y": number(y), **look, **held, **spoken})
    text.text = line
    return text
