"""Definitions of places that nobody gave are found in their files."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.dataset import Hidden, read_dataset
from app.dataset.definition import Finder
from app.errors import DatasetError
from app.propose import Answers, Proposal, propose, read_folder, told, written
from tests.propose import places


def proposed(folder: Path, answers: Answers | None = None) -> Proposal:
    """Propose a folder's definition, and hold that it can be read."""
    tables, unread = read_folder(folder)
    assert not unread
    proposal = propose(tables, folder.name, answers or Answers())
    file = folder / "casemap.toml"
    file.write_text(written(proposal.dataset, proposal.reasons), encoding="utf-8")
    read = read_dataset(file)
    file.unlink()
    assert read.levels == proposal.dataset.levels
    assert read.tables == proposal.dataset.tables
    return proposal


def test_a_county_and_its_wards_are_one_table_and_one_layer(tmp_path: Path) -> None:
    proposal = proposed(places.county(tmp_path))
    dataset = proposal.dataset

    assert dataset.title == "Cases in Greenshire by ward"
    assert dataset.slugs == ("whole", "ward")
    assert dataset.levels[0].only is not None
    assert dataset.levels[0].only.name == "Greenshire"
    assert dataset.levels[1].hidden == Hidden(2)
    assert dataset.period.days == 7
    assert (dataset.tables[0].columns.code, dataset.tables[0].columns.count) == ("ward_code", "cases")
    assert (dataset.boundaries[0].code, dataset.boundaries[0].name) == ("WD24CD", "WD24NM")
    assert "36 of 36 codes of ward_code are in wards.geojson (WD24CD)" in proposal.reasons[("levels", 1)]
    assert dataset.rate_per == 0


def test_fortnights_with_counts_and_shapes_in_one(tmp_path: Path) -> None:
    dataset = proposed(places.fortnights(tmp_path)).dataset

    assert dataset.period.days == 14
    assert dataset.count.many == "hospital admissions"
    assert dataset.tables[0].columns.start == "From"
    assert dataset.tables[0].columns.population == "Population"
    assert dataset.slugs[1] == "district"
    assert dataset.boundaries[0].code == "AreaID"


def test_months_from_a_workbook_with_two_rows_of_headings(tmp_path: Path) -> None:
    dataset = proposed(places.months(tmp_path)).dataset

    assert dataset.period.months == 1
    assert dataset.count.one == "birth"
    assert (dataset.tables[0].headings, dataset.tables[0].sheet) == (2, "Births")
    assert dataset.tables[0].columns.code == "Canton Code"
    assert dataset.tables[0].marks == ("<5",)
    assert dataset.levels[-1].hidden == Hidden(4)


def test_eaten_zeros_and_daily_counts_with_the_month_first(tmp_path: Path) -> None:
    folder = places.eaten_zeros(tmp_path)
    dataset = proposed(folder).dataset

    assert dataset.tables[0].digits == 5
    assert dataset.tables[0].daily
    assert not dataset.tables[0].day_first
    assert dataset.period.days == 7
    assert proposed(folder, Answers(days=14)).dataset.period.days == 14


def test_a_table_wide_by_period_with_levels_and_people_in_tables_of_their_own(tmp_path: Path) -> None:
    dataset = proposed(places.wide(tmp_path)).dataset
    counts, lookup, people = dataset.tables

    assert dataset.slugs == ("whole", "region", "district", "ward")
    assert counts.wide.periods
    assert counts.marks == ("*",)
    assert dataset.count.many == "burglaries"
    assert lookup.columns.parents == {"region": "RGN24CD", "district": "district_code"}
    assert lookup.columns.parent_names == {"region": "RGN24NM", "district": "district_name"}
    assert people.columns.population == "population"
    assert dataset.rate_per == 100_000


def test_names_without_codes(tmp_path: Path) -> None:
    dataset = proposed(places.names_only(tmp_path)).dataset

    assert dataset.count.one == "GP visit"
    assert dataset.tables[0].columns.code == "Parish"
    assert dataset.tables[0].other_codes == ("Unknown",)
    assert dataset.boundaries[0].code == "PARISH"


def test_layers_that_are_published_one_by_one(tmp_path: Path) -> None:
    dataset = proposed(places.layers_of_releases(tmp_path)).dataset

    assert (dataset.period.days, dataset.period.every) == (14, 7)
    assert (dataset.tables[0].columns.code, dataset.tables[0].columns.name) == ("id", "name")
    assert dataset.tables[0].files == "fields*.geojson"
    assert dataset.tables[0].marks == ("<5",)
    assert dataset.levels[-1].hidden == Hidden(4, 1)  # the last of them has a zero
    assert dataset.boundaries[0].code == "id"


def test_names_that_stand_twice_are_no_level(tmp_path: Path) -> None:
    proposal = proposed(places.names_that_stand_twice(tmp_path))
    dataset = proposal.dataset

    assert dataset.slugs == ("whole", "state", "municipality")
    assert (dataset.tables[0].columns.name, dataset.tables[0].headings) == ("Municipality", 2)
    assert dataset.levels[-1].hidden is None
    assert not any("could be" in sentence for sentence in proposal.unclear)


def test_zip_codes_that_lost_their_zeros_are_found_by_five_digits(tmp_path: Path) -> None:
    dataset = proposed(places.names_that_stand_twice(tmp_path)).dataset

    assert dataset.finder == Finder("ZIP code", pattern="[0-9]{5}", digits=5)


