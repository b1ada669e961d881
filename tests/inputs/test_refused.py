"""Files that cannot be right are refused with file, row, column and what to do; store and edition stay as they were."""

from __future__ import annotations

import bz2
import gzip
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pytest
import shapely
import shapely.affinity
from click.testing import Result

from app.sources import unpacking
from tests.conftest import SMALL
from tests.inputs.files import COUNTS, DASHBOARD, WEEKLY, archive, boundaries, dashboard, row, square, zipped
from tests.inputs.place import PublishedPlace

CASES = "column newCasesBySpecimenDateRollingSum"
CORRECT = "Correct it, or download the file again."
Pack = Callable[[str], bytes]
PACKS: list[Pack] = [lambda text: gzip.compress(text.encode()), lambda text: zipped({COUNTS: text})]


@pytest.mark.parametrize(
    "content",
    [b"", b" \r\n\r\n", b"\xef\xbb\xbf", gzip.compress(b""), zipped({"a.csv": ""})],
    ids=["nothing", "empty lines", "a mark", "gzipped", "zipped"],  # packed content has the time in it
)
def test_an_empty_file(place: PublishedPlace, content: bytes) -> None:
    assert place.refuses(place.write(COUNTS, content)) == "The file is empty. Download it again."


def test_headings_without_rows(place: PublishedPlace) -> None:
    said = place.refuses(place.write(COUNTS, f"{DASHBOARD}\n"))

    assert said == "It has no rows below its headings. Download it again."


def test_rows_of_no_area_alone(place: PublishedPlace) -> None:
    said = place.refuses(place.write(COUNTS, f"{DASHBOARD}\n{row(code='xxxxxxxxx')}\n"))

    assert said == (
        "It holds no counts that Casemap can show. msoa: Left out 1 row (21 cases) with no area's code (xxxxxxxxx). "
        "Check that it is the right file."
    )


@pytest.mark.parametrize(
    "page",
    [
        "<!-- a page -->\n<html></html>",
        "<table><tr><td>msoa11_cd</td></tr></table>",
        "<!DOCTYPE html>\n<html><head><title>503 Service Unavailable</title></head></html>",
        "\n<html>\n<body>Sign in to go on</body></html>",
        "<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>",
    ],
)
def test_an_error_page_saved_as_csv(place: PublishedPlace, page: str) -> None:
    said = place.refuses(place.write(COUNTS, page))

    assert said.startswith("It is a web page, not data. Open the address in a browser, find the file itself")


@pytest.mark.parametrize(
    "content",
    [
        "<?xml version='1.0'?><data><record><msoa11_cd>E02000001</msoa11_cd><wk_44>5</wk_44></record></data>",
        "<Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'></Workbook>",
        "<?xml version='1.0' encoding='utf-8'?>\n<!-- made by PHE --><cases/>",
    ],
)
def test_an_xml_edition(place: PublishedPlace, content: str) -> None:
    assert place.refuses(place.write(COUNTS, content)) == "It is XML: take the CSV edition of the same file."


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.parametrize("kept", [0.3, 0.6, 0.95])
def test_an_archive_that_is_cut_off(place: PublishedPlace, pack: Pack, kept: float) -> None:
    rows = [row(str(n * 7 % 89), code=f"E0200{n:04}") for n in range(3, 900)]
    content = pack(dashboard(*rows))

    said = place.refuses(place.write(COUNTS, content[: int(len(content) * kept)]))

    assert said == "The archive is cut off or damaged. Download it again."


def test_a_file_that_is_cut_off_within_a_row(place: PublishedPlace) -> None:
    said = place.refuses(place.write(COUNTS, dashboard(row(), row())[:-30]))

    assert said == "row 4: It has 2 of 5 values: the row is cut off. Download the file again."


def test_a_row_with_more_values_than_headings(place: PublishedPlace) -> None:
    said = place.refuses(place.write(COUNTS, dashboard(row() + ",5")))

    assert said == f"row 3: It has 6 values where the headings are 5. {CORRECT}"


def says_it_unpacks_to(size: int, content: bytes) -> bytes:
    """Write another size into a zip's directory."""
    directory = content.index(b"PK\x01\x02")
    return content[: directory + 24] + struct.pack("<I", size) + content[directory + 28 :]


