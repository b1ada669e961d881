"""A store is backed up while it is in use, and restored on either database."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from tests.conftest import Casemap


def restored(home: Path, backup: Path, **environment: str) -> Result:
    return CliRunner().invoke(main, ["restore", str(backup)], env={"CASEMAP_HOME": str(home), **environment})


def test_what_is_published_of_a_restored_store_is_the_same_edition(
    casemap: Casemap, small_home: Path, tmp_path: Path
) -> None:
    backup = tmp_path / "casemap-backup.db"
    assert casemap("backup", backup).exit_code == 0
    again = tmp_path / "again"

    assert restored(again, backup).exit_code == 0
    result = CliRunner().invoke(main, ["publish"], env={"CASEMAP_HOME": str(again)})

    assert result.exit_code == 0, result.output
    assert [path.name for path in (again / "editions").glob("20*")] == [
        path.name for path in (small_home / "editions").glob("20*")
    ]


def test_a_backup_is_its_owners_alone(casemap: Casemap, small_home: Path, tmp_path: Path) -> None:
    backup = tmp_path / "casemap-backup.db"
    casemap("backup", backup)

    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if "backup" in path.name] == [backup.name]


def test_a_store_moves_to_postgresql_and_takes_the_next_release(
    small_home: Path, tmp_path: Path, empty_postgresql: str
) -> None:
    environment = {"CASEMAP_HOME": str(small_home), "DATABASE_URL": empty_postgresql}
    release = tmp_path / "msoa_2020-11-09.csv"
    rows = "".join(f"msoa,E0200000{n},,2020-11-03,{n + 10}\n" for n in range(1, 7))
    release.write_text("areaType,areaCode,areaName,date,newCasesBySpecimenDateRollingSum\n" + rows)

    assert restored(small_home, small_home / "casemap.db", DATABASE_URL=empty_postgresql).exit_code == 0
    loaded = CliRunner().invoke(main, ["load", str(release)], env=environment)

    assert loaded.exit_code == 0, loaded.output
    assert "msoa_2020-11-09.csv" in CliRunner().invoke(main, ["releases"], env=environment).output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("backup", "{home}/casemap.db"), "is there already"),
        (("backup", "{home}/none/backup.db"), "There is no folder"),
        (("restore", "{home}/none.db"), "There is no file"),
        (("restore", "{home}/casemap.db"), "holds something already"),
        (("restore", "{home}/editions/current"), "cannot be used"),
    ],
)
def test_what_cannot_be_done_is_told_and_changes_nothing(
    casemap: Casemap, small_home: Path, arguments: tuple[str, str], said: str
) -> None:
    before = (small_home / "casemap.db").read_bytes()

    result = casemap(*(argument.format(home=small_home) for argument in arguments))

    assert result.exit_code == 1
    assert said in result.output
    assert (small_home / "casemap.db").read_bytes() == before
