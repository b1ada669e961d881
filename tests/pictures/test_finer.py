from __future__ import annotations

from pathlib import Path

import pytest

from app.editions import EditionsFolder, StoredEdition
from app.editions.contents import LayerFile
from app.pictures.areas import Arcs, Frame, lines_of
from app.pictures.finer import drawn_at
from app.view import MapView

LAYER = "msoa-00"  # an authority's three areas and another's one
EVERYWHERE = ((54.3, -1.7), (54.8, -1.2))


@pytest.fixture
def edition(winding_home: Path) -> StoredEdition:
    return EditionsFolder(winding_home / "editions").current()


@pytest.fixture
def layer(edition: StoredEdition) -> LayerFile:
    return MapView(edition, edition.week).layer(LAYER)


def points(layers: list[LayerFile]) -> int:
    return sum(len(arc) for each in layers for arc in each["arcs"])


def values(layers: list[LayerFile]) -> dict[str, tuple[object, ...]]:
    """Return what each area has beside its outlines."""
    return {
        geometry["id"]: (columns["place"][row], columns["name"][row], columns["cases"][row])
        for each in layers
        for columns in [each["columns"]]
        for row, geometry in enumerate(each["objects"]["areas"]["geometries"])
    }


def test_a_picture_from_near_has_the_outlines_of_the_map_from_near(edition: StoredEdition, layer: LayerFile) -> None:
    far, middle, near = (list(drawn_at(edition, layer, zoom, EVERYWHERE)) for zoom in (9, 10, 12.5))

    assert far == [layer]
    assert points(far) < points(middle) < points(near)
    assert values(far) == values(middle) == values(near)


def test_what_lies_outside_the_picture_stays_as_the_layer_has_it(edition: StoredEdition, layer: LayerFile) -> None:
    part = list(drawn_at(edition, layer, 12.5, ((54.5, -1.6), (54.51, -1.59))))

    assert points([layer]) < points(part) <= points(list(drawn_at(edition, layer, 12.5, EVERYWHERE)))
    assert values(part) == values([layer])
    assert list(drawn_at(edition, layer, 12.5, ((10, 10), (11, 11)))) == [layer]


def test_borders_of_authorities_are_the_same_lines_from_near(edition: StoredEdition, layer: LayerFile) -> None:
    frame = Frame.over(EVERYWHERE, 1000)
    far = lines_of(layer, Arcs(frame, layer))
    near = [lines_of(each, Arcs(frame, each)) for each in drawn_at(edition, layer, 12.5, EVERYWHERE)]

    drawn = sum(between.count("M") for _, between in near)
    assert 0 < far[1].count("M") <= drawn <= 2 * far[1].count("M")  # a line between two parts is drawn with each
