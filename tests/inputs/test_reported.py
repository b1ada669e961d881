"""Files that are unusual and can be right are loaded, and what was made of them is reported."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import shapely

from tests.england import hiding
from tests.inputs.files import COUNTS, DASHBOARD, WEEKLY, archive, boundaries, dashboard, row, square, zipped
from tests.inputs.place import PublishedPlace
from tests.stored import current
from tests.workbook import Rows, workbook

LOADED = "msoa_2020-11-09.csv: dashboard MSOA counts, published 9 November 2020; 2 rows, 2 values new or revised"
BOW_TIE = shapely.Polygon([(-1.4, 54.5), (-1.3, 54.6), (-1.3, 54.5), (-1.4, 54.6)])


def test_codes_that_the_hierarchy_does_not_know(place: PublishedPlace) -> None:
    rows = [row(code="W02000001"), row(code="E02009999"), row(code="xxxxxxxxx")]
    said = place.loads(place.write(COUNTS, dashboard(*rows)))

    unknown = "Left out of the map 2 msoa codes unknown to the hierarchy: E02009999, W02000001."
    assert f"{unknown} If areas were reorganised, load the hierarchy of that year." in said
    assert "msoa: Left out 1 row (21 cases) with no area's code (xxxxxxxxx)." in said
    assert place.count("W02000001", "2020-11-03") == 21  # kept, for a hierarchy that knows it


@pytest.mark.parametrize(
    ("encoding", "note"),
    [
        ("utf-8-sig", "Read as UTF-8 with a byte order mark."),
        ("utf-16", "Read as UTF-16."),
        ("latin-1", "Read as Windows-1252."),
    ],
)
def test_other_encodings(place: PublishedPlace, encoding: str, note: str) -> None:
    text = dashboard(row()).replace("Second", "Ynys M\u00f4n")
    said = place.loads(place.write(COUNTS, text.encode(encoding)))

    assert said == [LOADED, note]
    assert place.count("E02000002", "2020-11-03") == 21


def test_rings_that_cross(place: PublishedPlace) -> None:
    said = place.loads(
        place.write("boundaries.geojson", boundaries(range(1, 7), {3: shapely.geometry.mapping(BOW_TIE)}))
    )

    assert said == ["boundaries.geojson: boundaries; 6 rows", "Mended 1 area whose boundary crosses itself."]


@pytest.mark.parametrize("apart", [2.3e-16, 1e-12, 1e-9, -1e-9, 1e-8])
def test_boundaries_whose_edges_do_not_quite_meet(place: PublishedPlace, apart: float) -> None:
    west, south, east, north = square(2).bounds
    moved = shapely.Polygon([(west + apart, south), (east, south), (east, north), (west - apart, north)])
    content = boundaries(range(1, 7), {2: shapely.geometry.mapping(moved)})

    assert place.loads(place.write("boundaries.geojson", content)) == ["boundaries.geojson: boundaries; 6 rows"]
    published = place.casemap("publish")
    assert published.exit_code == 0, published.output
    beside = current(place.home).read("neighbours/msoa.json")
    assert json.loads(beside) == [[1], [0, 2], [1, 3], [2, 4], [3, 5], [4]]


def test_boundaries_of_areas_that_no_hierarchy_knows_hold_nothing_up(place: PublishedPlace) -> None:
    content = boundaries(range(1, 9), {8: shapely.geometry.mapping(square(7))})  # each on the ground of the other

    assert place.loads(place.write("boundaries.geojson", content)) == ["boundaries.geojson: boundaries; 8 rows"]


def test_a_release_older_than_what_is_known_is_kept_and_is_not_the_latest(place: PublishedPlace) -> None:
    old = place.write("msoa_2020-10-26.csv", f"{DASHBOARD}\nmsoa,E02000001,Old Quay,2020-10-20,900\n")
    said = place.loads(old)
    before = json.loads(place.casemap("status", "--json").stdout)
    place.casemap("publish")
    after = json.loads(place.casemap("status", "--json").stdout)

    assert said[1:] == ["Kept, but not the latest: a release of 2020-11-02 is known."]
    assert place.count("E02000001", "2020-10-20") == 1000
    assert len(after["releases"]) == len(before["releases"]) + 1
    assert (after["published_on"], after["levels"]) == (before["published_on"], before["levels"])


def test_the_archives_repeated_rows_give_the_largest_count(place: PublishedPlace) -> None:
    rows = [("E02000002", "03/11/2020", count) for count in ("3", "21", "", "21")]
    said = place.loads(place.write("cases.csv", archive(*rows)), "--published", "2024-05-01")

    assert said[1:] == ["msoa: Left out 3 repeated rows: took the largest count of each area and day."]
    assert place.count("E02000002", "2020-11-03") == 21


def test_the_archives_files_that_repeat_an_area_give_its_largest_count(place: PublishedPlace) -> None:
    files = {name: archive(("E02000002", "03/11/2020", count)) for name, count in (("D.csv", "21"), ("E.csv", "3"))}
    said = place.loads(place.write("cases_2024-05-01.zip", zipped(files)))

    assert said[1:] == ["msoa: Left out 1 repeated row: took the largest count of each area and day."]
    assert place.count("E02000002", "2020-11-03") == 21


def test_a_file_of_areas_in_a_zip_of_counts_is_left_to_be_loaded_by_itself(place: PublishedPlace) -> None:
    files = {COUNTS: dashboard(row()), "population.csv": "msoa_code,population\nE02000001,5\n"}
    said = place.loads(place.write("cases_2020-11-09.zip", zipped(files)))

    assert said[1:] == ["Left out population.csv: it is of areas, and among counts. Load it by itself."]


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_other_line_ends(place: PublishedPlace, line_end: str) -> None:
    content = dashboard(row()).replace("\n", line_end).encode()

    assert place.loads(place.write(COUNTS, content)) == [LOADED]
    assert place.count("E02000002", "2020-11-03") == 21


@pytest.mark.parametrize(
    ("text", "count"), [('"21"', 21), ('"1,234"', 1234), ("21.0", 21), (" 21 ", 21), ("007500", 7500)]
)
def test_numbers_in_any_usual_way(place: PublishedPlace, text: str, count: int) -> None:
    assert place.loads(place.write(COUNTS, dashboard(row(text)))) == [LOADED]
    assert place.count("E02000002", "2020-11-03") == count


@pytest.mark.parametrize("mark", ["*", "[C]", "..", "suppressed"])
def test_marks_for_hidden_that_are_declared(place: PublishedPlace, monkeypatch: pytest.MonkeyPatch, mark: str) -> None:
    monkeypatch.setenv("CASEMAP_HIDDEN_MARKS", "*, [c],..,Suppressed")
    said = place.loads(place.write(COUNTS, dashboard(row(mark))))

    assert said[1:] == [f'Took "{mark}" for hidden in 1 cell.']
    assert "5 hidden" in place.casemap("publish").output


def test_marks_for_as_many_as_readers_are_told(
    place: PublishedPlace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CASEMAP_HIDDEN_MARKS", "<5")
    monkeypatch.setenv("CASEMAP_DATASET", str(hiding(tmp_path, msoa=4)))

    assert place.loads(place.write(COUNTS, dashboard(row("<5"))))[1:] == ['Took "<5" for hidden in 1 cell.']


def test_blank_as_r_writes_it(place: PublishedPlace) -> None:
    said = place.loads(place.write(COUNTS, dashboard(row("NA"), row("NA", code="E02000003"))))

    assert said[1:] == ["Took NA for blank in 2 cells."]
    assert place.count("E02000002", "2020-11-03") is None


def test_notes_under_the_table(place: PublishedPlace) -> None:
    notes = "\nSource: Public Health England\nCounts of 0 to 2 are not shown\n"

    assert place.loads(place.write(COUNTS, dashboard(row()) + notes)) == [
        LOADED,
        "Left out 2 rows of notes under the table.",
    ]


def test_an_invisible_character_before_a_code(place: PublishedPlace) -> None:
    said = place.loads(place.write(COUNTS, dashboard(row(code="\u200bE02000002"))))

    assert said == [LOADED, "Took invisible characters out of 1 cell."]
    assert place.count("E02000002", "2020-11-03") == 21


def test_a_workbook(place: PublishedPlace) -> None:
    rows: Rows = [["A title"], [], WEEKLY.split(","), ["E02000001", "Old Quay", "0-2", 12.0], [], ["Source: PHE"]]
    said = place.loads(place.write("MSOAs_2020-11-09.xlsx", workbook({"Data": rows, "Notes": [["Hidden: 0-2"]]})))

    assert said == [
        "MSOAs_2020-11-09.xlsx: PHE weekly MSOA file, published 9 November 2020; 2 rows, 1 value new or revised",
        "Left out 1 row above the headings.",
        "Left out 1 row of notes under the table.",
        'Took "0-2" for hidden in 1 cell.',
        "Left out sheet Notes: its layout is not known.",
    ]
    assert place.count("E02000001", "2020-11-01") == 12


def test_blank_rows(place: PublishedPlace) -> None:
    said = place.loads(place.write(COUNTS, dashboard(row()) + "\n,,,,\n   \n"))

    assert said == [LOADED, "Left out 3 blank rows."]


def test_columns_in_another_order(place: PublishedPlace) -> None:
    reordered = "\n".join(",".join(reversed(line.split(","))) for line in dashboard(row()).splitlines())

    assert place.loads(place.write(COUNTS, reordered)) == [LOADED]
    assert place.count("E02000002", "2020-11-03") == 21


def test_columns_beyond_those_known(place: PublishedPlace) -> None:
    wider = "\n".join(f"{line},note {number}" for number, line in enumerate(dashboard(row()).splitlines()))

    assert place.loads(place.write(COUNTS, wider)) == [LOADED]
    assert place.count("E02000002", "2020-11-03") == 21


@pytest.mark.parametrize("heading", ["cases", "newCases", "week_43"])
def test_counts_among_the_properties_of_boundaries_are_named(place: PublishedPlace, heading: str) -> None:
    layer = json.loads(boundaries(range(1, 7)))
    for number, feature in enumerate(layer["features"]):
        feature["properties"] |= {heading: 10 + number, "hectares": 40.5}

    assert f"Left out 1 column that may be counts: {heading}." in place.loads(
        place.write("b.geojson", json.dumps(layer))
    )
