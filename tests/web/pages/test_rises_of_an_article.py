"""The text of rises beside a newspaper's list of the week to 28 June 2020, line by line.

The newspaper worked from the counts of early July 2020 on an earlier year's population, rounded rates to two decimals,
worked the change out from these, and rounded them once more to print them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from flask.testing import FlaskClient

SPELLINGS = {"Haringay": "Haringey"}
ROUNDED = "the counts are the same, on another year's population and from rates that were rounded before"
REVISED = "counts were revised since"

# The lines that differ, as printed and as made, by the reason.
DIFFERENT: dict[str, tuple[tuple[str, str, str], ...]] = {
    ROUNDED: (
        ("Wokingham", "0.6 > 3.0", "0.6 > 2.9"),
        ("Doncaster", "17.4 > 21.3", "17.3 > 21.2"),
        ("Richmond upon Thames", "1.0 > 3.1 (199.02%)", "1.0 > 3.0 (200.00%)"),
        ("North Somerset", "1.4 > 3.7 (167.14%)", "1.4 > 3.7 (166.67%)"),
        ("South Gloucestershire", "0.4 > 0.7 (102.86%)", "0.4 > 0.7 (100.00%)"),
        ("Cornwall and Isles of Scilly", "0.7 > 1.4 (101.43%)", "0.7 > 1.4 (100.00%)"),
        ("Croydon", "1.6 > 2.9 (82.69%)", "1.6 > 2.8 (83.33%)"),
        ("Hartlepool", "4.3 > 6.4 (49.88%)", "4.3 > 6.4 (50.00%)"),
        ("Solihull", "4.7 > 6.5 (40.00%)", "4.6 > 6.5 (40.00%)"),
    ),
    REVISED: (
        ("Barking and Dagenham", "1.4 > 5.7", "2.3 > 5.6"),
        ("Hammersmith and Fulham", "5.9 > 12.4", "4.3 > 10.3"),
        ("Knowsley", "6.0 > 20.1", "6.0 > 21.2"),
        ("Bolton", "15.8 > 23.5", "16.0 > 23.6"),
        ("Sheffield", "20.6 > 24.4", "20.9 > 25.3"),
        ("Hillingdon", "2.6 > 5.9 (125.57%)", "2.6 > 6.8 (162.50%)"),
        ("Harrow", "1.6 > 2.8 (75.00%)", "1.6 > 3.2 (100.00%)"),
        ("Reading", "1.8 > 3.1 (66.30%)", "1.9 > 5.6 (200.00%)"),
        ("Ealing", "4.6 > 6.7 (64.55%)", "4.1 > 6.4 (57.14%)"),
        ("Gloucestershire", "0.6 > 1.0 (50.79%)", "1.3 > 1.1 (\N{MINUS SIGN}12.50%)"),
        ("Wandsworth", "2.8 > 4.0 (44.20%)", "2.7 > 3.6 (33.33%)"),
        ("Merton", "4.4 > 5.8 (33.49%)", "4.4 > 6.8 (55.56%)"),
        ("Enfield", "2.7 > 3.6 (32.96%)", "2.7 > 3.9 (44.44%)"),
        ("Blackpool", "10.8 > 13.6 (26.65%)", "10.8 > 15.8 (46.67%)"),
        ("Hounslow", "7.4 > 9.2 (24.90%)", "7.0 > 8.5 (21.05%)"),
        ("Liverpool", "6.3 > 7.7 (22.68%)", "6.2 > 7.8 (25.81%)"),
        ("Calderdale", "12.4 > 14.8 (19.22%)", "12.3 > 18.0 (46.15%)"),
        ("Sheffield", "20.6 > 24.4 (18.35%)", "20.9 > 25.3 (21.31%)"),
        ("Wiltshire", "1.2 > 1.4 (17.50%)", "1.2 > 1.8 (50.00%)"),
        ("Haringey", "2.6 > 3.0 (14.29%)", "2.6 > 3.4 (28.57%)"),
        ("Brent", "5.1 > 5.4 (5.84%)", "4.9 > 5.2 (6.25%)"),
        ("Leicester", "140.2 > 141.3 (0.80%)", "142.3 > 144.3 (1.39%)"),
    ),
}


class Printed(NamedTuple):
    name: str
    before: str
    now: str
    percent: str

    @property
    def figures(self) -> str:
        rates = f"{self.before} > {self.now}"
        return f"{rates} ({float(self.percent):,.2f}%)" if self.percent else rates


@pytest.fixture
def reference(real_data: Path) -> Path:
    return real_data.parent / "reference"


@pytest.fixture
def printed(reference: Path) -> list[Printed]:
    with (reference / "utla_rates_week_to_2020-06-28.csv").open(newline="") as file:
        rows = [Printed(*row) for row in csv.reader(file)][1:]
    return [row._replace(name=SPELLINGS.get(row.name, row.name)) for row in rows]


@pytest.fixture
def lines(sample_site: FlaskClient) -> dict[str, str]:
    text = sample_site.get("/rises.txt?level=utla&week=2020-06-28").text
    made = (line.removesuffix(" *") for line in text.splitlines() if " > " in line)
    return {line.partition(":")[0]: line for line in made}


def test_every_authority_of_the_article_has_a_line(printed: list[Printed], lines: dict[str, str]) -> None:
    assert {row.name for row in printed} <= lines.keys()


def test_lines_are_as_printed_but_for_those_listed_with_their_reason(
    printed: list[Printed], lines: dict[str, str], reference: Path
) -> None:
    counts = dict(_counts(reference / "authority_counts.csv"))
    found: dict[str, list[tuple[str, str, str]]] = {ROUNDED: [], REVISED: []}
    for row in printed:
        made = lines[row.name] if row.percent else lines[row.name].partition(" (")[0]
        if made != f"{row.name}: {row.figures}":
            reason = ROUNDED if _is_of(row, *counts[row.name]) else REVISED
            found[reason].append((row.name, row.figures, made.removeprefix(f"{row.name}: ")))

    assert {reason: tuple(rows) for reason, rows in found.items()} == DIFFERENT


def _counts(path: Path) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """Return an authority's counts of the two weeks and its population, by its name."""
    with path.open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["level"] == "utla"]
    now = {row["area_name"]: int(row["cases"]) for row in rows if row["week_end"] == "2020-06-28"}
    for row in rows:
        if row["week_end"] == "2020-06-21":
            yield row["area_name"], (int(row["cases"]), now[row["area_name"]], int(row["population_mid_2019"]))


def _is_of(row: Printed, before: int, now: int, population: int) -> bool:
    """Return whether a line is of these counts, on some population within three hundredths of this one."""
    years = range(population * 97 // 100, population * 103 // 100, 10)
    figures = (row.before, row.now, f"{float(row.percent or 0):.2f}")
    told = 3 if row.percent else 2
    return any(_as_printed(before, now, people)[:told] == figures[:told] for people in years)


def _as_printed(before: int, now: int, people: int) -> tuple[str, str, str]:
    """Return rates and change as the newspaper worked them out."""
    first, second = ((20_000_000 * cases + people) // (2 * people) for cases in (before, now))  # in hundredths
    percent = (20_000 * (second - first) + first) // (2 * first)  # in hundredths
    return f"{(first + 5) // 10 / 10:.1f}", f"{(second + 5) // 10 / 10:.1f}", f"{percent / 100:.2f}"
