"""The columns of the table of areas: those that readers look for, and the rest of the open data's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.dataset import Dataset
from app.domain import Level
from app.statistics.joined import columns, rate_column
from app.wording import Wording, capitalize_first


@dataclass(frozen=True)
class Column:
    """A column: its name in the open data, by which it is sorted, and its heading."""

    name: str
    heading: str
    is_number: bool = False


@dataclass(frozen=True)
class MainColumns:
    """What readers look for: the area, what it lies in if that is told, and its figures."""

    area: Column
    around: Column | None
    figures: tuple[Column, ...]


def main_columns(dataset: Dataset, level: Level) -> MainColumns:
    """Give the columns that the table of a level opens with."""
    wording, count = Wording(dataset), dataset.count_slug
    around = level_around(dataset, level)
    rate = (Column(rate_column(dataset), f"Per {dataset.rate_per:,}", is_number=True),) if dataset.rate_per else ()
    return MainColumns(
        area=Column("area_name", "Area"),
        around=Column(f"{around}_name", capitalize_first(dataset.level(around).in_a_sentence)) if around else None,
        figures=(
            Column(count, wording.short_measure(count), is_number=True),
            *rate,
            Column("change_percent", wording.short_measure("change"), is_number=True),
        ),
    )


def other_columns(dataset: Dataset, main: MainColumns) -> tuple[Column, ...]:
    """Give the open data's other columns, in their order there."""
    shown = {column.name for column in (main.area, main.around, *main.figures) if column}
    headings = _headings(dataset)
    numbers = {"population", "change", f"previous_{dataset.count_slug}"}
    return tuple(
        Column(name, headings[name], is_number=name in numbers) for name in columns(dataset) if name not in shown
    )


def level_around(dataset: Dataset, level: Level) -> Level | None:
    """Give the level whose area is named beside an area: the reporting one, or for its own areas that of the lists.

    None where areas lie in none but the whole.
    """
    around = dataset.reports_by if level == dataset.finest else dataset.lists_by
    return around if around in dataset.above(level) and around != dataset.top else None


def _headings(dataset: Dataset) -> Mapping[str, str]:
    wording, count = Wording(dataset), dataset.count_slug
    places = {
        f"{one.slug}_{what}": f"{capitalize_first(one.name)}{said}"
        for one in dataset.levels
        for what, said in (("code", " code"), ("name", ""))
    }
    return {
        **places,
        "level": "Level",
        "area_code": "Code",
        "population": "Population",
        "week_start": "First day",
        "week_end": "Last day",
        "published_on": "Published",
        "status": "Status",
        f"previous_{count}": f"{wording.short_measure(count)} {wording.than_before}",
        "change": "Difference",
        "change_reason": "Why no change is given",
    }
