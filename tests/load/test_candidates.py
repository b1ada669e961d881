"""What is found in a folder: links, pipes and odd names do not lead away from it."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path

import pytest

from app.load import find_files
from tests.england import ENGLAND
from tests.inputs.files import COUNTS, dashboard
from tests.sources.places import counts, dataset
from tests.winding import winding

OUTSIDE = "as it is a link that leads out of the folder, or nowhere"
NO_FILE = "as it is no file but a pipe, a socket or a device"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / COUNTS).write_text(dashboard(), encoding="utf-8")
    return folder


def found_in(folder: Path) -> tuple[list[str], dict[str, str]]:
    found = find_files([folder], None, ENGLAND)
    assert found.problems == []
    return [each.path.name for each in found.candidates], {each.path.name: each.why for each in found.passed_over}


@pytest.mark.parametrize("target", ["../other.csv", "..", "/etc/passwd", "/dev/zero", "nowhere.csv", "link.csv"])
def test_a_link_that_leads_out_of_the_folder_or_nowhere_is_passed_over(folder: Path, target: str) -> None:
    (folder.parent / "other.csv").write_text(dashboard(), encoding="utf-8")
    (folder / "link.csv").symlink_to(target)

    assert found_in(folder) == ([COUNTS], {"link.csv": OUTSIDE})


def test_a_link_inside_the_folder_is_followed_and_a_loop_of_folders_ends(folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "again_2020-11-10.csv").symlink_to(Path("..") / COUNTS)
    (folder / "sub" / "loop").symlink_to(folder)

    assert found_in(folder) == ([COUNTS, "again_2020-11-10.csv"], {})


def test_a_link_to_the_folder_is_the_folder(folder: Path) -> None:
    link = folder.with_name("link")
    link.symlink_to(folder)

    assert found_in(link) == ([COUNTS], {})


def test_a_named_link_is_the_file_that_it_leads_to(folder: Path) -> None:
    link = folder / f"link-{COUNTS}"
    link.symlink_to(COUNTS)

    assert [each.path for each in find_files([link], None, ENGLAND).candidates] == [link]


def test_a_pipe_and_a_socket_are_passed_over(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(folder / "pipe.csv")
    monkeypatch.chdir(folder)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.csv")

        assert found_in(folder) == ([COUNTS], {"pipe.csv": NO_FILE, "socket.csv": NO_FILE})


@pytest.mark.parametrize("name", ["pipe.csv", "pipe.dbf"])
def test_a_named_pipe_is_refused(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    (problem,) = find_files([tmp_path / name], None, ENGLAND).problems

    said = "It is no file but a pipe, a socket or a device. Save what it gives to a file and load that."
    assert str(problem) == f"{tmp_path / name}: {said}"


@pytest.mark.parametrize("name", ["a\nb.csv", "\x1b[31mred.csv", "turned\u202e.csv", f"{'x' * 251}.csv"[:255]])
def test_a_name_that_is_odd_is_passed_over(folder: Path, name: str) -> None:
    (folder / name).write_text(dashboard(), encoding="utf-8")

    names, passed_over = found_in(folder)
    assert names == [COUNTS]
    assert list(passed_over) == [name]


def test_of_two_files_of_boundaries_the_finest_is_loaded_last_and_stays(small_files: Path) -> None:
    coarse, fine = small_files / "z_coarse.geojson", small_files / "a_fine.geojson"
    boundaries = json.loads((small_files / "boundaries.geojson").read_text())
    (small_files / "boundaries.geojson").rename(coarse)
    for feature in boundaries["features"]:
        geometry = feature["geometry"]
        geometry["coordinates"] = [winding(ring, 5) for ring in geometry["coordinates"]]
    fine.write_text(json.dumps(boundaries))
    names, _ = found_in(small_files)

    assert names.index(coarse.name) < names.index(fine.name)


def test_a_file_that_is_called_otherwise_than_its_table_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "wards.csv").write_text("ward,week,cases\nW001,2021-07-07,7\n")

    (found,) = find_files([tmp_path], None, dataset(counts(files="cases_*.csv"))).passed_over

    assert found.why == (
        "though it has all columns of ward counts, whose files are called cases_*.csv: name it so, or change `files`"
    )
