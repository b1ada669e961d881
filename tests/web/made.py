"""Places made by hand, published without files: of other levels, counts, periods and languages than England's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import shapely
from flask.testing import FlaskClient

from app import create_app
from app.dataset import Dataset, Hidden, LevelDefinition
from app.dataset.definition import Counted, Finder, PeriodDefinition
from app.domain import Area, Cell, Period, PeriodTable, Release, Shown, Withheld
from app.editions import EditionsFolder
from app.geography.prepare import prepare
from app.publish.anew import drawn_files
from app.publish.classes import measures
from app.publish.edition import Edition
from app.publish.files import changing_files, edition_facts
from app.publish.finding import finding_files
from app.settings import Settings

PUBLISHED = date(2021, 2, 4)


@dataclass(frozen=True)
class Made:
    """A place: its areas by level, and the finest ones' counts in each period, the last one the edition's."""

    dataset: Dataset
    areas: Mapping[str, tuple[Area, ...]]
    counts: Mapping[Period, Sequence[Cell]]
    coarser_counts: Mapping[str, Mapping[Period, Sequence[Cell]]] = field(default_factory=dict)
    found_by: Mapping[str, Sequence[str]] = field(default_factory=dict)
    has_boundaries: bool = True

    @property
    def paths(self) -> list[str]:
        """List the addresses of its areas."""
        return [f"/areas/{area.level}/{area.code}" for areas in self.areas.values() for area in areas]


def serve(made: Made, home: Path) -> FlaskClient:
    """Publish a place into a home, and give a client of it."""
    finest = made.dataset.finest
    tables = {
        (level, period): PeriodTable(level, period, PUBLISHED, tuple(cells))
        for level, counts in {finest: made.counts, **made.coarser_counts}.items()
        for period, cells in counts.items()
    }
    edition = Edition(made.dataset, max(made.counts), made.areas, tables, (), (Release("counts", PUBLISHED),))
    shapes = {finest: squares(made.areas[finest])} if made.has_boundaries else {}
    prepared = prepare(made.dataset, made.areas, shapes, {})
    folder = EditionsFolder(home / "editions")
    with folder.changing():
        facts = edition_facts(edition, prepared.drawings, measures(edition), is_sample=False)
        finding = finding_files(edition, prepared.drawings, (), made.found_by)
        drawn = {**drawn_files(edition, prepared), **finding}
        stored = folder.write(facts, drawn | changing_files(edition, drawn.__getitem__))
        folder.point_to(stored.id)
    return create_app(Settings(home=home)).test_client()


def squares(areas: Sequence[Area]) -> dict[str, bytes]:
    """Return a square for each area, in rows of four."""
    places = {area.code: (-74 + 0.1 * (place % 4), 40.5 + 0.1 * (place // 4)) for place, area in enumerate(areas)}
    return {code: shapely.box(west, south, west + 0.1, south + 0.1).wkb for code, (west, south) in places.items()}


def last_days(dataset: Dataset, *days: date) -> list[Period]:
    """Return periods by their last days."""
    return [Period(day, dataset.length) for day in days]


def deaths() -> Made:
    """Make deaths in 28 days by ZIP area and borough, 1 to 4 hidden, with ZIP codes, and numbers as codes."""
    dataset = Dataset(
        title="Deaths in the city",
        source="Source: the city.",
        slug="deaths",
        place="the city",
        levels=(
            LevelDefinition("borough", "borough"),
            LevelDefinition("zip", "ZIP area", hidden=Hidden(most=4, least=1)),
        ),
        count=Counted("death", "deaths"),
        period=PeriodDefinition(days=28),
        finder=Finder("ZIP code", "ZIP codes"),
    )
    boroughs = tuple(Area("borough", str(n), f"Borough {n}", {"borough": str(n)}, 9000) for n in (1, 2))
    zips = tuple(
        Area("zip", str(n), f"Neighbourhood {n}", {"borough": str(1 + n // 4), "zip": str(n)}, 1000 * n)
        for n in range(1, 7)
    )
    before, now = last_days(dataset, date(2020, 12, 26), date(2021, 1, 23))
    return Made(
        dataset,
        {"borough": boroughs, "zip": zips},
        {
            before: [Shown(5), Shown(0), Withheld.HIDDEN, Shown(8), Shown(9), Withheld.HIDDEN],
            now: [Shown(12), Shown(0), Withheld.HIDDEN, Shown(8), Shown(6), Withheld.MISSING],
        },
        {"borough": {now: [Shown(14), Shown(20)]}},
        found_by={"10001": ["1", "2"], "10 002": ["3"]},
    )


def months() -> Made:
    """Return births by month and ward, the only level: no rates, nothing hidden, no finder, names in Welsh."""
    dataset = Dataset(
        title="Births by ward",
        source="Source: the registrar.",
        slug="births",
        language="cy",
        levels=(LevelDefinition("ward", "ward"),),
        count=Counted("birth", "births"),
        rate_per=0,
        period=PeriodDefinition(months=1),
    )
    wards = tuple(Area("ward", f"W{n}", f"Ward {n}", {"ward": f"W{n}"}) for n in range(1, 6))
    earlier, now = last_days(dataset, date(2020, 11, 30), date(2020, 12, 31))
    counts = {earlier: [Shown(n) for n in range(5)], now: [Shown(2 * n) for n in range(5)]}
    return Made(dataset, {"ward": wards}, counts)


def eight() -> Made:
    """Return thefts by fortnight and eight levels whose codes are the same numbers, with second names."""
    slugs = [f"level_{number}" for number in range(1, 9)]
    dataset = Dataset(
        title="Thefts",
        source="Source: the police.",
        slug="thefts",
        other_language="cy",
        levels=tuple(LevelDefinition(slug, f"{slug.replace('_', ' ')} area") for slug in slugs),
        count=Counted("theft", "thefts"),
        rate_per=1000,
        period=PeriodDefinition(days=14, every=7),
    )
    areas: dict[str, tuple[Area, ...]] = {}
    for depth, slug in enumerate(slugs):
        above = {each: str(max(1, 1 + place)) for place, each in enumerate(slugs[:depth])}
        areas[slug] = tuple(
            Area(slug, str(n), f"{slug} {n}", {**above, slug: str(n)}, 500 * n, f"Lle {n}") for n in range(1, depth + 2)
        )
    before, middle, now = last_days(dataset, date(2021, 1, 3), date(2021, 1, 10), date(2021, 1, 17))
    return Made(
        dataset,
        areas,
        {period: [Shown(n + place) for place in range(8)] for n, period in enumerate((before, middle, now))},
    )


def nowhere() -> Made:
    """Return the wards of `months` without it being known where they are."""
    made = months()
    return Made(made.dataset, made.areas, made.counts, has_boundaries=False)
