"""What each address of the API answers, with the schema of its JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.dataset import Dataset
from app.domain import Withheld
from app.options.option import Schema
from app.web.api.fields import Fields, edition_fields, record_fields, release_fields, state_fields
from app.web.api.schemas import (
    ADDRESS,
    DAY,
    NUMBER,
    TEXT,
    any_of,
    facts,
    named,
    or_null,
    paged,
    record,
    row,
    several,
    split,
)
from app.wording.dictionary import compared_fields, fields, hotspot_fields

WEEK = {"week_start": DAY, "week_end": DAY}

ORIGIN = {
    "description": "Where the figure of the edition's own period comes from, and what became of it, in sentences.",
    **record(
        {
            "week_end": DAY,
            "published_on": or_null(DAY),
            **dict.fromkeys(("releases", "steps"), several(TEXT)),
            "meaning": TEXT,
        }
    ),
}


@dataclass(frozen=True)
class Operation:
    """What an address answers: in a line with `{week}`, `{weeks}` and `{many}`, the things counted, to be filled in.

    `row` names its rows, which have `columns` and stand in JSON as `member` beside what `told` describes.
    """

    summary: str
    row: str
    member: str
    columns: Callable[[Dataset], Fields]
    told: Callable[[Dataset], Mapping[str, Schema]]

    def answer(self, dataset: Dataset) -> Schema:
        """Describe its answer in JSON."""
        return record({**self.told(dataset), self.member: several(named(self.row))})


def _of_areas(more: Mapping[str, Schema]) -> Callable[[Dataset], Mapping[str, Schema]]:
    return lambda dataset: paged(dataset, {"level": any_of(dataset.slugs), **WEEK, **more})


def _paged(dataset: Dataset) -> Mapping[str, Schema]:
    return paged(dataset, {})


def _of_an_area(dataset: Dataset) -> Mapping[str, Schema]:
    place, _ = split(fields(dataset))
    links = record({"self": ADDRESS, "alternate": ADDRESS})
    return {**facts(dataset), **row(place)["properties"], "origin": ORIGIN, "links": links}


def _of_a_level(dataset: Dataset) -> Mapping[str, Schema]:
    return {**facts(dataset), "level": any_of(dataset.slugs), **WEEK, "hide_up_to": or_null(NUMBER)}


def _of_an_edition(dataset: Dataset) -> Mapping[str, Schema]:
    return {**facts(dataset), "title": TEXT, **WEEK, "published_on": DAY, "is_sample": {"type": "boolean"}}


def _levels(dataset: Dataset) -> Fields:
    level = record_fields(dataset)[0]
    return (level, *state_fields(dataset))


TALLY = record(
    dict.fromkeys(("areas", "shown", *(state.slug for state in Withheld), "compared", "rose", "fell"), NUMBER)
)

OPERATIONS: Mapping[str, Operation] = {  # by the name of what answers
    "api_areas.areas": Operation(
        "Areas in a {week}: filtered, sorted and paged", "Area", "areas", fields, _of_areas({})
    ),
    "api_areas.area": Operation(
        "One area in every {week} on record",
        "AreaInPeriod",
        "series",
        lambda dataset: tuple(split(fields(dataset))[1]),
        _of_an_area,
    ),
    "api_lists.hotspots": Operation(
        "Hotspots: the areas whose number of {many} is shown, and how each moved",
        "Hotspot",
        "areas",
        hotspot_fields,
        _of_areas({"tally": TALLY, "measure": TEXT, "highest": several(TEXT), "steepest": several(TEXT)}),
    ),
    "api_lists.rises": Operation(
        "Rises and falls: the areas that are shown in a {week} and the one before",
        "Rise",
        "areas",
        compared_fields,
        _of_areas(dict.fromkeys(("rose", "fell", "unchanged", "left_out"), NUMBER)),
    ),
    "api_editions.weeks": Operation(
        "What is on record: each level in each {week}, the latest first", "Record", "weeks", record_fields, _paged
    ),
    "data.week_of_level": Operation(
        "Whole files: all areas of a level in a {week}, or those in an area",
        "Area",
        "areas",
        fields,
        _of_a_level,
    ),
    "bulk.week_of_level": Operation(
        "Whole files of other programs: all areas of a level in a {week}", "Area", "areas", fields, _of_a_level
    ),
    "bulk.history_of_level": Operation(
        "Whole files: all areas of a level in every {week} on record, an area after the other",
        "Area",
        "areas",
        fields,
        _of_a_level,
    ),
    "api_editions.editions": Operation("Editions, the latest first", "Edition", "editions", edition_fields, _paged),
    "api_editions.edition": Operation(
        "An edition: what it is of, and what it shows of each level",
        "LevelOfEdition",
        "levels",
        _levels,
        _of_an_edition,
    ),
    "api_editions.releases": Operation(
        "Releases: the published files that an edition was made from",
        "Release",
        "releases",
        release_fields,
        _paged,
    ),
}
