"""Sunshire, two districts of two wards each, whose agency gives out the seven days to each day, all of ten days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

DEFINITION = """
title = "Cases in Sunshire by ward"
source = "Cases: Sunshire County Council."
place = "Sunshire"
slug = "sunshire"
time_zone = "Europe/London"

[due]
by = "18:00"
except_on = [2020-11-10]

[[levels]]
slug = "district"
name = "district"

[[levels]]
slug = "ward"
name = "ward"
hidden = { most = 2 }

[[tables]]
name = "wards"
level = "ward"

[tables.columns]
code = "Ward code"
name = "Ward"
parents = { district = "District code" }
parent_names = { district = "District" }
population = "Population"
end = "Week ending"
count = "Cases"
"""
HEADINGS = "Ward code,Ward,District code,District,Population,Week ending,Cases"
WARDS = {"W1": ("Abbey", "D1"), "W2": ("Bridge", "D1"), "W3": ("Castle", "D2"), "W4": ("Dean", "D2")}
DISTRICTS = {"D1": "North", "D2": "South"}
DAYS = 10  # whose seven days a release repeats
LAG = 3  # days from the last day that a release tells of to its publication

Cases = Callable[[str, date], int]


def usual_cases(ward: str, day: date) -> int:
    """Return what is first published of a ward and the seven days to a day."""
    return 10 + 7 * list(WARDS).index(ward) + day.toordinal() % 5


def release(published_on: date, cases: Cases = usual_cases) -> bytes:
    """Write the file that the agency gives out on a day."""
    days = [published_on - timedelta(days=LAG + back) for back in range(DAYS)]
    rows = [
        f"{code},{name},{district},{DISTRICTS[district]},5000,{day},{cases(code, day)}"
        for code, (name, district) in WARDS.items()
        for day in days
    ]
    return "\n".join([HEADINGS, *rows, ""]).encode()
