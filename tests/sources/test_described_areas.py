"""Tables of areas that a definition describes, and what tables of counts say of areas."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.dataset.definition import Finder
from app.dataset.files import Table, TableColumns
from app.domain import Area
from app.errors import BadFileError
from app.sources import Described, Found, Hierarchy, Names, Parents, Points, Populations, kind_of, read_contents
from app.sources.described.naming import slug_of
from tests.sources.places import COUNTS, LEVELS, WARD, cells, counts, dataset, part_of

Write = Callable[[str, str | bytes], Path]
LOOKUP = Table(
    "ward lookup",
    "ward",
    columns=TableColumns(code="code", name="name", parents={"town": "town"}, parent_names={"town": "town name"}),
)
HEADINGS = "code,name,town,town name"
COUNTY = {"county_code": "S1", "county_name": "Sunshire"}


def test_codes_and_names_of_what_areas_lie_in(write: Write) -> None:
    path = write(
        "lookup.csv", f"{HEADINGS}\nW001,Abbey,T01,Northtown\nW001,Abbey,T01,Northtown\nW002,Bridge,T01,Northtown\n"
    )
    contents = read_contents(path, dataset(LOOKUP))

    assert kind_of(path, dataset(LOOKUP)).is_geography
    assert part_of(contents, Hierarchy).rows.to_dict("records") == [
        COUNTY | {"town_code": "T01", "town_name": "Northtown", "ward_code": code} for code in ("W001", "W002")
    ]
    assert part_of(contents, Names).rows.to_dict("records") == [
        {"area_code": "W001", "name": "Abbey"},
        {"area_code": "W002", "name": "Bridge"},
    ]


def test_names_stand_for_codes_where_there_are_none(write: Write) -> None:
    by_name = replace(LOOKUP, columns=TableColumns(code="code", parent_names={"town": "town"}))
    contents = read_contents(
        write("lookup.csv", "code,town\nW001,Staten Island\nW002,\u00c9vian & Ost\n"), dataset(by_name)
    )

    towns = part_of(contents, Hierarchy).rows[["town_code", "town_name"]]
    assert towns.to_numpy().tolist() == [["staten-island", "Staten Island"], ["evian-and-ost", "\u00c9vian & Ost"]]
    assert slug_of("Val-d'Oise (95)") == "val-doise-95"


def test_what_a_coarser_level_lies_in_completes_a_hierarchy(write: Write) -> None:
    levels = (LEVELS[0], replace(LEVELS[1], slug="board", name="board", code="B[0-9]"), *LEVELS[1:])
    towns = Table("towns", "town", columns=TableColumns(code="town", parents={"board": "board"}))
    contents = read_contents(write("towns.csv", "town,board\nT01,B1\n"), dataset(towns, levels=levels))

    part = part_of(contents, Parents)
    assert (part.level, part.rows.to_dict("records")) == (
        "town",
        [COUNTY | {"board_code": "B1", "board_name": "", "town_code": "T01", "town_name": ""}],
    )


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("W001,Abbey,T02,Southtown", "W001 stands twice, and the rows differ"),
        ("W002,Bridge,T01,Southtown", "T01 has another town_name or county_code than in a row before"),
        ("W002,=cmd(),T01,Northtown", 'column name: "=cmd\\(\\)" is not a name'),
        ("W002,Bridge,X,Northtown", 'column town: "X" is not the code of a town'),
    ],
)
def test_rows_that_do_not_agree_are_refused(write: Write, row: str, problem: str) -> None:
    with pytest.raises(BadFileError, match=problem):
        read_contents(write("lookup.csv", f"{HEADINGS}\nW001,Abbey,T01,Northtown\n{row}\n"), dataset(LOOKUP))


def test_names_in_two_languages(write: Write) -> None:
    names = Table("names", "ward", columns=TableColumns(code="code", name="en", other_name="cy"))
    contents = read_contents(write("names.csv", "code,en,cy\nW001,Holyhead,Caergybi\nW002,Rhyl,\n"), dataset(names))

    assert part_of(contents, Names).rows.to_numpy().tolist() == [["W001", "Holyhead", "Caergybi"], ["W002", "Rhyl", ""]]


def test_populations_with_decimals_are_rounded_half_up(write: Write) -> None:
    people = Table("people", "ward", columns=TableColumns(code="code", population="Population (2018 based)"))
    rows = ["W001,2613.09", "W002,100.5", 'W003,"4,255"', "W004,", "W005,0", "W006,12.0"]
    path = write("people.csv", "\n".join(["code,Population (2018 based)", *rows, ""]))
    contents = read_contents(path, dataset(people))

    part = part_of(contents, Populations)
    assert (part.level, part.year) == ("ward", 2018)
    assert dict(zip(part.rows["area_code"], part.rows["population"], strict=True)) == {
        "W001": 2613,
        "W002": 101,
        "W003": 4255,
        "W006": 12,
    }
    assert contents.notes == ("Rounded 2 populations to whole people.", "2 areas without a population.")


@pytest.mark.parametrize("people", ["10001", "-5", "many"])
def test_populations_that_cannot_be_are_refused(write: Write, people: str) -> None:
    described = Table("people", "ward", columns=TableColumns(code="code", population="people"))
    with pytest.raises(BadFileError, match="row 2, column people"):
        read_contents(write("people.csv", f"code,people\nW001,{people}\n"), dataset(described))


def test_points_anywhere_on_earth(write: Write) -> None:
    described = dataset(Table("points", "ward", columns=TableColumns(code="code", longitude="lon", latitude="lat")))
    contents = read_contents(
        write("points.csv", "code,lon,lat\nW001,-73.99,40.75\nW002,151.2,-33.9\nW003,,\n"), described
    )
    assert part_of(contents, Points).rows.to_numpy().tolist() == [["W001", -73.99, 40.75], ["W002", 151.2, -33.9]]
    with pytest.raises(BadFileError, match='row 2, column lat: "984250" is not a latitude in degrees'):
        read_contents(write("points.csv", "code,lon,lat\nW001,3,984250\n"), described)


def test_what_areas_are_found_by(write: Write) -> None:
    finder = Table("ZIP codes", "ward", columns=TableColumns(code="code", finds="label"))
    path = write("zips.csv", 'code,label\nW001,"10001, 10118"\nW002,10002 10003\nW002,n/a\nW002,10118\n')
    contents = read_contents(path, dataset(finder))

    found = part_of(contents, Found).rows
    assert list(zip(found["text"], found["area_code"], strict=True)) == [
        ("10001", "W001"),
        ("10118", "W001"),
        ("10002", "W002"),
        ("10003", "W002"),
        ("10118", "W002"),
    ]
    assert any("that a ZIP code cannot be" in note for note in contents.notes)


def test_zeros_of_zip_codes_are_put_back(write: Write) -> None:
    described = dataset(Table("ZIP codes", "ward", columns=TableColumns(code="code", finds="label")))
    path = write("zips.csv", 'code,label\nW001,"6101, 6102.0"\nW002,06103 501\n')
    contents = read_contents(path, replace(described, finder=Finder("ZIP code", digits=5)))

    assert list(part_of(contents, Found).rows["text"]) == ["06101", "06102", "06103", "00501"]
    assert contents.notes == ()


def test_counts_say_what_their_areas_are_until_tables_of_areas_do(write: Write) -> None:
    columns = TableColumns(
        code="ward", name="name", parent_names={"town": "town"}, end="week", count="cases", population="people"
    )
    rows = ["W001,Abbey,Northtown,2021-07-07,5,5100", "W001,Abbie,Northtown,2021-06-30,6,5000"]
    path = write("w_2021-07-12.csv", "\n".join(["ward,name,town,week,cases,people", *rows, ""]))

    assert part_of(read_contents(path, dataset(counts(columns))), Described).rows.to_dict("records") == [
        COUNTY
        | {
            "town_code": "northtown",
            "town_name": "Northtown",
            "ward_code": "W001",
            "ward_name": "Abbey",
            "population": 5100,
        }
    ]


def test_a_table_of_counts_is_not_read_as_areas_too(write: Write) -> None:
    names = Table("names", "ward", columns=TableColumns(code="ward", name="name"))
    path = write("w_2021-07-12.csv", "ward,name,week,cases\nW001,Abbey,2021-07-07,5\n")

    assert kind_of(path, dataset(COUNTS, names)).layout == "ward counts"
    assert kind_of(write("names.csv", "ward,name\nW001,Abbey\n"), dataset(COUNTS, names)).layout == "names"


KNOWN = (
    Area("town", "T01", "Argyll & Bute", {"town": "T01"}),
    Area("town", "T02", "Moray", {"town": "T02"}),
    Area("ward", "W001", "Centre", {"town": "T01"}),
    Area("ward", "W002", "Centre", {"town": "T02"}),
    Area("ward", "W003", "Holyhead", {"town": "T02"}, other_name="Caergybi"),
)
BY_NAME = dataset(
    counts(
        TableColumns(name="zone", parent_names={"town": "council"}, end="week", count="cases"),
        same_names={"Hollyhead": "Holyhead"},
    ),
    LOOKUP,
)


def by_name(*rows: str) -> str:
    return "\n".join(["council,zone,week,cases", *rows, ""])


def test_areas_are_joined_by_their_names_within_what_they_lie_in(write: Write) -> None:
    rows = ["Argyll and Bute,CENTRE,2021-07-07,5", "Moray,Centre,2021-07-07,6", "Moray,Hollyhead,2021-07-07,7"]
    path = write("zones_2021-07-12.csv", by_name(*rows, "Moray,Caergybi,2021-06-30,8"))

    assert cells(read_contents(path, BY_NAME, known_areas=KNOWN)) == {
        ("W001", "2021-07-07"): 5,
        ("W002", "2021-07-07"): 6,
        ("W003", "2021-07-07"): 7,
        ("W003", "2021-06-30"): 8,
    }


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (
            "Moray,Holyheed,2021-07-07,5",
            'row 2, column zone: "Holyheed" is none of the wards that are known. The nearest is Holyhead',
        ),
        ("Murray,Centre,2021-07-07,5", 'column council: "Murray" is none of the towns .* nearest is Moray'),
        (",Centre,2021-07-07,5", '"Centre" is the name of 2 wards, and nothing here tells which'),
    ],
)
def test_a_name_that_is_no_area_s_is_told_with_the_nearest(write: Write, row: str, problem: str) -> None:
    with pytest.raises(BadFileError, match=problem):
        read_contents(write("zones_2021-07-12.csv", by_name(row)), BY_NAME, known_areas=KNOWN)


def test_areas_known_by_name_must_be_loaded_first(write: Write) -> None:
    with pytest.raises(BadFileError, match=r"It names towns without their codes, and none is known. Load those first"):
        read_contents(write("zones_2021-07-12.csv", by_name("Moray,Centre,2021-07-07,5")), BY_NAME)


def test_one_level_alone(write: Write) -> None:
    alone = dataset(counts(TableColumns(code="ward", name="name", end="week", count="cases")), levels=(WARD,))
    contents = read_contents(write("w_2021-07-12.csv", "ward,name,week,cases\nW001,Abbey,2021-07-07,5\n"), alone)

    assert part_of(contents, Described).rows.to_dict("records") == [{"ward_code": "W001", "ward_name": "Abbey"}]