def test_a_zip_bomb_is_not_even_unpacked(place: PublishedPlace) -> None:
    bomb = says_it_unpacks_to(3 * 1024**3, zipped({COUNTS: dashboard(), "msoa.csv": dashboard()}))
    bomb = bomb[: bomb.rindex(b"PK\x01\x02")] + says_it_unpacks_to(3 * 1024**3, bomb[bomb.rindex(b"PK\x01\x02") :])

    said = place.refuses(place.write("bomb_2020-11-09.zip", bomb))

    assert said == "Unpacked it is larger than 4 GB, as no published file is. Do not trust it; download it again."


@pytest.mark.parametrize("pack", PACKS)
def test_a_bomb_that_hides_its_size(place: PublishedPlace, monkeypatch: pytest.MonkeyPatch, pack: Pack) -> None:
    monkeypatch.setattr(unpacking, "AT_MOST", 100_000)
    said = place.refuses(place.write(COUNTS, pack(dashboard() + "\n" * 100_000)))

    assert said.startswith("Unpacked it is larger than")


@pytest.mark.parametrize("name", ["../a.csv", "/etc/a.csv", "Cases/../../a.csv", "..\\a.csv", "C:\\a.csv"])
def test_a_path_in_a_zip_that_points_outside(place: PublishedPlace, name: str) -> None:
    said = place.refuses(place.write("cases_2020-11-09.zip", zipped({name: dashboard()})))

    assert said == "The zip holds a file whose path points outside it. Do not trust it; download it again."
    assert {path.name for path in place.home.parent.iterdir()} == {"home", "cases_2020-11-09.zip"}


@pytest.mark.parametrize(
    ("headings", "missing"),
    [
        ("areaType,areaName,newCasesBySpecimenDate", "dashboard counts, and lacks areaCode and date"),
        (
            "areaType,areaCode,date,newCasesByPublishDate",
            "dashboard counts, and lacks newCasesBySpecimenDateRollingSum (or newCasesBySpecimenDate)",
        ),
        ("Area code,Specimen date", "the PHE authority file, and lacks Area type and Daily lab-confirmed cases"),
        ("area_type,metric,value", "the UKHSA archive, and lacks area_code and date"),
        ("lad19_cd,wk_44", "the PHE weekly MSOA file, and lacks msoa11cd"),
        ("lad19_cd,latest_7_days", "the PHE map layer, and lacks msoa11cd"),
        ("geography_type,date,metric,metric_value", "the UKHSA data dashboard, and lacks geography_code"),
        (
            "msoa_code,ltla_code,ltla_name,utla_code,utla_name",
            "hierarchy, and lacks region_code and region_name",
        ),
    ],
)
def test_missing_columns(place: PublishedPlace, headings: str, missing: str) -> None:
    said = place.refuses(place.write(COUNTS, f"{headings}\n{',1' * headings.count(',')}1\n"))

    assert said == f"It comes nearest to {missing}. Check that the file is whole."


IF_HIDDEN = (
    "If it stands for a hidden count, name it in marks of its [[tables]] in the definition, or in CASEMAP_HIDDEN_MARKS."
)


@pytest.mark.parametrize(
    ("count", "problem"),
    [
        ("-1", f"-1 is below zero: a number of cases cannot be. {IF_HIDDEN}"),
        ("-99", f"-99 is below zero: a number of cases cannot be. {IF_HIDDEN}"),
        ("2.5", "2.5 is not a whole number."),
        ("100001", "100001 is more than the 100,000 people that such an area can have."),
        ("9" * 30, '"999999999999999999999999999999" is not a number.'),
        ("1e3", '"1e3" is not a number.'),
        ("NaN", '"NaN" is not a number.'),
        ("many", '"many" is not a number.'),
    ],
)
def test_a_count_that_cannot_be(place: PublishedPlace, count: str, problem: str) -> None:
    assert place.refuses(place.write(COUNTS, dashboard(row(count)))) == f"row 3, {CASES}: {problem} {CORRECT}"


@pytest.mark.parametrize("mark", ["*", "[c]", "..", "x", "-", "S", "suppressed", "null"])
def test_a_mark_that_nobody_declared(place: PublishedPlace, mark: str) -> None:
    assert place.refuses(place.write(COUNTS, dashboard(row(mark), row(mark, code="E02000003")))) == (
        f'row 3, {CASES}: "{mark}" stands in 2 cells. If that means a hidden count, name it in marks of its [[tables]] '
        f"in the definition, or in CASEMAP_HIDDEN_MARKS ({mark}) and load the file again."
    )


