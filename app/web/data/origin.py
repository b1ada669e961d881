"""Where an area's figure comes from: the release, its day, and what became of the count, in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain import Area, Level, Period
from app.editions import StoredEdition
from app.statistics.joined import cells_of
from app.wording.origin import Origin as Steps


@dataclass(frozen=True)
class Origin:
    """Where a figure comes from.

    `releases` are those of the day on which the level's figures were published. `population` says which one a rate was
    worked out on, empty where there is no rate.
    """

    week: Period
    meaning: str
    published_on: date | None
    releases: tuple[str, ...]
    steps: tuple[str, ...]
    population: str


def origin_of(edition: StoredEdition, area: Area, week: Period) -> Origin:
    """Say where an area's figure in a period comes from."""
    dataset, areas, place = edition.dataset, edition.areas[area.level], edition.area_index[area.level, area.code]
    table, before = (edition.tables(its).get(area.level) for its in (week, week.before))
    cell, earlier = (cells_of(its, areas)[place] for its in (table, before))
    said = Steps(dataset)
    return Origin(
        week,
        said.meaning,
        table.published_on if table else None,
        tuple(_published_on(edition, area.level, table.published_on)) if table else (),
        tuple(said.steps(area.level, week, cell, earlier, area.population)),
        dataset.population if dataset.rate_per and area.population else "",
    )


def _published_on(edition: StoredEdition, level: Level, day: date) -> list[str]:
    """Name the releases of a day: those that brought anything new of a level, or else all."""
    of_day = [each for each in edition.corrections.releases["releases"] if each["published_on"] == str(day)]
    of_level = [each for each in of_day if any(its["level"] == level for its in each["levels"])]
    return [each["release"] for each in of_level or of_day if each["withdrawn_on"] is None]


def as_json(origin: Origin) -> dict[str, Any]:
    """Return it as the API does."""
    return {
        "week_end": str(origin.week),
        "published_on": origin.published_on.isoformat() if origin.published_on else None,
        "releases": list(origin.releases),
        "steps": list(origin.steps),
        "meaning": origin.meaning,
    }
