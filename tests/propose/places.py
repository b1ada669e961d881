"""Folders of places that nobody gave: files as publishers make them, of a board of square areas."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.workbook import Value, workbook

SIDE = 6  # areas along each side of the board
_NAMES = ("Upper", "Lower", "Great", "Little", "North", "South")
SUNDAYS = tuple(date(2024, 3, 3) + timedelta(weeks=n) for n in range(4))


def square(number: int, side: int = SIDE) -> dict[str, Any]:
    """Draw the area of this number, a cell of the board."""
    row, column = divmod(number, side)
    west, south, size = 5 + column * 0.01, 51 + row * 0.01, 0.01
    corners = ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))
    return {
        "type": "Polygon",
        "coordinates": [[[round(west + x * size, 4), round(south + y * size, 4)] for x, y in corners]],
    }


def layer(properties: Sequence[Mapping[str, object]]) -> str:
    """Write GeoJSON of the board's areas with these properties."""
    features = [
        {"type": "Feature", "properties": dict(its), "geometry": square(number)}
        for number, its in enumerate(properties)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


def table(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Write a CSV file."""
    target = io.StringIO()
    csv.writer(target, lineterminator="\n").writerows([headings, *rows])
    return target.getvalue()


def shown(number: int, week: int) -> int:
    """Return a count of 3 to 40."""
    return 3 + (number * 7 + week * 11) % 38


def wards() -> Iterator[tuple[int, str, str]]:
    """Return the number, code and name of each area."""
    for number in range(SIDE * SIDE):
        yield (
            number,
            f"W{number + 1:03}",
            f"{['Upper', 'Lower', 'Great', 'Little', 'North', 'South'][number % 6]} {number // 6 + 1}ton",
        )


def county(folder: Path) -> Path:
    """Make one CSV and one GeoJSON with nothing else: a county's wards, small counts left blank."""
    rows = [
        (code, "" if number == week else shown(number, week), day.isoformat())
        for week, day in enumerate(SUNDAYS)
        for number, code, _ in wards()
    ]
    return _folder(
        folder / "Greenshire",
        {
            "cases_2024-03-26.csv": table(("ward_code", "cases", "week_ending"), rows),
            "wards.geojson": layer([{"WD24CD": code, "WD24NM": name} for _, code, name in wards()]),
        },
    )


def fortnights(folder: Path) -> Path:
    """Make one layer of fortnights, published weekly, with counts and shapes in one, as servers of maps give it."""
    rows = [
        {"AreaID": code, "AreaName": name, "District": "EW"[number % 2], "Admissions": shown(number, 0) - 3,
         "From": "2024-03-04", "To": "2024-03-17", "Population": 1000 + number}
        for number, code, name in wards()
    ]  # fmt: skip
    return _folder(folder / "harbour", {"admissions_2024-03-20.geojson": layer(rows)})


def months(folder: Path) -> Path:
    """Make a workbook with a title and two rows of headings, months by their names, and `<5` for few."""
    rows: list[Sequence[Value]] = [
        ("Births by canton", None, None, None, None),
        (None, None, None, None, None),
        ("Canton", None, "Period", "Births", "People"),
        ("Code", "Name", "Month", "Number", "Population"),
    ]
    for month in ("January 2024", "February 2024", "March 2024"):
        for number, code, name in wards():
            count = shown(number, len(month))
            rows.append((code, name, month, "<5" if count < 5 else count, 2000 + number))
    book = workbook({"Notes": [("Of births", "by month")], "Births": rows})
    path = _folder(folder / "cantons", {"areas.geojson": layer([{"canton": code} for _, code, _ in wards()])})
    (path / "births_2024-04-10.xlsx").write_bytes(book)
    return path


def eaten_zeros(folder: Path) -> Path:
    """Make codes of which a spreadsheet ate the zeros, with dates month first, and counts by day."""
    days = [date(2024, 3, 1) + timedelta(days=n) for n in range(21)]
    rows = [
        (str(1001 + number), f"{day.month}/{day.day}/{day.year}", (number + day.day) % 5)
        for day in days
        for number, _, _ in wards()
    ]
    return _folder(
        folder / "valley",
        {
            "daily_2024-03-25.csv": table(("zip", "date", "new_cases"), rows),
            "zips.geojson": layer([{"ZIP": f"{1001 + number:05}", "NAME": name} for number, _, name in wards()]),
        },
    )


def wide(folder: Path) -> Path:
    """Make a table wide by period, with a lookup of three levels and populations in tables of their own."""
    headings = ("Code", *(f"week {day:%Y-%m-%d}" for day in SUNDAYS))
    rows = [
        (code, *("*" if number == week else shown(number, week) for week in range(4))) for number, code, _ in wards()
    ]
    lookup = [
        (
            code,
            name,
            f"D{number // 6 + 1}",
            f"District {number // 6 + 1}",
            f"R{number // 12 + 1}",
            f"Region {number // 12 + 1}",
        )
        for number, code, name in wards()
    ]
    return _folder(
        folder / "lowlands",
        {
            "burglaries_2024-03-30.csv": table(headings, rows),
            "lookup.csv": table(
                ("ward_code", "ward_name", "district_code", "district_name", "RGN24CD", "RGN24NM"), lookup
            ),
            "people.csv": table(
                ("ward_code", "population"), [(code, 900 + number + 0.5) for number, code, _ in wards()]
            ),
            "wards.geojson": layer([{"ward_code": code} for _, code, _ in wards()]),
        },
    )


def names_only(folder: Path) -> Path:
    """Make counts of areas that have names and no codes, with both ends of the weeks and a row of no area."""
    rows = [
        (name, (day - timedelta(days=6)).strftime("%d/%m/%Y"), day.strftime("%d/%m/%Y"), shown(number, week) - 3)
        for week, day in enumerate(SUNDAYS)
        for number, _, name in wards()
    ]
    rows += [("Unknown", "26/02/2024", "03/03/2024", 4)]
    return _folder(
        folder / "islands",
        {
            "Visits 2024-03-27.csv": table(("Parish", "Week start", "Week end", "GP visits"), rows),
            "parishes.geojson": layer([{"PARISH": name} for _, _, name in wards()]),
        },
    )


def layers_of_releases(folder: Path) -> Path:
    """Make layers of fortnights that end a week apart, a file each, of areas that have an id and a name.

    One to four are `<5`, and only the last has a zero.
    """

    def told(number: int, week: int) -> Value:
        if (number, week) == (0, len(SUNDAYS) - 1):
            return 0
        return "<5" if number < 3 else shown(number, week)

    layers = {
        f"fields_{day + timedelta(days=3)}.geojson": layer(
            [
                {"id": code, "name": name, "period_end": day.isoformat(), "deaths_14d": told(number, week)}
                for number, code, name in wards()
            ]
        )
        for week, day in enumerate(SUNDAYS)
    }
    return _folder(folder / "harbour", layers)


def names_that_stand_twice(folder: Path) -> Path:
    """Make a workbook of months below their years, of areas whose names stand once within each of three states."""
    rows: list[Sequence[Value]] = [
        (None, None, None, None, 2022, None, 2023),
        ("State FIPS", "State", "Code", "Municipality", "Nov", "Dec", "Jan"),
    ]
    rows += [
        (f"0{number // 12 + 1}", "ABC"[number // 12], code, f"{_NAMES[number % 6]} {number % 12 // 6}", 4, 0, number)
        for number, code, _ in wards()
    ]
    zips = [(5000 + 200 * number, code) for number, code, _ in wards()]
    path = _folder(
        folder / "dengue",
        {
            "zips.csv": table(("zip", "code"), zips),
            "areas.geojson": layer([{"MUN": code} for _, code, _ in wards()]),
        },
    )
    (path / "cases_2023-02-10.xlsx").write_bytes(workbook({"Monthly": rows}))
    return path


def one_table(folder: Path, headings: Sequence[str], rows: Sequence[Sequence[object]]) -> Path:
    """Make a county's wards with one table of these rows."""
    files = {
        "cases_2024-03-26.csv": table(headings, rows),
        "wards.geojson": layer([{"WD24CD": code, "WD24NM": name} for _, code, name in wards()]),
    }
    return _folder(folder / "Greenshire", files)


def _folder(path: Path, files: Mapping[str, str]) -> Path:
    path.mkdir(parents=True)
    for name, text in files.items():
        (path / name).write_text(text, encoding="utf-8")
    return path
