"""A place of many areas in every state, with equal figures and unknown populations, to be compared with pandas."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date

import pandas as pd

from app.dataset import Dataset, Hidden, LevelDefinition
from app.domain import Area, Cell, Period, Shown, Withheld
from tests.web.made import Made, last_days

AREAS, DISTRICTS = 137, 9


def many() -> Made:
    """Return 137 blocks of nine districts in three weeks, the one in the middle not on record."""
    dataset = Dataset(
        title="Cases by block",
        source="Source: the city.",
        licence="Free to use.",
        slug="blocks",
        levels=(LevelDefinition("district", "district"), LevelDefinition("block", "block", hidden=Hidden(most=2))),
    )
    dice = random.Random(7)
    districts = tuple(
        Area("district", f"D{n}", f"District {n}", {"district": f"D{n}"}, 10_000) for n in range(DISTRICTS)
    )
    blocks = tuple(
        Area(
            "block",
            f"B{n:03}",
            f"{dice.choice(['North', 'south', 'Éast', 'West'])} {n % 40}",
            {"district": f"D{n % DISTRICTS}", "block": f"B{n:03}"},
            dice.choice([None, 1000, 1500, 2000 + n]),
        )
        for n in range(AREAS)
    )
    first, before, now = last_days(dataset, date(2020, 11, 3), date(2020, 11, 17), date(2020, 11, 24))
    counts = {week: [_cell(dice) for _ in blocks] for week in (first, before, now)}
    return Made(dataset, {"district": districts, "block": blocks}, counts, has_boundaries=False)


def _cell(dice: random.Random) -> Cell:
    cells: list[Cell] = [*(Shown(dice.randint(3, 12)) for _ in range(4)), *Withheld]
    return dice.choice(cells)


def frame(made: Made, week: Period) -> pd.DataFrame:
    """Work out what the open data says of the finest areas in a week, by pandas alone."""
    areas = made.areas[made.dataset.finest]
    unknown: list[Cell] = [Withheld.NOT_PUBLISHED] * len(areas)
    cells, before = made.counts[week], made.counts.get(week.before, unknown)
    table = pd.DataFrame(
        {
            "area_code": [area.code for area in areas],
            "area_name": [area.name for area in areas],
            "district": [area.within["district"] for area in areas],
            "population": pd.array([area.population for area in areas], dtype="Int64"),
            "status": ["shown" if isinstance(cell, Shown) else cell.value for cell in cells],
            "cases": _counts(cells),
            "before": _counts(before),
        }
    )
    table["rate_per_100k"] = _rounded(table["cases"] * 100_000, table["population"])
    table["change"] = table["cases"] - table["before"]
    table["change_percent"] = _rounded(table["change"] * 100, table["before"])
    return table


def _counts(cells: Sequence[Cell]) -> pd.Series:
    return pd.Series([cell.cases if isinstance(cell, Shown) else None for cell in cells], dtype="Int64")


def _rounded(numerator: pd.Series, denominator: pd.Series) -> pd.Series:
    """Divide to one decimal, halves away from zero."""
    tenths = (abs(numerator) * 20 + denominator) // (denominator * 2)
    return (tenths * numerator.map(lambda one: -1 if one < 0 else 1, na_action="ignore")).astype("Float64") / 10
