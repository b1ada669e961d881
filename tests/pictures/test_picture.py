"""A picture says and shows what the map does: read from the SVG, and from its pixels."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from PIL import Image

from app.domain import Shape, Withheld
from app.editions.contents import Scheme
from app.pictures import draw_picture, rasterise
from app.pictures.column import MANY_IN_CLASS
from app.pictures.ink import DARK, LIGHT, Ink, ink_of
from app.pictures.layout import lay_out
from app.pictures.words import classes_at, words_of
from app.view import MapView
from tests.england import ENGLAND, Level
from tests.pictures.elsewhere import as_if_of, with_cells
from tests.web.test_styles import DARK as DARK_STYLE
from tests.web.test_styles import LIGHT as LIGHT_STYLE

SVG = "{http://www.w3.org/2000/svg}"
TITLE, SOURCE = "Cases in the north", "Source: us."
SIZE = (900, 700)


def picture_of(view: MapView, title: str = TITLE, size: tuple[int, int] = SIZE) -> Element:
    return ElementTree.fromstring(draw_picture(view, title, SOURCE, *size))


def texts(picture: Element) -> list[str]:
    return [text.text or "" for text in picture.iter(f"{SVG}text")]


def fills_of_legend(view: MapView) -> list[str]:
    return [rect.get("fill") or "" for rect in picture_of(view).findall(f"{SVG}g/{SVG}rect")]


def pixels_of(view: MapView, size: tuple[int, int] = SIZE) -> Image.Image:
    return Image.open(io.BytesIO(rasterise(draw_picture(view, TITLE, SOURCE, *size), "png"))).convert("RGB")


def colour_at(view: MapView, longitude: float, latitude: float) -> str:
    """Return the colour of a place's pixel."""
    layout = lay_out(words_of(view, Level.MSOA, TITLE, SOURCE), view.corners, *SIZE)
    x, y = layout.frame(view.corners).place(longitude, latitude)
    pixel = pixels_of(view).getpixel((round(layout.map.x + x), round(layout.map.y + y)))
    assert isinstance(pixel, tuple)
    return "#{:02x}{:02x}{:02x}".format(*pixel)


def test_a_picture_holds_its_title_dates_legend_and_source(whole: MapView) -> None:
    said = texts(picture_of(whole))

    for text in (
        TITLE,
        "Published 2 November 2020",
        "Cases in the seven days",
        "10",
        "100",
        "three or fewer cases",
        SOURCE,
    ):
        assert text in said
    assert "Seven days to 27 October 2020" in " ".join(said)


def test_a_picture_has_a_name_and_says_what_it_shows(whole: MapView) -> None:
    picture = picture_of(whole)

    assert picture.get("role") == "img"
    assert picture.findtext(f"{SVG}title") == TITLE
    assert (picture.findtext(f"{SVG}desc") or "").startswith("Map of cases in England")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_legend_has_the_colours_of_the_editions_classes(whole: MapView, scheme: Scheme) -> None:
    fills = fills_of_legend(replace(whole, scheme=scheme))
    classes = [one[scheme] for one in classes_at(whole, Level.MSOA)]

    assert [fill for fill in fills if fill in classes] == classes
    assert fills[-1] == ink_of(scheme).hidden


def test_bars_over_the_steps_are_as_high_as_their_classes_are_full(whole: MapView) -> None:
    words = words_of(whole, Level.MSOA, TITLE, SOURCE)
    swatches = lay_out(words, whole.corners, *SIZE).swatches
    bars = [one.height for one in swatches if one.fill == MANY_IN_CLASS]
    numbers = [step.number for step in words.steps if step.number]

    assert len(bars) == len(numbers) < len(words.steps)
    assert [bar / max(bars) for bar in bars] == pytest.approx([number / max(numbers) for number in numbers])


def test_what_has_no_figure_has_its_pattern_in_the_legend(whole: MapView) -> None:
    missing = with_cells(replace(whole, asked_measure="change"), Level.MSOA, {0: Withheld.MISSING})

    assert {"url(#hatched)", "url(#dotted)", LIGHT.hidden} <= set(fills_of_legend(missing))


@pytest.mark.parametrize(
    ("measure", "at", "label"),
    [
        ("cases", (-1.57, 54.53), "100 and over"),
        ("cases", (-1.43, 54.53), "10 to 14"),
        ("rate", (-1.43, 54.53), "150 to 249"),
        ("change", (-1.57, 54.53), "up under 25%"),
        ("change", (-1.33, 54.43), "the same"),
    ],
)
def test_an_area_has_the_colour_of_its_class(whole: MapView, measure: str, at: tuple[float, float], label: str) -> None:
    view = replace(whole, asked_measure=measure)
    colours = {one["label"]: one["light"] for one in classes_at(view, Level.MSOA)}

    assert colour_at(view, *at) == colours[label]


def test_hidden_areas_are_grey_and_what_is_beyond_as_ground(whole: MapView) -> None:
    assert colour_at(whole, -1.57, 54.43) == LIGHT.hidden
    assert colour_at(whole, -1.31, 54.68) == LIGHT.ground


