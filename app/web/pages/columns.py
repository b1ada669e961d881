"""The columns of the table of areas: those that readers look for, and the others of the open data."""

from __future__ import annotations

from dataclasses import dataclass

from app.dataset import Dataset
from app.domain import Level
from app.statistics.joined import rate_column
from app.wording import Wording, capitalize_first
from app.wording.dictionary import fields


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
    """Return the columns that the table of a level opens with."""
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
    """Return the open data's other columns, in their order there."""
    shown = {column.name for column in (main.area, main.around, *main.figures) if column}
    return tuple(
        Column(one.name, one.title, is_number=one.is_number) for one in fields(dataset) if one.name not in shown
    )


def level_around(dataset: Dataset, level: Level) -> Level | None:
    """Return the level whose area is named beside an area: the reporting one, or for its own areas that of the lists.

    None where areas lie in none but the whole.
    """
    around = dataset.reports_by if level == dataset.finest else dataset.lists_by
    return around if around in dataset.above(level) and around != dataset.top else None
