"""Layers of boundaries that a definition describes, with counts among their properties too."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import geopandas
import pytest
import shapely

from app.dataset.definition import PeriodDefinition
from app.dataset.files import BoundaryLayer, TableColumns
from app.errors import BadFileError, UnrecognisedFileError
from app.sources import Boundaries, Described, Names, StandInBoundaries, kind_of, read_contents
from tests.sources.places import COUNTS, WARD, cells, counts, dataset, layer, part_of, square

Write = Callable[[str, str | bytes], Path]
WARDS = BoundaryLayer("ward", "ward")


def test_the_property_that_holds_the_codes(write: Write) -> None:
    content = layer(square(-73.99, ward="W001", label="1"), square(-73.98, ward="W999", label="2"), square(-73.97))
    described = dataset(boundaries=[replace(WARDS, other_codes=("W999",))])
    path = write("wards.geojson", content)
    contents = read_contents(path, described)

    assert (kind_of(path, described).layout, kind_of(path, described).is_geography) == ("boundaries", True)
    part = part_of(contents, Boundaries)
    assert (part.level, part.rows["area_code"].to_list()) == ("ward", ["W001"])
    assert contents.notes == (
        "Left out 1 shape of no area: W999.",
        "Left out 1 feature with no code or no shape.",
    )
    assert not any(isinstance(part, Names) for part in contents.parts)


def test_names_are_taken_where_the_definition_names_their_property(write: Write) -> None:
    described = dataset(boundaries=[replace(WARDS, name="label")])
    contents = read_contents(write("wards.geojson", layer(square(1, ward="W001", label="Abbey"))), described)

    assert part_of(contents, Names).rows.to_dict("records") == [{"area_code": "W001", "name": "Abbey"}]


def test_codes_that_were_numbers_get_their_zeros_back(write: Write) -> None:
    described = dataset(ward=replace(WARD, code="[0-9]{5}"), boundaries=[replace(WARDS, digits=5)])
    contents = read_contents(write("wards.geojson", layer(square(1, ward=1001.0), square(2, ward=10002.0))), described)

    assert part_of(contents, Boundaries).rows["area_code"].to_list() == ["01001", "10002"]


def test_shapes_are_read_where_a_property_begins_so(write: Write) -> None:
    described = dataset(boundaries=[replace(WARDS, where={"ward": "W"})])
    contents = read_contents(write("wards.geojson", layer(square(1, ward="W001"), square(2, ward="E001"))), described)

    assert part_of(contents, Boundaries).rows["area_code"].to_list() == ["W001"]


def test_parts_of_an_area_are_made_one(write: Write) -> None:
    content = layer(square(1, ward="W001"), square(1.01, ward="W001"), square(2, ward="W002"))
    contents = read_contents(write("wards.geojson", content), dataset(boundaries=[WARDS]))

    first, _ = shapely.from_wkb(part_of(contents, Boundaries).rows["wkb"])
    assert first.area == pytest.approx(0.0002)
    assert "Made one shape of the parts of 1 area: W001." in contents.notes


def test_areas_in_a_collection_are_areas(write: Write) -> None:
    one = square(1, ward="W001")
    one["geometry"] = {
        "type": "GeometryCollection",
        "geometries": [one["geometry"], {"type": "Point", "coordinates": [1, 1]}],
    }
    contents = read_contents(write("wards.geojson", layer(one)), dataset(boundaries=[WARDS]))

    (shape,) = shapely.from_wkb(part_of(contents, Boundaries).rows["wkb"])
    assert shape.geom_type in ("Polygon", "MultiPolygon")
    assert shape.area == pytest.approx(0.0001)


def test_a_shapefile_in_us_feet(tmp_path: Path) -> None:
    shape = shapely.box(-74.0, 40.70, -73.99, 40.71)
    frame = geopandas.GeoDataFrame({"ward": ["W001"]}, geometry=[shape], crs=4326).to_crs(2263)
    frame.to_file(tmp_path / "wards.shp")
    contents = read_contents(tmp_path / "wards.shp", dataset(boundaries=[WARDS]))

    (read,) = shapely.from_wkb(part_of(contents, Boundaries).rows["wkb"])
    assert shapely.hausdorff_distance(read, shape) < 1e-6


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (layer(square(1, ward="X1")), 'row 1, column ward: "X1" is not the code of a ward'),
        (layer(square(181, ward="W001")), "W001 does not lie on Earth: the file names the wrong coordinate system"),
    ],
)
def test_what_cannot_be_right_is_refused(write: Write, content: str, problem: str) -> None:
    with pytest.raises(BadFileError, match=problem):
        read_contents(write("wards.geojson", content), dataset(boundaries=[WARDS]))


def test_a_property_that_is_not_there_is_told(write: Write) -> None:
    with pytest.raises(UnrecognisedFileError, match=r'nearest to boundaries, and lacks "ward" \(it has "wards"\)'):
        read_contents(write("wards.geojson", layer(square(1, wards="W001"))), dataset(boundaries=[WARDS]))


FORTNIGHTS = dataset(COUNTS, boundaries=[replace(WARDS, name="name")], period=PeriodDefinition(days=14, every=7))


def fortnights() -> list[dict[str, object]]:
    return [
        square(1, ward="W001", name="Abbey", week="2021-07-07", cases=7),
        square(2, ward="W002", name="Bridge", week="2021-07-07", cases=None),
        square(1, ward="W001", name="Abbey", week="2021-06-30", cases=9),
        square(2, ward="W002", name="Bridge", week="2021-06-30", cases=8),
    ]


EXPECTED = {
    ("W001", "2021-07-07"): 7,
    ("W002", "2021-07-07"): None,
    ("W001", "2021-06-30"): 9,
    ("W002", "2021-06-30"): 8,
}


def test_fortnights_with_counts_and_shapes_in_one_layer(write: Write) -> None:
    path = write("wards_2021-07-12.geojson", layer(*fortnights()))
    contents = read_contents(path, FORTNIGHTS)

    assert kind_of(path, FORTNIGHTS).layout == contents.layout == "ward counts"
    assert cells(contents) == EXPECTED
    assert part_of(contents, StandInBoundaries).rows["area_code"].to_list() == ["W001", "W002"]
    assert part_of(contents, Described).rows["ward_code"].to_list() == ["W001", "W002"]


@pytest.mark.parametrize("name", ["wards_2021-07-12.gpkg", "wards_2021-07-12.shp"])
def test_counts_among_the_properties_of_other_layers(tmp_path: Path, name: str) -> None:
    frame = geopandas.GeoDataFrame.from_features(json.loads(layer(*fortnights())), crs=4326)
    frame.to_file(tmp_path / name)
    contents = read_contents(tmp_path / name, FORTNIGHTS)

    assert not kind_of(tmp_path / name, FORTNIGHTS).is_geography
    assert cells(contents) == EXPECTED
    assert len(part_of(contents, StandInBoundaries).rows) == 2


def test_a_column_a_fortnight_in_a_layer(write: Write) -> None:
    wide = counts(TableColumns(code="ward", name="name"), wide=replace(COUNTS.wide, periods="to_(.*)"))
    described = dataset(wide, boundaries=[WARDS], period=PeriodDefinition(days=14))
    content = layer(square(1, ward="W001", name="Abbey", to_20210707=7, to_20210630=9))
    contents = read_contents(write("wards_2021-07-12.geojson", content), described)

    assert cells(contents) == {("W001", "2021-07-07"): 7, ("W001", "2021-06-30"): 9}
    assert part_of(contents, Described).rows["ward_name"].to_list() == ["Abbey"]
