"""What a map is of stands in its definition: the code names no place, level, disease or length of period."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FIXED = re.compile("msoa|ltla|utla|england|covid|seven.days|seven-days", re.IGNORECASE)
# Readers of England's published layouts, what fetches them, and steps from stores that knew no other place.
OF_ENGLAND = ("app/sources/england/", "app/fetch/", "app/store/migrations/")
NAMED = {  # where it is said which definition holds unless another is named, and which published layouts have readers
    "app/dataset/reading.py",
    "app/dataset/definition.py",
}


def sources() -> list[Path]:
    folders = ("app", "templates", "static/js")
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.*") if path.suffix != ".pyc")


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_place_is_named_outside_definitions_and_the_readers_of_its_files(path: Path) -> None:
    name = str(path.relative_to(ROOT))
    if name.startswith(OF_ENGLAND):
        return
    lines = [f"{number}: {line.strip()}" for number, line in enumerate(path.read_text().splitlines(), 1)]
    found = [line for line in lines if FIXED.search(line)]

    assert [line for line in found if name not in NAMED or ("england" not in line)] == []
