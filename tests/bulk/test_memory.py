"""However many weeks there are, a file is made in about the same memory."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.bulk.asked import CSV, GEOPACKAGE, PARQUET
from app.cells import Cells
from app.dataset import Dataset, Hidden, LevelDefinition
from app.domain import Area, Cell, Period, PeriodTable, Release, Shape, Shown, Withheld
from app.editions import EditionsFolder, StoredEdition
from app.editions.contract import AREAS, GEOMETRY, PUBLISHED, RECORD, WEEK
from app.editions.handing import words_of
from app.editions.records import areas_to_rows, publications_of
from app.publish.edition import Edition
from app.publish.files import edition_facts

AREAS_MADE, FEW = 300, 60  # three blocks' rows, and twelve' of four times the weeks
DAY = date(2021, 1, 1)
SQUARE = b'{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}'
MAKE = """
import re, sys
from pathlib import Path
from app.bulk import rows
rows.ROWS = 6_000  # so that few areas have many blocks
from app.bulk.__main__ import main
main(sys.argv[1:])
print(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
"""


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Mapping[int, StoredEdition]:
    """Return editions of some hundred areas, by their number of weeks."""
    folder = EditionsFolder(tmp_path_factory.mktemp("memory") / "editions")
    return {weeks: _write(folder, weeks) for weeks in (FEW, 4 * FEW)}


def _write(folder: EditionsFolder, number: int) -> StoredEdition:
    dataset = Dataset(
        title="Parcels", source="The post.", levels=(LevelDefinition("ward", "ward", hidden=Hidden(most=3, least=1)),)
    )
    areas = tuple(Area("ward", f"W{n:04}", f"Ward {n}", {"ward": f"W{n:04}"}, 900 + n) for n in range(AREAS_MADE))
    last = [Period(DAY - timedelta(days=7 * back), dataset.length) for back in reversed(range(number))]
    tables = {
        ("ward", week): PeriodTable("ward", week, DAY, tuple(_cell(n, place) for n in range(AREAS_MADE)))
        for place, week in enumerate(last)
    }
    edition = Edition(dataset, last[-1], {"ward": areas}, tables, (), (Release("parcels", DAY),))
    files = {**AREAS.write(areas_to_rows(areas), "ward"), **GEOMETRY.write([SQUARE] * AREAS_MADE, "ward")}
    for week in last:
        files |= WEEK.write({"ward": {"cases": Cells.of(tables["ward", week].cells).as_json()}}, week)
    files |= PUBLISHED.write(publications_of(tables.values()))
    files |= RECORD.write({"ward": list(map(str, last))})
    with folder.changing():
        return folder.write(edition_facts(edition, [Shape.MAP], {}, is_sample=False), files)


def _cell(area: int, week: int) -> Cell:
    count = (area * 7 + week * 11) % 50
    return Withheld.HIDDEN if 0 < count < 4 else Shown(count)


def _peak(edition: StoredEdition, form: str, folder: Path) -> int:
    """Return the most kilobytes that a process takes which makes the history of an edition."""
    command = [sys.executable, "-c", MAKE, *words_of(edition), "ward", "", form, str(folder)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


@pytest.mark.parametrize("form", [CSV, PARQUET, GEOPACKAGE])
def test_four_times_the_weeks_take_no_more_memory(
    editions: Mapping[int, StoredEdition], form: str, tmp_path: Path
) -> None:
    few, many = (_peak(edition, form, tmp_path) for edition in editions.values())
    smaller, larger = sorted(file.stat().st_size for file in tmp_path.glob(f"*.{form}"))

    assert larger > smaller
    assert many < 1.1 * few, (few, many)
