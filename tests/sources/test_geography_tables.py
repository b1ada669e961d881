"""Tables of areas as the ONS and others publish them, and what stands in them beside what is read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import BadFileError, UnrecognisedFileError
from app.sources import Contents, Hierarchy, Names, Points, Populations
from tests.sources.england import kind_of, read_contents

Write = Callable[[str, str | bytes], Path]
ONS = "MSOA Code,MSOA Name,LA Code (2019 boundaries),LA name (2019 boundaries),All Ages"
LOOKUP = "MSOA11CD,MSOA11NM,LAD20CD,LAD20NM,RGN20CD,RGN20NM"


def populations(contents: Contents) -> dict[str, int]:
    (part,) = contents.parts
    assert isinstance(part, Populations)
    return dict(zip(part.rows["area_code"], part.rows["population"].tolist(), strict=True))


@pytest.mark.parametrize("people", ["All Ages", "Total Pop", "Population", "Population (2019)", "pop_mid_2019"])
def test_an_ons_population_table_is_populations_and_not_names(write: Write, people: str) -> None:
    content = f'{ONS},0,90+\nE02000001,A 001,E06000001,A,"8,100",80,9\n'.replace("All Ages", people)
    contents = read_contents(write("MSOA_pop.csv", content))

    assert populations(contents) == {"E02000001": 8100}
    assert contents.notes == (
        "Left out 5 columns: MSOA Name, LA Code (2019 boundaries), LA name (2019 boundaries), 0, 90+.",
    )


@pytest.mark.parametrize(
    ("name", "heading", "year"),
    [
        ("MSOA_pop.csv", "population_mid_2020", 2020),
        ("mid2019.csv", "population_2020", 2020),
        ("sape_2018.csv", "All Ages", 2018),
        ("2018_2019.csv", "All Ages", None),
    ],
)
def test_the_year_is_in_the_heading_or_the_name(write: Write, name: str, heading: str, year: int | None) -> None:
    (part,) = read_contents(write(name, f"msoa_code,{heading}\nE02000001,8100\n")).parts
    assert isinstance(part, Populations)
    assert part.year == year


def test_two_columns_that_could_be_the_population_are_not_chosen_from(write: Write) -> None:
    with pytest.raises(BadFileError, match=r"It has population_2019 and population_2020, and either could be"):
        read_contents(write("p.csv", "area_code,population_2019,population_2020\nE02000001,8100,8200\n"))


def test_an_area_whose_population_is_not_available_is_left_out(write: Write) -> None:
    contents = read_contents(write("p.csv", "area_code,population\nE02000001,8100\nE02000002,NA\n"))

    assert populations(contents) == {"E02000001": 8100}
    assert contents.notes == ("Left out 1 area whose population is NA.",)


@pytest.mark.parametrize(("name", "sex"), [("Mid-2019 Males.csv", "male"), ("msoa_females.csv", "female")])
def test_a_population_of_one_sex_is_none(write: Write, name: str, sex: str) -> None:
    with pytest.raises(BadFileError, match=f"It counts {sex}s alone, and is left out"):
        read_contents(write(name, "MSOA Code,All Ages\nE02000001,4000\n"))


def test_a_population_of_both_sexes_is_one(write: Write) -> None:
    path = write("males and females.csv", "MSOA Code,All Ages\nE02000001,8100\n")
    assert populations(read_contents(path)) == {"E02000001": 8100}


@pytest.mark.parametrize("headings", [LOOKUP, LOOKUP.replace("11", "21").replace("20", "22"), LOOKUP.lower()])
def test_an_ons_lookup_is_a_hierarchy_where_its_authorities_are_of_one_tier(write: Write, headings: str) -> None:
    path = write("lookup.csv", f"{headings}\nE02000001,A 001,E06000001,Alpha,E12000001,North\n")
    contents = read_contents(path)
    (part,) = contents.parts

    assert kind_of(path).layout == "hierarchy"
    assert isinstance(part, Hierarchy)
    assert part.rows.to_dict("records") == [
        {
            "msoa_code": "E02000001",
            "ltla_code": "E06000001",
            "ltla_name": "Alpha",
            "utla_code": "E06000001",
            "utla_name": "Alpha",
            "region_code": "E12000001",
            "region_name": "North",
            "nation_code": "E92000001",
            "nation_name": "England",
        }
    ]
    assert "Took authorities of one tier for their own upper tier." in contents.notes


def test_an_ons_lookup_with_its_upper_tier_is_a_hierarchy(write: Write) -> None:
    content = f"{LOOKUP},UTLA20CD,UTLA20NM\nE02000001,A 001,E07000001,Alpha,E12000001,North,E10000001,Shire\n"
    (part,) = read_contents(write("lookup.csv", content)).parts
    assert part.rows["utla_code"].tolist() == ["E10000001"]


SMALLER = f"OA11CD,LSOA11CD,{LOOKUP}"
OF_TWO_TIERS = (
    f"{SMALLER}\nE00000001,E01000001,E02000001,A 001,E06000001,Alpha,E12000001,North\n"
    "E00000002,E01000001,E02000001,A 001,E06000001,Alpha,E12000001,North\n"
    "E00000003,E01000003,E02000010,E 001,E07000001,Eastham,E12000002,South\n"
)
UPPER = "LTLA20CD,LTLA20NM,UTLA20CD,UTLA20NM\nE06000001,Alpha,E06000001,Alpha\nE07000001,Eastham,E10000001,Shire\n"


def zipped(*contents: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for number, content in enumerate(contents):
            target.writestr(f"{number}.csv", content)
    return packed.getvalue()


def test_the_upper_tier_comes_from_its_own_lookup_in_the_same_zip(write: Write) -> None:
    (part,) = read_contents(write("lookups.zip", zipped(OF_TWO_TIERS, UPPER))).parts

    assert isinstance(part, Hierarchy)
    columns = part.rows[["msoa_code", "ltla_code", "utla_code", "utla_name"]]
    assert columns.to_numpy().tolist() == [
        ["E02000001", "E06000001", "E06000001", "Alpha"],
        ["E02000010", "E07000001", "E10000001", "Shire"],
    ]


@pytest.mark.parametrize(
    "content", [OF_TWO_TIERS.encode(), zipped(OF_TWO_TIERS, UPPER.replace("E07000001", "E07000009"))]
)
def test_an_ons_lookup_says_whose_upper_tier_it_lacks(write: Write, content: bytes) -> None:
    with pytest.raises(BadFileError, match=r"lacks the upper tier of 1 district \(E07000001\)\. Put the ONS's"):
        read_contents(write("lookups", content))


def test_a_lookup_of_upper_tiers_says_nothing_alone(write: Write) -> None:
    with pytest.raises(UnrecognisedFileError, match=r"It has upper tiers alone\. Put it into one zip"):
        kind_of(write("upper.csv", UPPER))


def test_upper_tiers_that_lie_in_two_regions_are_refused(write: Write) -> None:
    lookup = OF_TWO_TIERS + "E00000004,E01000004,E02000012,W 001,E07000002,Westham,E12000003,West\n"
    upper = f"{UPPER}E07000002,Westham,E10000001,Shire\n"
    with pytest.raises(BadFileError, match="column utla_code: E10000001 has another utla_name or region_code"):
        read_contents(write("lookups.zip", zipped(lookup, upper)))


def test_two_vintages_of_authorities_are_not_chosen_from(write: Write) -> None:
    content = f"{LOOKUP},LAD19CD\nE02000001,A 001,E06000001,Alpha,E12000001,North,E06000009\n"
    with pytest.raises(BadFileError, match=r"It has LAD20CD and LAD19CD, and either could be ltla_code\. Take one"):
        read_contents(write("lookup.csv", content))


@pytest.mark.parametrize(
    ("content", "like_counts", "layout"),
    [
        ("msoa11_cd,msoa11_hclnm,cases_total\nE02000001,Old Quay,12\n", "cases_total", "names"),
        ("msoa11_cd,msoa11_hclnm,2020-10-30\nE02000001,Old Quay,12\nE02000002,B,*\n", "2020-10-30", "names"),
        ("msoa_code,msoa_name,Week 43,Week 44\nE02000001,Old Quay,12,9\n", "Week 43, Week 44", "names"),
        (f"{LOOKUP},positive\nE02000001,A,E06000001,A,E12000001,N,12\n", "positive", "hierarchy"),
    ],
)
def test_counts_are_not_left_out_of_what_would_be_read_as_names(
    write: Write, content: str, like_counts: str, layout: str
) -> None:
    with pytest.raises(BadFileError, match=rf"may be counts \({like_counts}\) .* be read as {layout} alone"):
        read_contents(write("a_2020-11-09.csv", content))


def test_names_beside_words_and_codes_are_names(write: Write) -> None:
    content = "msoa_code,msoa_name,country,week ending\nE02000001,Old Quay,England,2020-10-30\n"
    contents = read_contents(write("names.csv", content))

    assert isinstance(contents.parts[0], Names)
    assert contents.notes == ("Left out 2 columns: country, week ending.",)


def test_the_house_of_commons_librarys_further_columns_are_known(write: Write) -> None:
    content = "msoa21cd,msoa21nm,msoa21nmw,msoa21hclnm,msoa21hclnmw,localauthorityname\nE02000001,A,A,Old Quay,,A\n"
    assert read_contents(write("names.csv", content)).notes == ()


def test_a_table_of_points_says_what_else_is_in_it(write: Write) -> None:
    contents = read_contents(write("p.csv", "area_code,name,longitude,latitude\nE02000001,A,-1.5,54.5\n"))

    assert isinstance(contents.parts[0], Points)
    assert contents.notes == ("Left out 1 column: name.",)


@pytest.mark.parametrize("name", ["NA", ""])
def test_a_name_that_is_not_there_is_refused(write: Write, name: str) -> None:
    with pytest.raises(BadFileError, match=r"row 2, column msoa_name: .* is not a name"):
        read_contents(write("names.csv", f"msoa_code,msoa_name\nE02000001,{name}\n"))


def test_the_onss_own_population_table(real_data: Path) -> None:
    path = real_data.parent / "places" / "wales" / "MSOA_pop.csv"
    if not path.is_file():
        pytest.skip(f"the ONS's population table is not at {path}")
    contents = read_contents(path)
    of_england = read_contents(real_data / "geography" / "msoa_population_mid2019.csv")

    assert contents.layout == "population"
    assert {code: people for code, people in populations(contents).items() if code[0] == "E"} == populations(of_england)
    assert sum(people for code, people in populations(contents).items() if code[0] == "W") == 3_152_879