def test_a_file_without_a_table_is_named(tmp_path: Path) -> None:
    folder = places.county(tmp_path)
    (folder / "letter.csv").write_text("Dear all,\nhere they are.\n")
    _, unread = read_folder(folder)

    assert unread == ["letter.csv was left out: it has no table with headings above its figures."]


def test_answers_hold(tmp_path: Path) -> None:
    folder = places.county(tmp_path)
    proposal = proposed(folder, Answers(title="Flu", one="flu case", blank="missing"))

    assert proposal.dataset.title == "Flu"
    assert proposal.dataset.count.many == "flu cases"
    assert proposal.dataset.levels[-1].hidden is None
    assert {question.field for question in proposed(folder).questions} == {"title", "one", "blank"}


def test_what_was_found_is_told_in_lines(tmp_path: Path) -> None:
    text = told(proposed(places.county(tmp_path)))

    assert "36 of 36 codes of ward_code" in text
    assert "What could not be told:" in text
    assert max(map(len, text.splitlines())) <= 120


def test_counts_that_never_fall_are_told_of(tmp_path: Path) -> None:
    rows = [
        (code, day.isoformat(), 100 * number + week * (number % 5))
        for week, day in enumerate(places.SUNDAYS)
        for number, code, _ in places.wards()
    ]

    unclear = proposed(places.one_table(tmp_path, ("code", "week_ending", "cases"), rows)).unclear

    assert any("Whether cases has all in it up to each day" in sentence for sentence in unclear)
    assert not any("up to each day" in sentence for sentence in proposed(places.county(tmp_path / "other")).unclear)


@pytest.mark.parametrize(
    ("headings", "day", "count", "reason"),
    [
        (("code", "week_ending", "cumulative_cases"), "{day}", "{n}", "cumulative_cases counts all up to each day"),
        (("code", "week", "cases"), "{week}", "{n}", "week numbers weeks, which does not say their days"),
        (("code", "note", "cases"), "new", "{n}", "no column holds days"),
        (("code", "week_ending", "cases"), "{day}", "{n}.5", 'cases holds numbers that are no counts, such as "'),
    ],
)
def test_what_is_in_the_way_of_counts_is_told(
    tmp_path: Path, headings: tuple[str, ...], day: str, count: str, reason: str
) -> None:
    rows = [
        (code, day.format(day=sunday, week=9 + week), count.format(n=3 + number + week))
        for week, sunday in enumerate(places.SUNDAYS)
        for number, code, _ in places.wards()
    ]

    with pytest.raises(DatasetError, match=reason):
        proposed(places.one_table(tmp_path, headings, rows))


def test_areas_that_the_boundaries_lack_are_told_and_read(tmp_path: Path) -> None:
    codes = [*(code for _, code, _ in places.wards()), "W901", "Total", ""]
    rows = [(code, day.isoformat(), 9 + place % 7) for day in places.SUNDAYS for place, code in enumerate(codes)]

    proposal = proposed(places.one_table(tmp_path, ("code", "week_ending", "cases"), rows))

    assert proposal.dataset.tables[0].other_codes == ("Total", "")
    assert any("1 text of code is not in the boundaries: W901." in sentence for sentence in proposal.unclear)


def test_codes_may_be_numbers_in_a_property_called_id(tmp_path: Path) -> None:
    rows = [
        (101 + number, day.isoformat(), places.shown(number, week))
        for week, day in enumerate(places.SUNDAYS)
        for number, _, _ in places.wards()
    ]
    folder = places.one_table(tmp_path, ("area_id", "week_ending", "cases"), rows)
    shapes = places.layer([{"ID": 101 + number, "NAME": name} for number, _, name in places.wards()])
    (folder / "wards.geojson").write_text(shapes)

    dataset = proposed(folder).dataset

    assert (dataset.tables[0].columns.code, dataset.boundaries[0].code) == ("area_id", "ID")


def test_of_counts_by_sex_and_age_those_of_everybody_are_read(tmp_path: Path) -> None:
    rows = [
        (code, day.isoformat(), sex, age, 4 + number % 9)
        for day in places.SUNDAYS
        for number, code, _ in places.wards()
        for sex in ("Female", "Male", "All")
        for age in ("0 to 19", "20 and over", "All ages")
    ]

    dataset = proposed(places.one_table(tmp_path, ("code", "week_ending", "sex", "age", "cases"), rows)).dataset

    assert dict(dataset.tables[0].where) == {"sex": "All", "age": "All ages"}


def test_spaces_of_any_width_group_thousands(tmp_path: Path) -> None:
    rows = [
        (code, day.isoformat(), f"1\u202f{200 + number}" if number % 2 else f"1\xa0{300 + number}")
        for day in places.SUNDAYS
        for number, code, _ in places.wards()
    ]

    dataset = proposed(places.one_table(tmp_path, ("code", "week_ending", "cases"), rows)).dataset

    assert dataset.tables[0].columns.count == "cases"


def test_rows_that_repeat_the_headings_are_none_of_the_table(tmp_path: Path) -> None:
    rows: list[tuple[object, ...]] = [
        (code, day.isoformat(), places.shown(number, week))
        for week, day in enumerate(places.SUNDAYS)
        for number, code, _ in places.wards()
    ]
    rows.insert(40, ("code", "week_ending", "cases"))

    dataset = proposed(places.one_table(tmp_path, ("code", "week_ending", "cases"), rows)).dataset

    assert dataset.tables[0].other_codes == ()


def test_a_folder_without_counts_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("code,name\nA1,one\nA2,two\n")
    tables, _ = read_folder(tmp_path)

    with pytest.raises(DatasetError, match="counts"):
        propose(tables, "a")
