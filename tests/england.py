"""England's definition and its levels by name, for tests that speak of them."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from app.dataset import ENGLAND as FILE
from app.dataset import read_dataset
from app.domain import Area, Period

ENGLAND = read_dataset(FILE)


class Level(StrEnum):
    """England's levels, the coarsest first."""

    NATION = "nation"
    REGION = "region"
    UTLA = "utla"
    LTLA = "ltla"
    MSOA = "msoa"


def week(end: date) -> Period:
    """Give the seven days that end on a day."""
    return Period(end, ENGLAND.length)


def area(level: str, code: str, name: str, *, population: int | None = None, **above: str) -> Area:
    """Give an area, and what it lies in: `ltla_code="E06000047"`."""
    within = {level.removesuffix("_code"): code for level, code in above.items()}
    return Area(str(level), code, name, within, population)
