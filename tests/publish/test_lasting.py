"""What no count changes is taken over from the edition before, and is what would have been made anew."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from click.testing import CliRunner

from app.cli import main
from app.editions import EditionsFolder, StoredEdition
from app.editions.contract import AREAS, GEOMETRY, NAMES, SURROUNDINGS
from app.editions.places import object_of, spare_of
from tests.conftest import SMALL
from tests.england import FILE, hiding

Write = Callable[[str, str | bytes], Path]
WEEK_MORE = "areaType,areaCode,date,newCasesBySpecimenDateRollingSum\n" + "".join(
    f"msoa,E0200000{number},2020-11-03,{number + 4}\n" for number in range(1, 7)
)
REVISED = WEEK_MORE + "msoa,E02000001,2020-10-27,1206\nmsoa,E02000002,2020-10-27,3\nmsoa,E02000003,2020-10-27,40\n"
SQUARE = [[-1.6, 54.5], [-1.45, 54.5], [-1.45, 54.6], [-1.6, 54.6], [-1.6, 54.5]]


def casemap(home: Path, *command: str | Path, **settings: str) -> None:
    environment = {"CASEMAP_HOME": str(home), **settings}
    result = CliRunner().invoke(main, list(map(str, command)), env=environment)
    assert result.exit_code == 0, result.output


def published(home: Path, **settings: str) -> StoredEdition:
    """Publish what is loaded."""
    casemap(home, "publish", **settings)
    return EditionsFolder(home / "editions").current()


def published_anew(home: Path, copy: Path, **settings: str) -> StoredEdition:
    """Publish what is loaded as if nothing had been published before."""
    shutil.copytree(home, copy, ignore=shutil.ignore_patterns("editions"))
    return published(copy, **settings)


def a_week_more(home: Path, write: Write) -> None:
    casemap(home, "load", write("msoa_2020-11-09.csv", WEEK_MORE))


def revised_counts(home: Path, write: Write) -> None:
    casemap(home, "load", write("msoa_2020-11-09.csv", REVISED))


def a_release_withdrawn(home: Path, write: Write) -> None:
    a_week_more(home, write)
    published(home)
    casemap(home, "releases", "withdraw", "dashboard-MSOA-counts-2020-11-09", "--because", "wrong")


def other_names(home: Path, write: Write) -> None:
    casemap(home, "load", write("names.csv", "msoa_code,msoa_name\nE02000001,Harbour\n"))


def other_boundaries(home: Path, write: Write) -> None:
    layer = json.loads((SMALL / "boundaries.geojson").read_text())
    layer["features"][0]["geometry"]["coordinates"] = [SQUARE]
    casemap(home, "load", write("boundaries.geojson", json.dumps(layer)))


@pytest.mark.parametrize("change", [a_week_more, revised_counts, a_release_withdrawn, other_names, other_boundaries])
def test_a_change_gives_the_edition_that_publishing_from_nothing_gives(
    small_home: Path, tmp_path: Path, write: Write, change: Callable[[Path, Write], None]
) -> None:
    change(small_home, write)
    edition, anew = published(small_home), published_anew(small_home, tmp_path / "anew")

    assert edition.id == anew.id
    edition.check()


def test_where_no_area_changed_nothing_is_drawn_anew(
    small_home: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def drawn_anew(*_: object) -> NoReturn:
        raise AssertionError("what lasts was drawn anew")

    monkeypatch.setattr("app.publish.anew.drawn_anew", drawn_anew)
    monkeypatch.setattr("app.publish.map.map_files", drawn_anew)
    monkeypatch.setattr("app.editions.forms.begun", drawn_anew)
    first = EditionsFolder(small_home / "editions").current().id
    counts = (SMALL / "authorities_2020-11-02.csv").read_text().replace("2020-10-27", "2020-11-03")
    casemap(small_home, "load", write("authorities_2020-11-09.csv", counts))
    a_week_more(small_home, write)

    assert published(small_home).id != first


def test_another_threshold_leaves_nothing_of_the_edition_before(small_home: Path, tmp_path: Path) -> None:
    settings = {"CASEMAP_DATASET": str(hiding(tmp_path, msoa=20))}
    edition = published(small_home, **settings)

    assert edition.id == published_anew(small_home, tmp_path / "anew", **settings).id


def test_classes_that_figures_moved_are_those_of_publishing_from_nothing(
    small_home: Path, tmp_path: Path, write: Write
) -> None:
    proposing = tmp_path / "england.toml"
    lines = FILE.read_text().splitlines(keepends=True)
    proposing.write_text("".join(line for line in lines if not line.startswith("breaks")))
    settings = {"CASEMAP_DATASET": str(proposing)}
    before = published(small_home, **settings)
    a_week_more(small_home, write)
    edition = published(small_home, **settings)

    assert edition.facts["measures"] != before.facts["measures"]
    assert edition.id == published_anew(small_home, tmp_path / "anew", **settings).id


def test_a_program_that_writes_a_file_otherwise_leaves_no_old_one(
    small_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.publish.choices._program", lambda: "another")
    monkeypatch.setattr("app.publish.anew.surroundings", lambda *_: {"ground": None, "towns": [("Harbour", 0.0, 0.0)]})
    for quality in ("SMALLEST", "SMALL", "QUICK", "QUICKEST"):
        monkeypatch.setattr(f"app.editions.forms.{quality}", 1)
    edition = published(small_home)

    assert edition.id == published_anew(small_home, tmp_path / "anew").id
    assert [town[0] for town in SURROUNDINGS.read(edition.read)["towns"]] == ["Harbour"]


def test_a_name_that_changed_is_not_taken_over(small_home: Path, write: Write) -> None:
    other_names(small_home, write)
    a_week_more(small_home, write)
    edition = published(small_home)

    assert "Harbour" in [area.name for area in edition.areas["msoa"]]
    assert "Harbour" in NAMES.read(edition.read)["levels"]["msoa"]["names"]


def test_where_what_lasts_is_damaged_it_is_made_anew(small_home: Path, write: Write) -> None:
    editions = EditionsFolder(small_home / "editions")
    digest = editions.current().digest(GEOMETRY.name("msoa"))
    assert digest is not None
    with editions.changing():
        editions.storage.write({place(digest): b"damaged" for place in (object_of, spare_of)})

    a_week_more(small_home, write)
    edition = published(small_home)

    edition.check()
    assert len(AREAS.read(edition.read, "msoa")) == len(GEOMETRY.lines(edition.read, "msoa"))
