"""Definitions of places whose published files lie beside the repository are found in them; skipped without these."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from app.dataset import NOT_PUBLISHED, Hidden
from app.propose import Proposal, propose, read_folder

SHARED = Path(os.environ.get("CASEMAP_PLACES", Path(__file__).parents[3] / "shared" / "places"))
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="no published files of other places")
NEW_YORK = ("MODZCTA_2010.*", "ZCTA-to-MODZCTA.csv", "data-by-modzcta*")


def proposed(folder: Path, home: Path, *patterns: str, name: str = "") -> Proposal:
    """Propose the definition of some files of a folder."""
    target = home / (name or folder.name)
    target.mkdir()
    for pattern in patterns or ("*",):
        for path in folder.glob(pattern):
            shutil.copyfile(path, target / path.name)
    tables, _ = read_folder(target)
    return propose(tables, target.name)


def test_scotland(tmp_path: Path) -> None:
    proposal = proposed(SHARED / "scotland", tmp_path)
    dataset, zones = proposal.dataset, proposal.dataset.tables[0]

    assert dataset.slugs == ("country", "health_board", "council", "zone")
    assert dataset.levels[0].only is not None
    assert dataset.levels[0].only.code == "S92000003"
    assert dataset.levels[-1].hidden == Hidden(2)
    assert dataset.levels[-1].absent == NOT_PUBLISHED
    assert dataset.period.days == 7
    assert (zones.columns.code, zones.columns.count, zones.columns.end) == ("IntZone", "Positive7Day", "Date")
    assert "1,279 of 1,279 codes of IntZone" in proposal.reasons[("boundaries", 0)]
    assert {table.level for table in dataset.tables if table.daily} == {"council", "health_board"}


def test_new_york_cases(tmp_path: Path) -> None:
    patterns = (*NEW_YORK, "last7days*", "data-by-day*")
    dataset = proposed(SHARED / "nyc", tmp_path, *patterns, name="nyc cases").dataset
    (boroughs,) = (table for table in dataset.tables if table.wide.areas)

    assert dataset.slugs == ("whole", "borough", "zip_area")
    assert dataset.levels[-1].hidden is None
    assert dataset.tables[0].columns.count == "people_positive"
    assert dataset.finder is not None
    assert dataset.finder.pattern == "[0-9]{5}"
    assert boroughs.wide.areas["SI_CASE_COUNT"] == "staten-island"
    assert boroughs.daily
    assert not boroughs.day_first
    assert dataset.boundaries[0].other_codes == ("99999",)


def test_new_york_deaths(tmp_path: Path) -> None:
    dataset = proposed(SHARED / "nyc", tmp_path, *NEW_YORK, "hosp_death*", name="nyc deaths").dataset

    assert dataset.count.many == "deaths"
    assert dataset.period.days == 28
    assert dataset.levels[-1].hidden == Hidden(4, least=1)
    assert (dataset.tables[0].columns.longitude, dataset.tables[0].columns.latitude) == ("lon", "lat")


def test_wales(tmp_path: Path) -> None:
    boundaries = SHARED.parent / "data" / "boundaries"
    shutil.copytree(SHARED / "wales", tmp_path / "wales")
    for path in boundaries.glob("*.zip"):
        shutil.copyfile(path, tmp_path / "wales" / path.name)
    tables, _ = read_folder(tmp_path / "wales")
    dataset = propose(tables, "wales").dataset
    workbook, saved, lookup = dataset.tables[:3]

    assert dataset.levels[-1].hidden == Hidden(2)
    assert workbook.where == {"Time period": "Rolling 7 days"}
    assert workbook.marks == ("0-2",)
    assert workbook.columns.other_name == "MSOA name (CY)"
    assert dataset.other_language == "cy"
    assert saved.encoding == "mac-roman"
    assert lookup.where == {"MSOA Code": "W"}
    assert lookup.columns.parents == {"authority": "LA Code (2019 boundaries)"}