def test_other_places_are_not_drawn(whole: MapView) -> None:
    north = replace(whole, places=(whole.edition.areas[Level.REGION][0],), bounds=whole.corners)

    assert colour_at(north, -1.57, 54.53) == colour_at(whole, -1.57, 54.53) != LIGHT.ground
    assert colour_at(north, -1.47, 54.43) == LIGHT.ground != colour_at(whole, -1.47, 54.43)


def test_hexagons_are_drawn_as_such_and_said_to_be(whole: MapView) -> None:
    hexes = replace(whole, asked_shape=Shape.HEXES)
    region = whole.edition.areas[Level.REGION][0]
    selected = replace(hexes, selected=region, asked_level=Level.MSOA)

    assert "Each hexagon is one small area, near its true place." in " ".join(texts(picture_of(hexes)))
    assert strokes(picture_of(selected)) > strokes(picture_of(hexes))


def test_the_selected_area_is_outlined_and_named_with_its_count(whole: MapView) -> None:
    selected = replace(whole, selected=whole.edition.areas[Level.MSOA][0])
    said = texts(picture_of(selected))

    assert said[-said[::-1].index("Old Quay") - 1 :][:2] == ["Old Quay", "1,204 cases"]
    assert strokes(picture_of(selected)) > strokes(picture_of(replace(selected, selected=None)))


def test_a_selected_area_that_is_hidden_says_so(whole: MapView) -> None:
    said = texts(picture_of(replace(whole, selected=whole.edition.areas[Level.MSOA][3])))

    assert "Three or fewer cases" in said


def strokes(picture: Element) -> int:
    return sum(path.get("stroke") is not None for path in picture.iter(f"{SVG}path"))


@pytest.mark.parametrize("title", ["</svg><script>alert(1)</script>", '" onload="alert(1)', "]]>&lt;{{7*7}}"])
def test_a_hostile_title_is_text(whole: MapView, title: str) -> None:
    picture = picture_of(whole, title)

    assert picture.findtext(f"{SVG}title") == title
    assert title.replace(" ", "") in "".join(texts(picture)).replace(" ", "")
    assert not list(picture.iter(f"{SVG}script"))
    assert "49" not in texts(picture)
    assert not [name for one in picture.iter() for name in one.keys() if name.startswith("on")]  # noqa: SIM118


def test_the_dark_scheme_has_dark_ground_and_its_own_colours_of_classes(whole: MapView) -> None:
    dark = replace(whole, scheme="dark")

    assert pixels_of(dark).getpixel((2, 2)) == (0x15, 0x19, 0x1C)
    assert colour_at(dark, -1.31, 54.68) == DARK.ground
    assert colour_at(dark, -1.43, 54.53) in [one["dark"] for one in classes_at(whole, Level.MSOA)]


@pytest.mark.parametrize(("ink", "style"), [(LIGHT, LIGHT_STYLE), (DARK, DARK_STYLE)], ids=["light", "dark"])
def test_the_colours_are_those_of_the_style_sheets(ink: Ink, style: dict[str, str]) -> None:
    assert vars(ink) == {name: style[name] for name in vars(ink)}


@pytest.mark.parametrize("form", ["png", "webp"])
@pytest.mark.parametrize("size", [(600, 400), (201, 333)])
def test_pixels_are_as_many_as_asked_for(whole: MapView, form: str, size: tuple[int, int]) -> None:
    drawn = Image.open(io.BytesIO(rasterise(draw_picture(whole, TITLE, SOURCE, *size), form)))

    assert (drawn.size, (drawn.format or "").lower()) == (size, form)


def test_letters_are_drawn(whole: MapView) -> None:
    """They come with the font's package: where the server has none of its own, text would be left out."""
    with_title = pixels_of(whole)
    svg = draw_picture(whole, TITLE, SOURCE, *SIZE)
    without = Image.open(io.BytesIO(rasterise(svg.replace(f">{TITLE}<".encode(), b"><"), "png"))).convert("RGB")
    rows = [row for row in range(60) for x in range(300) if with_title.getpixel((x, row)) != without.getpixel((x, row))]

    assert len(rows) > 500


def test_a_picture_has_no_address_in_it(whole: MapView, tmp_path: Path) -> None:
    assert b"href" not in draw_picture(whole, TITLE, SOURCE, *SIZE)


def test_names_in_another_language_say_which(whole: MapView) -> None:
    welsh = as_if_of(whole, replace(ENGLAND, language="cy"))
    selected = replace(welsh, selected=welsh.edition.areas[Level.MSOA][0])
    spoken = {text.text: text.get("lang") for text in picture_of(selected).iter(f"{SVG}text")}

    assert (spoken["Old Quay"], spoken["Northtown"]) == ("cy", "cy")
    assert spoken["1,204 cases"] is spoken["7"] is None
    assert b"xml:lang" in draw_picture(selected, TITLE, SOURCE, *SIZE)
    assert b"lang" not in draw_picture(replace(selected, edition=whole.edition), TITLE, SOURCE, *SIZE)
