"""The meaning of each column of the open data: for people on `/data`, for programs in its description.

The types are those of Frictionless Table Schema v1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.dataset import Dataset
from app.domain import Withheld
from app.statistics.joined import columns, compared_columns, rate_column
from app.statistics.measures import NotCalculable
from app.statistics.rising import Course
from app.wording.figures import Wording
from app.wording.phrases import all_of, capitalize_first

SHOWN = "shown"
TYPES = {"string": "text", "integer": "whole number", "number": "number", "date": "date"}


@dataclass(frozen=True)
class Field:
    """A column: its name, its heading, what it means, and what its values can be.

    `values` are all that there can be, with the meaning of each; `is_required` tells that no row leaves it empty.
    """

    name: str
    title: str
    meaning: str
    type: str = "string"
    unit: str = ""
    is_required: bool = False
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_number(self) -> bool:
        """Return whether its values are numbers."""
        return self.type in ("integer", "number")

    @property
    def kind(self) -> str:
        """Say its type and its unit: whole number, people."""
        return ", ".join(filter(None, (TYPES[self.type], self.unit)))


def fields(dataset: Dataset) -> tuple[Field, ...]:
    """Describe the columns of a level's areas in a period, in their order."""
    return _in_order(columns(dataset), (*_places(dataset), *_periods(dataset), *_figures(dataset)))


def compared_fields(dataset: Dataset) -> tuple[Field, ...]:
    """Describe the columns of the list of rises and falls, in their order."""
    return _in_order(compared_columns(dataset), (*_places(dataset), *_figures(dataset), *_compared(dataset)))


def hotspot_fields(dataset: Dataset) -> tuple[Field, ...]:
    """Describe the columns of the list of hotspots, in their order."""
    wording, many = Wording(dataset), dataset.count.many
    before = wording.than_before
    courses = {
        Course.ROSE_FASTER: f"More {many} than {before}, and rising faster than those of the whole.",
        Course.ROSE: f"More {many} than {before}.",
        Course.SAME: f"As many {many} as {before}.",
        Course.FELL_LESS: f"Fewer {many} than {before}, and falling less than those of the whole.",
        Course.FELL: f"Fewer {many} than {before}.",
    }
    said = f"How the number of {many} moved; empty where {wording.before} is not shown."
    named = {str(course_name(course)): meaning for course, meaning in courses.items()}
    return (*fields(dataset), Field("course", "Course", said, values=named))


def course_name(course: Course | None) -> str | None:
    """Return the word for a course: rose faster."""
    return course.name.lower().replace("_", " ") if course else None


def _in_order(names: tuple[str, ...], described: tuple[Field, ...]) -> tuple[Field, ...]:
    by_name = {one.name: one for one in described}
    return tuple(by_name[name] for name in names)


def statuses(dataset: Dataset) -> dict[str, str]:
    """Say what each status means; `hidden` stands only where something is hidden."""
    wording, many = Wording(dataset), dataset.count.many
    hidden = [
        f"{wording.hidden(level.slug)} ({level.in_a_list})" for level in dataset.levels if wording.hidden(level.slug)
    ]
    said = {SHOWN: f"The number of {many} is given; a zero is a zero."}
    if hidden:
        said[Withheld.HIDDEN.value] = f"There were {all_of(hidden)}; how many exactly is kept back."
    said[Withheld.MISSING.value] = f"No data came for this area, so nothing is known of its {many}."
    said[Withheld.NOT_PUBLISHED.value] = f"Nothing is published of the area for this {wording.week}."
    if dataset.protects:
        said[Withheld.PROTECTING.value] = (
            "The number is not small, but with it a hidden one would follow from a total, so it is kept back too."
        )
    return said


def _places(dataset: Dataset) -> tuple[Field, ...]:
    levels = {level.slug: level.name for level in dataset.levels}
    around = (
        one
        for level in dataset.levels
        for one in (
            Field(
                f"{level.slug}_code",
                f"{capitalize_first(level.name)} code",
                f"The code of the {level.name} that the area is or lies in; empty for areas in none.",
            ),
            Field(
                f"{level.slug}_name",
                capitalize_first(level.name),
                f"The name of the {level.name} that the area is or lies in; empty for areas in none.",
            ),
        )
    )
    return (
        Field("level", "Level", "What kind of area it is.", is_required=True, values=levels),
        Field("area_code", "Code", "The area's code, which no other area of its level has.", is_required=True),
        Field("area_name", "Area", "The area's name.", is_required=True),
        *around,
        Field("population", "Population", _population(dataset), "integer", "people"),
    )


def _population(dataset: Dataset) -> str:
    return f"How many people live there; empty where that is not known. {dataset.population}".strip()


def _periods(dataset: Dataset) -> tuple[Field, ...]:
    week = Wording(dataset).week
    return (
        Field("week_start", "First day", f"The first day of the {week}.", "date", is_required=True),
        Field("week_end", "Last day", f"The last day of the {week}, which names it.", "date", is_required=True),
        Field(
            "published_on",
            "Published",
            f"The day on which the level's figures of the {week} were published; empty where none were.",
            "date",
        ),
        Field(
            "status",
            "Status",
            f"Whether the number of {dataset.count.many} is given, and if not why. Figures are empty unless it is "
            f"{SHOWN}: an empty cell is never a zero.",
            is_required=True,
            values=statuses(dataset),
        ),
    )


def _reasons(dataset: Dataset) -> list[NotCalculable]:
    of_protecting = (NotCalculable.PROTECTING, NotCalculable.BEFORE_PROTECTING)
    return [one for one in NotCalculable if dataset.protects or one not in of_protecting]


def _figures(dataset: Dataset) -> tuple[Field, ...]:
    wording, count, many = Wording(dataset), dataset.count_slug, dataset.count.many
    reasons = {
        reason: f"{capitalize_first(reason)}." for reason in (one.reason(wording.week) for one in _reasons(dataset))
    }
    return (
        Field(
            count, wording.short_measure(count), f"{capitalize_first(many)} in the {wording.length}.", "integer", many
        ),
        Field(
            rate_column(dataset),
            f"Per {dataset.rate_per:,}",
            f"{wording.measure('rate')}, to one decimal, halves up; empty too where the population is not known.",
            "number",
            f"{many} {wording.per}",
        ),
        Field(
            f"previous_{count}",
            f"{wording.short_measure(count)} {wording.than_before}",
            f"{capitalize_first(many)} in {wording.before}; empty too where those are not shown.",
            "integer",
            many,
        ),
        Field(
            "change",
            "Difference",
            f"How many more {many} than {wording.than_before}; less than zero where there were fewer.",
            "integer",
            many,
        ),
        Field(
            "change_percent",
            wording.short_measure("change"),
            f"The difference in per cent of {wording.before}, to one decimal, halves away from zero; empty too where "
            f"that had no {many}.",
            "number",
            "%",
        ),
        Field(
            "change_reason",
            "Why no change is given",
            "Why there is no difference to give; empty where there is one.",
            values=reasons,
        ),
    )


def _compared(dataset: Dataset) -> tuple[Field, ...]:
    wording, count, many = Wording(dataset), dataset.count_slug, dataset.count.many
    rate = capitalize_first(wording.mapped("rate"))
    return (
        Field("rate_before", "Rate before", f"{rate} in {wording.before}.", "number", f"{many} {wording.per}"),
        Field("rate", "Rate", f"{wording.measure('rate')}.", "number", f"{many} {wording.per}"),
        Field(
            f"{count}_before",
            f"{capitalize_first(many)} before",
            f"{capitalize_first(many)} in {wording.before}.",
            "integer",
            many,
        ),
    )
