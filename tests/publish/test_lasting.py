"""What no count changes is taken over from the edition before, and is what would have been made anew."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.cli import main
from app.editions import EditionsFolder, StoredEdition
from app.editions.contract import AREAS, GEOMETRY, NAMES
from app.editions.places import object_of, spare_of
from app.settings import Settings
from app.store import open_store
from app.store.tables import publications

Write = Callable[[str, str | bytes], Path]
WEEK_MORE = "areaType,areaCode,date,newCasesBySpecimenDateRollingSum\n" + "".join(
    f"msoa,E0200000{number},2020-11-03,{number + 4}\n" for number in range(1, 7)
)


def published(home: Path, *files: Path) -> StoredEdition:
    """Load files and publish."""
    for command in (["load", *map(str, files)], ["publish", "--accept-incomplete", "2020-11-03"]):
        result = CliRunner().invoke(main, command, env={"CASEMAP_HOME": str(home)})
        assert result.exit_code == 0, result.output
    return EditionsFolder(home / "editions").current()


def made_anew(*_: object) -> dict[str, bytes]:
    raise AssertionError("a file that lasts was made anew")


def test_a_week_more_gives_the_edition_that_making_all_anew_gives(
    small_home: Path, tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Path(shutil.copytree(small_home, tmp_path / "other"))
    with open_store(Settings(home=other).store_url) as store, store.writing() as connection:
        connection.execute(publications.delete())
    file = write("msoa_2020-11-09.csv", WEEK_MORE)
    anew = published(other, file)

    monkeypatch.setattr("app.publish.publish.edition_files", made_anew)
    taken = published(small_home, file)

    assert taken.id == anew.id
    taken.check()


def test_a_name_that_changed_is_not_taken_over(small_home: Path, write: Write) -> None:
    names = write("names.csv", "msoa_code,msoa_name\nE02000001,Harbour\n")

    edition = published(small_home, names, write("msoa_2020-11-09.csv", WEEK_MORE))

    assert "Harbour" in [area.name for area in edition.areas["msoa"]]
    assert "Harbour" in NAMES.read(edition.read)["levels"]["msoa"]["names"]


def test_where_what_lasts_is_damaged_it_is_made_anew(small_home: Path, write: Write) -> None:
    editions = EditionsFolder(small_home / "editions")
    digest = editions.current().digest(GEOMETRY.name("msoa"))
    assert digest is not None
    with editions.changing():
        editions.storage.write({place(digest): b"damaged" for place in (object_of, spare_of)})

    edition = published(small_home, write("msoa_2020-11-09.csv", WEEK_MORE))

    edition.check()
    assert len(AREAS.read(edition.read, "msoa")) == len(GEOMETRY.lines(edition.read, "msoa"))
