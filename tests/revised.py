"""The small place with releases that revise what the first one said, for tests of what is told of that."""

from __future__ import annotations

import shutil
from pathlib import Path

from click.testing import CliRunner

from app.cli import main
from app.editions import EditionsFolder, StoredEdition
from tests.conftest import SMALL

WEEK = "2020-10-27"
COUNTS = "msoa_2020-11-02.csv"
OF_NINTH, OF_TENTH = "dashboard-MSOA-counts-2020-11-09", "dashboard-MSOA-counts-2020-11-10"
Changes = dict[str, str]

# Second had 12 and is hidden, Church End had 4 and has 6, Mill Lane had 3, which is hidden, and has 8.
REVISED: Changes = {
    f"Second,{WEEK},12": f"Second,{WEEK},3",
    f"Church End,{WEEK},4": f"Church End,{WEEK},6",
    f"Mill Lane,{WEEK},3": f"Mill Lane,{WEEK},8",
}


def load(home: Path, folder: Path, day: str, changes: Changes) -> str:
    """Load the small place's counts with these changes as published on a day, and give them."""
    text = (SMALL / COUNTS).read_text()
    for before, now in changes.items():
        assert before in text
        text = text.replace(before, now)
    (folder / f"msoa_{day}.csv").write_text(text)
    run(home, "load", "--accept", "small", str(folder / f"msoa_{day}.csv"))
    return text


def run(home: Path, *arguments: str, dataset: Path | None = None) -> str:
    environment = {"CASEMAP_HOME": str(home), **({"CASEMAP_DATASET": str(dataset)} if dataset else {})}
    result = CliRunner().invoke(main, arguments, env=environment)
    assert result.exit_code == 0, result.output
    return result.output


def current(home: Path) -> StoredEdition:
    return EditionsFolder(home / "editions").current()


def with_second_edition(published_home: Path, folder: Path) -> Path:
    """Return a home in which the small place is published again with REVISED, as of 9 November."""
    home = Path(shutil.copytree(published_home, folder / "home"))
    load(home, folder, "2020-11-09", REVISED)
    run(home, "publish")
    return home
