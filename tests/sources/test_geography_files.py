"""Hierarchy, names, populations and boundaries."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import geopandas
import pytest
import shapely

from app.errors import BadFileError
from app.sources import Boundaries, Hierarchy, Names, Populations, is_companion
from tests.sources.england import kind_of, read_contents

Write = Callable[[str, str | bytes], Path]
HIERARCHY = "msoa_code,ltla_code,ltla_name,utla_code,utla_name,region_code,region_name"
CITY = "E02000001,E09000012,Hackney and City of London,E09000012,Hackney and City of London,E12000007,London"
SQUARE = shapely.box(-0.1, 51.5, 0.0, 51.6)
MANY_CODES = [f"E020000{n:02}" for n in range(50)]
BOW_TIE = shapely.Polygon([(0.1, 51.5), (0.3, 51.7), (0.3, 51.5), (0.1, 51.7)])


def part_of(path: Path) -> Any:
    (part,) = read_contents(path).parts
    return part


def test_a_hierarchy_keeps_its_columns_in_any_order(write: Write) -> None:
    lines = [",".join(reversed(line.split(","))) for line in (HIERARCHY, CITY)]
    part = part_of(write("h.csv", "\n".join(lines)))
    assert isinstance(part, Hierarchy)
    assert part.rows.to_dict("records") == [
        dict(zip(HIERARCHY.split(","), CITY.split(","), strict=True))
        | {"nation_code": "E92000001", "nation_name": "England"}
    ]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (CITY, "row 3, column msoa_code: E02000001 stands twice"),
        (
            CITY.replace("E02000001", "E02000002").replace("E12000007", "E12000008"),
            "row 3, column utla_code: .*another",
        ),
        (CITY.replace("E02000001", "E02000002").replace("London", ""), "row 3, column region_name: .*blank"),
        (CITY.replace("E02000001", "City"), "row 3, column msoa_code: .*not an area's code"),
    ],
)
def test_a_hierarchy_that_contradicts_itself_is_refused(write: Write, row: str, problem: str) -> None:
    with pytest.raises(BadFileError, match=problem):
        read_contents(write("h.csv", f"{HIERARCHY}\n{CITY}\n{row}\n"))


@pytest.mark.parametrize(
    "content",
    [
        "msoa_code,msoa_name\nE02000001,City of London\n",
        "msoa11cd,msoa11nm,msoa11nmw,msoa11hclnm,msoa11hclnmw,Laname\nE02000001,C 001,C 001,City of London,,City\n",
    ],
)
def test_names_are_the_house_of_commons_librarys(write: Write, content: str) -> None:
    part = part_of(write("n.csv", content))
    assert isinstance(part, Names)
    assert part.rows.to_dict("records") == [{"area_code": "E02000001", "name": "City of London"}]


def test_populations_are_whole_numbers(write: Write) -> None:
    part = part_of(write("p.csv", 'msoa_code,population\nE02000001,"9,721"\n'))
    assert isinstance(part, Populations)
    assert part.rows.to_dict("records") == [{"area_code": "E02000001", "population": 9721}]


def frame(
    shapes: Sequence[shapely.Geometry | None] = (SQUARE,), codes: Sequence[str] = ("E02000001",), crs: int | None = 4326
) -> Any:
    return geopandas.GeoDataFrame({"OTHER": "x", "MSOA11CD": codes}, geometry=list(shapes), crs=crs)


def shapes_in(path: Path) -> dict[str, Any]:
    part = part_of(path)
    assert isinstance(part, Boundaries)
    return dict(zip(part.rows["area_code"], shapely.from_wkb(part.rows["wkb"].to_numpy()), strict=True))


def shapefile(folder: Path, content: Any) -> Path:
    folder.mkdir()
    content.to_file(folder / "b.shp")
    return folder / "b.shp"


def packed(shp: Path) -> Path:
    target = shp.parent.with_suffix(".zip")
    with zipfile.ZipFile(target, "w") as archive:
        for path in shp.parent.iterdir():
            archive.write(path, f"inner/{path.name}")
    return target


def as_geojson(path: Path, content: Any) -> Path:
    path.write_text(content.to_json(), encoding="utf-8")
    return path


@pytest.mark.parametrize("form", ["shp", "zip", "gpkg", "geojson"])
def test_boundaries_are_read_in_any_form_and_coordinate_system(tmp_path: Path, form: str) -> None:
    content = frame().to_crs(4326 if form == "geojson" else 27700)
    if form in {"shp", "zip"}:
        shp = shapefile(tmp_path / "s", content)
        path = shp if form == "shp" else packed(shp)
    elif form == "gpkg":
        content.to_file(tmp_path / "b.gpkg")
        path = tmp_path / "b.gpkg"
    else:
        path = as_geojson(tmp_path / "b.txt", content)
    assert (kind_of(path).layout, kind_of(path).is_geography) == ("boundaries", True)
    assert shapes_in(path)["E02000001"].normalize().equals_exact(SQUARE.normalize(), 1e-5)
    assert read_contents(path).notes == ()


@pytest.mark.parametrize("name", ["b.zip", "b.csv", "b", "b [1].dat"])
@pytest.mark.parametrize("form", ["gpkg", "json"])
def test_boundaries_may_have_any_name(tmp_path: Path, form: str, name: str) -> None:
    path = tmp_path / f"x.{form}"
    if form == "gpkg":
        frame().to_file(path)
    else:
        as_geojson(path, frame())
    assert set(shapes_in(path.rename(tmp_path / name))) == {"E02000001"}


def test_esri_json_with_shapes_is_boundaries(write: Write) -> None:
    ring = [[list(point) for point in SQUARE.exterior.coords][::-1]]
    layer = {
        "geometryType": "esriGeometryPolygon",
        "spatialReference": {"wkid": 4326},
        "fields": [{"name": "MSOA11CD", "type": "esriFieldTypeString"}],
        "features": [{"attributes": {"MSOA11CD": "E02000001"}, "geometry": {"rings": ring}}],
    }
    assert shapes_in(write("b.json", json.dumps(layer)))["E02000001"].equals(SQUARE)


def test_a_boundary_that_crosses_itself_becomes_polygons(tmp_path: Path) -> None:
    shapes = shapes_in(as_geojson(tmp_path / "b.json", frame([SQUARE, BOW_TIE], ["E02000001", "W02000001"])))
    assert all(shape.is_valid and shape.geom_type in {"Polygon", "MultiPolygon"} for shape in shapes.values())
    assert shapes["W02000001"].area == pytest.approx(0.02)


def test_features_that_are_no_msoas_are_left_out_and_noted(tmp_path: Path) -> None:
    path = as_geojson(tmp_path / "b.json", frame([SQUARE, SQUARE, None], ["E02000001", "S02000001", "E02000002"]))
    assert set(shapes_in(path)) == {"E02000001"}
    assert read_contents(path).notes == ("Left out 2 features with no MSOA code or no shape.",)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (frame([SQUARE, SQUARE], ["E02000001", "E02000001"]), "E02000001 stands twice"),
        (frame(codes=["E09000001"]), "No column holds MSOA codes"),
        (frame([shapely.Point(0, 51.5)]), "points or lines"),
        (frame([shapely.box(51.5, -0.1, 51.6, 0.0)]), "does not lie in Britain"),
        (frame([shapely.box(530000, 180000, 531000, 181000)]), "does not lie in Britain"),
    ],
)
def test_boundaries_that_cannot_be_are_refused(tmp_path: Path, content: Any, problem: str) -> None:
    with pytest.raises(BadFileError, match=problem):
        read_contents(as_geojson(tmp_path / "b.json", content))


@pytest.mark.parametrize(
    ("lost", "problem"),
    [(".prj", r"Add a shapefile\'s \.prj"), (".dbf", r"must have its \.dbf"), (".shx", r"must have its \.shx")],
)
def test_a_shapefile_without_a_companion_says_which_to_add(tmp_path: Path, lost: str, problem: str) -> None:
    shp = shapefile(tmp_path / "s", frame())
    shp.with_suffix(lost).unlink()
    with pytest.raises(BadFileError, match=problem):
        read_contents(shp)


def test_a_shapefiles_companions_are_known_and_nothing_else_is(tmp_path: Path) -> None:
    shp = shapefile(tmp_path / "s", frame())
    assert {path.suffix for path in shp.parent.iterdir() if not is_companion(path)} == {".shp"}
    shutil.copy(shp.with_suffix(".dbf"), tmp_path / "other.dbf")
    assert not is_companion(tmp_path / "other.dbf")


@pytest.mark.parametrize("name", ["b.shp", "b.dbf", "b.gpkg", "b.json"])
def test_boundaries_that_are_cut_off_are_refused(tmp_path: Path, name: str) -> None:
    content = frame([shapely.box(0, 51 + n / 50, 1, 51 + (n + 1) / 50) for n in range(50)], codes=MANY_CODES)
    path = tmp_path / name
    if name == "b.json":
        as_geojson(path, content)
    else:
        content.to_file(path.with_suffix(".shp") if name == "b.dbf" else path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 2 // 3])
    with pytest.raises(BadFileError, match="cut off or damaged"):
        read_contents(path.with_suffix(".shp") if name == "b.dbf" else path)


def test_pages_of_boundaries_in_one_zip_are_one(tmp_path: Path) -> None:
    pages = [as_geojson(tmp_path / f"{n}.json", frame(codes=[f"E0200000{n}"])) for n in (1, 2)]
    with zipfile.ZipFile(tmp_path / "pages.zip", "w") as archive:
        for page in pages:
            archive.write(page, page.name)
    assert set(shapes_in(tmp_path / "pages.zip")) == {"E02000001", "E02000002"}


def test_the_real_geography(real_data: Path) -> None:
    boundaries = read_contents(real_data / "boundaries" / "MSOA_Dec_2011_EW_BSC_V2.zip")
    assert len(boundaries.parts[0].rows) == 7201
    assert boundaries.notes == ("Mended 1 area whose boundary crosses itself.",)
    folder = real_data / "geography"
    assert len(part_of(folder / "msoa_names.csv").rows) == 6791
    assert part_of(folder / "msoa_population_mid2019.csv").rows["population"].sum() == 56_286_961
    assert len(part_of(folder / "msoa_to_ltla_utla_region_2020.csv").rows) == 6791


FORMULAS = [
    '=HYPERLINK("http://x")',
    "+1",
    "-1",
    "@x",
    "\uff1dx",
    "\uff0bx",
    "\uff0dx",
    "\uff20x",
    "\ufe62x",
    "\u200b=x",
]
UNSEEN = ["Old\u202eQuay", "Old\u2067Quay", "Old\x7f", "Old\u2028Quay", "\ue000", "Old\U0010ffffQuay"]


@pytest.mark.parametrize("name", [*FORMULAS, *UNSEEN, "\t=x", " =x", "...", "\u2800", "x" * 201, "x" * 20_000])
def test_a_name_that_may_do_harm_is_refused(write: Write, name: str) -> None:
    quoted = '"' + name.replace('"', '""') + '"'
    with pytest.raises(BadFileError, match=r"row 2, column msoa_name.*is not a name") as refused:
        read_contents(write("names.csv", f"msoa_code,msoa_name\nE02000001,{quoted}\n"))
    assert len(str(refused.value)) < 300


@pytest.mark.parametrize(
    "name",
    [
        "Ynys M\u00f4n",
        "King's Cross-St John\u2019s",
        "Bournemouth, Christchurch & Poole (1=2)",
        "\u6771\u4eac",
        "\u0627\u0644\u0642\u0627\u0647\u0631\u0629",
        "\u0928\u0908 \u0926\u093f\u0932\u094d\u0932\u0940",
        "'s-Hertogenbosch",
        "1st Ward",
        "E\u0301vreux",
    ],
)
def test_a_name_in_any_script_is_kept(write: Write, name: str) -> None:
    part = part_of(write("names.csv", f'msoa_code,msoa_name\nE02000001,"{name}"\n'))

    assert part.rows["name"].to_list() == [name]


@pytest.mark.parametrize("between", ["\u200b", "\u00ad", "\ufeff", "\u2061", "\u206a", "\U000e0041"])
def test_a_character_without_width_is_taken_out_of_a_name(write: Write, between: str) -> None:
    path = write("names.csv", f"msoa_code,msoa_name\nE02000001,Old{between} Quay\n")

    assert part_of(path).rows["name"].to_list() == ["Old Quay"]
    assert read_contents(path).notes == ("Took invisible characters out of 1 cell.",)
