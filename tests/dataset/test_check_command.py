"""`casemap check` says what is wrong with definitions, or what they say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from app.dataset import DEFAULT
from app.dataset.schema import schema
from tests.dataset.test_checks import RIGHT


def casemap(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "sunshire"
    folder.mkdir()
    (folder / "casemap.toml").write_text(RIGHT)
    return folder


def test_what_is_right_is_told_in_a_sentence_or_two(place: Path) -> None:
    told = casemap(place)

    assert (told.exit_code, told.output) == (
        0,
        "sunshire: three levels (county, district, ward), cases in seven days; 0 to 4 cases in a ward are hidden. It "
        "describes one table and one layer of boundaries. Nothing is wrong.\n",
    )


def test_the_shipped_definition_is_right() -> None:
    told = casemap(DEFAULT)

    assert told.exit_code == 0
    assert told.output.startswith(
        "england: five levels (nation, region, utla, ltla, msoa), cases in seven days; 0 to 3"
    )


def test_months_and_nothing_hidden_are_told(place: Path) -> None:
    months = (
        RIGHT.replace("days = 7", "months = 1").replace("hidden = { most = 4 }\n", "").replace('marks = ["<5"]\n', "")
    )
    (place / "casemap.toml").write_text(months)

    assert "cases in one calendar month; nothing is hidden." in casemap(place).output


def test_without_a_path_the_folder_one_is_in_is_checked(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place)

    assert casemap().output.startswith("sunshire: three levels")


def test_without_any_definition_there_the_one_in_force_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert casemap().output.startswith("england: five levels")


def test_all_definitions_are_checked_and_one_that_is_wrong_ends_with_1(place: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(RIGHT.replace("hidden =", "hiden ="))

    told = casemap(wrong, place)

    assert told.exit_code == 1
    assert f"Error: {wrong} cannot be used:\n  line 29: hiden: there is no such key in [[levels]]" in told.stderr
    assert told.stdout.startswith("sunshire: three levels")


def test_the_schema_is_printed() -> None:
    assert json.loads(casemap("--schema").output) == schema()


HEADINGS = "Ward code,District code,Cases,Week ending\n"
LAYER = '{"features": [{"properties": {"WARD": "W001"}, "geometry": {"type": "Point", "coordinates": [0, 51]}}]}'


def test_files_that_have_all_columns_are_right(place: Path) -> None:
    (place / "wards.csv").write_text(f"Wards of Sunshire\n\n{HEADINGS}W001,D1,3,2021-07-07\n")
    (place / "wards.geojson").write_text(LAYER)

    told = casemap(place, "--data", place)

    assert (told.exit_code, told.stderr) == (0, "")


def test_columns_that_files_lack_are_told_with_the_nearest(place: Path) -> None:
    (place / "wards.csv").write_text(f"{HEADINGS.replace('Week ending', 'Week end')}W001,D1,3,2021-07-07\n")
    (place / "wards.geojson").write_text(LAYER.replace("WARD", "WARD_CODE"))

    told = casemap(place, "--data", place)

    assert told.exit_code == 1
    assert told.stderr.splitlines() == [
        'Error: sunshire: weekly wards: wards.csv: there is no column "Week ending"; did you mean Week end?',
        'Error: sunshire: boundaries of ward: wards.geojson: there is no column "WARD"; did you mean WARD_CODE?',
    ]


def test_only_headings_are_proposed_for_a_column_that_is_not_there(place: Path) -> None:
    (place / "wards.csv").write_text(f"{HEADINGS.replace('Week ending', 'Until')}Week end,D1,3,2021-07-07\n")
    (place / "wards.geojson").write_text(LAYER)

    assert casemap(place, "--data", place).stderr == (
        'Error: sunshire: weekly wards: wards.csv: there is no column "Week ending"; there are Ward code, District '
        "code, Cases, Until.\n"
    )


def test_a_table_of_which_no_file_has_the_name_is_told(place: Path) -> None:
    (place / "cases.csv").write_text(f"{HEADINGS}W001,D1,3,2021-07-07\n")

    assert casemap(place, "--data", place).stderr.splitlines() == [
        'Error: sunshire: weekly wards: no file is called as files = "wards*.csv" says.',
        "Error: sunshire: boundaries of ward: no file is of its kind.",
    ]


def test_headings_that_take_two_rows_are_joined(place: Path) -> None:
    two = RIGHT.replace('level = "ward"\nfiles', 'headings = 2\nlevel = "ward"\nfiles')
    (place / "casemap.toml").write_text(two.replace('"Cases"', '"Cases by ward"'))
    (place / "wards.csv").write_text("Ward code,District,Cases,Week\n,code,by ward,ending\nW001,D1,3,2021-07-07\n")
    (place / "wards.geojson").write_text(LAYER)

    assert casemap(place, "--data", place).exit_code == 0


def test_a_file_that_cannot_be_read_is_left_to_loading(place: Path) -> None:
    (place / "wards.csv").write_text(f"{HEADINGS}W001,D1,3,2021-07-07\n")
    (place / "wards.geojson").write_text(LAYER)
    (place / "wards.zip").write_bytes(b"PK\x03\x04 cut off")

    assert casemap(place, "--data", place).exit_code == 0