@pytest.mark.parametrize(("mark", "most"), [("<5", 4), ("1-4", 4), ("fewer than 10", 9)])
def test_a_mark_for_more_than_readers_are_told(
    place: PublishedPlace, monkeypatch: pytest.MonkeyPatch, mark: str, most: int
) -> None:
    file = place.write(COUNTS, dashboard(row(mark)))
    assert place.refuses(file).endswith(
        f"in CASEMAP_HIDDEN_MARKS ({mark}), see that the definition hides {most} too "
        f"(hidden = {{ most = {most} }}) and load the file again."
    )
    monkeypatch.setenv("CASEMAP_HIDDEN_MARKS", f"*,{mark}")
    assert place.refuses(file) == (
        f'row 3, {CASES}: "{mark}" stands for a hidden count in 1 cell, which may be {most}, and readers are told that '
        f"it is at most 3. Write hidden = {{ most = {most} }} for msoa into the definition."
    )


def test_a_mark_at_a_level_that_hides_nothing(place: PublishedPlace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEMAP_HIDDEN_MARKS", "*")
    said = place.refuses(place.write(COUNTS, f"{DASHBOARD}\nltla,E06000001,Northtown,2020-11-03,*\n"))

    assert said == (
        f'row 2, {CASES}: "*" stands for a hidden count in 1 cell, and ltla counts are told in full. Say in '
        "the definition which counts of ltla are hidden."
    )


@pytest.mark.parametrize(
    ("day", "problem"),
    [
        ("2020-11-31", '"2020-11-31" is not a date of the form yyyy-mm-dd.'),
        ("03/11/2020", '"03/11/2020" is not a date of the form yyyy-mm-dd.'),
        ("yesterday", '"yesterday" is not a date of the form yyyy-mm-dd.'),
        ("", '"" is not a date of the form yyyy-mm-dd.'),
        (
            "2020-11-10",
            "2020-11-10 lies after the publication date, 2020-11-09: see its name, --published or [published] in the "
            "definition.",
        ),
        ("1920-11-03", "1920-11-03 lies more than 30 years before the publication date."),
    ],
)
def test_a_date_that_cannot_be(place: PublishedPlace, day: str, problem: str) -> None:
    assert place.refuses(place.write(COUNTS, dashboard(row(day=day)))) == f"row 3, column date: {problem} {CORRECT}"


def test_rows_that_disagree(place: PublishedPlace) -> None:
    said = place.refuses(place.write(COUNTS, dashboard(row("21"), row("22"))))

    assert said == f"row 4, {CASES}: E02000002 has another count for 2020-11-03 in row 3. {CORRECT}"


def test_rows_of_weeks_that_disagree(place: PublishedPlace) -> None:
    rows = "E02000001,Old Quay,5,6\nE02000001,Old Quay,5,7\n"
    said = place.refuses(place.write("MSOAs_2020-11-09.csv", f"{WEEKLY}\n{rows}"))

    assert said == f"row 3, column wk_44: E02000001 has another count for 2020-11-01 in row 2. {CORRECT}"


def test_files_of_one_zip_that_disagree(place: PublishedPlace) -> None:
    files = {"a.csv": dashboard(row("21")), "b.csv": dashboard(row("22"))}
    said = place.refuses(place.write("cases_2020-11-09.zip", zipped(files)))

    assert said == "a.csv and b.csv give E02000002 different counts for 2020-11-03. Load the one that is right alone."


def test_a_problem_in_a_file_of_a_zip_names_that_file(place: PublishedPlace) -> None:
    files = {"a.csv": archive(("E02000001", "03/11/2020", "9")), "b.csv": archive(("E02000002", "never", "9"))}
    said = place.refuses(place.write("cases_2020-11-09.zip", zipped(files)))

    assert said == f'b.csv: row 2, column date: "never" is not a date of the form dd/mm/yyyy or yyyy-mm-dd. {CORRECT}'


def test_boundaries_without_a_coordinate_system(place: PublishedPlace, tmp_path: Path) -> None:
    areas = geopandas.GeoDataFrame({"MSOA11CD": ["E02000001"]}, geometry=[square(1)], crs=4326)
    areas.to_file(tmp_path / "boundaries.shp")
    (tmp_path / "boundaries.prj").unlink()

    said = place.refuses(tmp_path / "boundaries.shp")

    assert said == (
        "It does not say its coordinate system. Add a shapefile's .prj beside it, or save it again with EPSG:4326."
    )


def test_boundaries_with_duplicates(place: PublishedPlace) -> None:
    said = place.refuses(place.write("boundaries.geojson", boundaries([1, 2, 3, 4, 2])))

    assert said == "column MSOA11CD: E02000002 stands twice. Dissolve its parts into one area."


def test_boundaries_that_lack_most_of_the_areas(place: PublishedPlace) -> None:
    said = place.refuses(place.write("boundaries.geojson", boundaries([1, 2])))

    assert said == (
        "It has boundaries for only 2 of the hierarchy's 6 areas. Download the whole file; if it comes in pages, put "
        "all of them into one zip and load that."
    )


@pytest.mark.parametrize(
    ("ring", "problem"),
    [
        ([[-1.5, None], [-1.5, 54.6], [-1.4, 54.6], [-1.5, None]], "A shape in it is no polygon"),
        ([[-1.5, 54.5], [-1.5, 54.6]], "A shape in it is no polygon"),
        ([[54.5, -1.5], [54.6, -1.5], [54.6, -1.4], [54.5, -1.5]], "E02000001 does not lie in Britain"),
    ],
)
def test_shapes_that_are_no_areas(place: PublishedPlace, ring: list[list[float]], problem: str) -> None:
    content = boundaries(range(1, 7), {1: {"type": "Polygon", "coordinates": [ring]}})

    assert place.refuses(place.write("boundaries.geojson", content.replace("null", "NaN"))).startswith(problem)


def test_boundaries_with_points_that_are_no_numbers(place: PublishedPlace, tmp_path: Path) -> None:
    with np.errstate(invalid="ignore"):
        no_numbers = shapely.Polygon([(-1.4, 54.5), (np.nan, 54.5), (-1.3, 54.6)])
    shapes = [*(square(number) for number in range(1, 6)), no_numbers]
    codes = [f"E0200000{number}" for number in range(1, 7)]
    geopandas.GeoDataFrame({"MSOA11CD": codes}, geometry=shapes, crs=4326).to_file(tmp_path / "boundaries.gpkg")

    said = place.refuses(tmp_path / "boundaries.gpkg")

    assert said == "The boundary of E02000006 has points that are no numbers. Download the file again."


def test_a_boundary_that_encloses_nothing(place: PublishedPlace) -> None:
    flat = shapely.geometry.mapping(shapely.Polygon([(-1.5, 54.5), (-1.4, 54.6), (-1.5, 54.5)]))

    said = place.refuses(place.write("boundaries.geojson", boundaries(range(1, 7), {4: flat})))

    assert said == "The boundary of E02000004 encloses nothing. Download the file again."


UNFIT = "The boundary of E02000002 does not fit those around it. Correct that, or download the boundaries again."


def test_a_boundary_on_the_ground_of_another_area(place: PublishedPlace) -> None:
    covered = boundaries(range(1, 7), {2: shapely.geometry.mapping(square(1))})

    assert place.refuses(place.write("boundaries.geojson", covered)) == UNFIT


def test_boundaries_that_fit_no_map_before_a_hierarchy_knows_of_them(
    casemap: Callable[..., Result], write: Callable[[str, str], Path]
) -> None:
    covered = write("boundaries.geojson", boundaries(range(1, 7), {2: shapely.geometry.mapping(square(1))}))

    assert UNFIT in casemap("load", covered).stderr
    assert casemap("load", SMALL).exit_code == 0


@pytest.mark.parametrize(("unit", "told"), [(1, "1 m"), (40, "40 m")])
def test_a_cartogram_in_the_units_of_a_grid(place: PublishedPlace, tmp_path: Path, unit: int, told: str) -> None:
    shapes = [shapely.box(x * unit, 5 * unit, (x + 1) * unit, 6 * unit) for x in range(43, 49)]
    codes = [f"E0200000{number}" for number in range(1, 7)]
    geopandas.GeoDataFrame({"MSOA11CD": codes}, geometry=shapes, crs=27700).to_file(tmp_path / "hexes.gpkg")

    said = place.refuses(tmp_path / "hexes.gpkg")

    assert said == (
        f"These areas are {told} across: it is a cartogram, not boundaries. Load boundaries of small areas."
    )


def test_areas_that_lie_elsewhere_than_before(place: PublishedPlace) -> None:
    wales = {
        number: shapely.geometry.mapping(shapely.affinity.translate(square(number), -2.5)) for number in range(1, 7)
    }

    said = place.refuses(place.write("boundaries.geojson", boundaries(range(1, 7), wales)))

    assert said.startswith("6 of 6 areas lie elsewhere than where they are known to be (E02000001 by 149 km): it is a")


@pytest.mark.parametrize(
    "step", ["prepare.dissolve", "outlines.simplify", "hexes.neighbours_on_the_ground", "prepare.as_geojson"]
)
def test_a_fault_of_geometry_on_the_way_to_a_map(
    place: PublishedPlace, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(*_: Any) -> None:
        raise shapely.errors.GEOSException("TopologyException: side location conflict at -1.35 54.55")

    monkeypatch.setattr(f"app.geography.{step}", fail)
    said = place.refuses(place.write("boundaries.geojson", boundaries(range(1, 7))))

    assert said == UNFIT


def test_a_publication_still_to_come(place: PublishedPlace) -> None:
    said = place.refuses(place.write("msoa_2099-11-09.csv", dashboard()))

    assert said == (
        "It says that it was published on 2099-11-09, which is still to come. Correct its name or --published."
    )


def test_what_would_steer_a_terminal_is_not_repeated(place: PublishedPlace) -> None:
    said = place.refuses(place.write(COUNTS, dashboard(row("\u202e7"))))

    assert said == f'row 3, {CASES}: "\ufffd7" is not a number. {CORRECT}'


@pytest.mark.parametrize("people", ["0", "-5", "7.5", "", "many", "200000000"])
def test_a_population_that_cannot_be(place: PublishedPlace, people: str) -> None:
    said = place.refuses(place.write("p.csv", f"msoa_code,population\nE02000001,9721\nE02000002,{people}\n"))

    assert said.startswith("row 3, column population: ")
    assert said.endswith(CORRECT)


@pytest.mark.parametrize(
    "content",
    [
        dashboard(row()).encode("utf-16-le"),
        dashboard(row()).encode("utf-16")[:-1],
        dashboard(row()).encode("cp500"),
        dashboard(row()).replace("Second", "\u30bb\u30fc").encode("shift-jis"),
        dashboard(row())
        .replace("Second", "Ynys M\u00f4n, Caf\u00e9 \u2014 caf\u00e9")
        .encode()
        .replace(b"Caf\xc3\xa9", b"Caf\xc3"),
    ],
    ids=["UTF-16 without its mark", "half a character", "EBCDIC", "Shift-JIS", "damaged UTF-8"],
)
def test_text_in_no_known_encoding(place: PublishedPlace, content: bytes) -> None:
    said = place.refuses(place.write(COUNTS, content))

    assert said == ("It is not text in UTF-8, UTF-16 or Windows-1252. Save it as CSV in UTF-8, or download it again.")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "It is not text in UTF-8"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nstream\x00\x01\x02", "It is not text in UTF-8"),
        (b"Call the agency on Monday.\n", "No reader knows this layout. It has no headings or fields that any"),
        (b"[1, 2, 3]", "No reader knows this layout."),
        (
            b'{"error": {"message": "Invalid URL"}, "features": ["wk41_5"]}',
            "It holds a server's error message (\"Invalid",
        ),
        (zipped({"[Content_Types].xml": "<Types/>"}), "It is an Office document. Save the sheet as CSV"),
        (zipped({}), "The zip holds no file."),
        (gzip.compress(zipped({"a.csv": dashboard()})), "It is an archive inside another, or of a sort"),
        (bz2.compress(dashboard().encode()), "It is an archive inside another, or of a sort"),
    ],
)
def test_what_is_no_data_at_all(place: PublishedPlace, content: bytes, problem: str) -> None:
    assert place.refuses(place.write(COUNTS, content)).startswith(problem)
