"""England's definition and its levels by name, for tests that speak of them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from app import dataset
from app.domain import Area, Period

FILE = dataset.DEFAULT
ENGLAND = dataset.read_dataset(FILE)


class Level:
    """England's levels by name."""

    NATION, REGION, UTLA, LTLA, MSOA = ENGLAND.slugs


def week(end: date) -> Period:
    """Return the seven days that end on a day."""
    return Period(end, ENGLAND.length)


def area(level: str, code: str, name: str, *, population: int | None = None, **above: str) -> Area:
    """Return an area, and what it lies in: `ltla_code="E06000047"`."""
    within = {level.removesuffix("_code"): code for level, code in above.items()}
    return Area(level, code, name, within, population)


def hiding(folder: Path, **most: int) -> Path:
    """Write England's definition so that it hides counts up to these at these levels, and give its path."""
    head, *levels = FILE.read_text().split("[[levels]]\n")
    for place, level in enumerate(levels):
        slug = level.split('"')[1]
        if slug in most:
            kept = [_above(most[slug], line) for line in level.splitlines() if not line.startswith("hidden")]
            levels[place] = "\n".join([kept[0], f"hidden = {{ most = {most[slug]} }}", *kept[1:], ""])
    path = folder / "england.toml"
    path.write_text("[[levels]]\n".join([head, *levels]))
    return path


def saying(folder: Path, totals: str) -> Path:
    """Write England's definition so that it says what holds for totals, and give its path."""
    path = folder / "england.toml"
    path.write_text(FILE.read_text().replace("\nreporting", f'\ntotals = "{totals}"\nreporting', 1))
    return path


def _above(most: int, line: str) -> str:
    """Leave out the breaks of counts that are hidden: a definition that has them is refused."""

    def without(found: re.Match[str]) -> str:
        return f"count = [{', '.join(each for each in found[1].split(', ') if int(each) > most)}]"

    return re.sub(r"count = \[([\d, ]+)]", without, line) if line.startswith("breaks") else line
