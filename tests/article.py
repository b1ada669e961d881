"""The list of areas that a newspaper printed on 2 November 2020, and how the text to paste differs from it."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

Line = tuple[str, str]  # the authority that heads it, and the line

# Whatever of the print is no line of the text, and what stands in its place.
MENDED: dict[Line, tuple[Line | None, str]] = {
    ("County Durham", "Crook North & Tow Low - 16 cases"): (
        ("County Durham", "Crook North & Tow Law - 16 cases"),
        "the place is called Tow Law",
    ),
    ("County Durham", "Stanhope & Weardale - 16 cases"): (None, "it stands twice"),
    ("Middlesbrough", "Ormesby - 20 cases"): (
        ("Redcar and Cleveland", "Ormesby - 20 cases"),
        "this Ormesby is in Redcar and Cleveland",
    ),
    ("Hambleton, North Yorkshire", "Helmsley & Ampleforth - 6 cases"): (
        ("Ryedale, North Yorkshire", "Helmsley & Ampleforth - 6 cases"),
        "it is in Ryedale",
    ),
}
# Authorities that the paper named alone, where the text says what they lie in.
PLACED = {name: f"{name}, North Yorkshire" for name in ("Hambleton", "Richmondshire")}


def table(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def printed(reference: Path) -> list[Line]:
    """Return the lines of the print, in its order."""
    return [
        (
            PLACED.get(row["local_authority"], row["local_authority"]),
            f"{row['area_name']} - {row['cases']} case{'' if row['cases'] == '1' else 's'}",
        )
        for row in table(reference / "north_east_published_2020-11-02.csv")
    ]


def mended(reference: Path) -> Counter[Line]:
    """Return the lines of the print with its slips mended."""
    lines = Counter(printed(reference))
    for line, (instead, _) in MENDED.items():
        assert lines[line], line
        lines[line] -= 1
        lines.update([instead] if instead else [])
    return +lines


def left_out(reference: Path) -> Counter[Line]:
    """Return the lines of the ten areas that the paper left out, with the counts of the official map of the day."""
    official = {row["msoa_code"]: row for row in table(reference / "north_east_official_2020-11-01.csv")}
    return Counter(
        (
            PLACED.get(area["ltla_name"], area["ltla_name"]),
            f"{area['msoa_name']} - {official[area['msoa_code']]['cases_week_to_2020-10-27']} cases",
        )
        for area in table(reference / "north_east_areas.csv")
        if area["status_week_to_2020-10-27"] == "missing"
    )


def authorities(reference: Path) -> list[str]:
    """Return the codes of the article's authorities, Ryedale among them."""
    return sorted({area["ltla_code"] for area in table(reference / "north_east_areas.csv")})


def lines_of(text: str) -> list[Line]:
    """Return the lines of a text to paste that name an area below its authority."""
    blocks = [block.split("\n") for block in text.strip().split("\n\n")]
    ranked = ("The ", "Steepest rises")
    listed = [block for block in blocks[2:-1] if not block[0].startswith(ranked)]
    return [(heading, line) for heading, *lines in listed for line in lines]
