"""The list of hotspots as text to paste: title, sentences, the highest and the steepest, areas by authority, source."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain import Area
from app.web.pages.hotspots_told import Listed, Told
from app.wording import Wording, day


def text_of(told: Told) -> str:
    """Write all of it in paragraphs and lists, an empty line between each two."""
    return "\n\n".join("\n".join(lines) for lines in _blocks(told)) + "\n"


def _blocks(told: Told) -> Iterator[list[str]]:
    dataset, wording = told.edition.dataset, Wording(told.edition.dataset)
    title = wording.title(told.place) if told.asked.places else dataset.title
    yield [f"{title}: {wording.period(told.week)}"]
    yield [" ".join(told.sentences(lambda area: dataset.the(area.name)))]
    if told.highest:
        yield [told.rising.heading_of_highest(len(told.highest), told.measure), *_highest(told)]
    if told.steepest:
        rises = (f"{_placed(told, row.area)} - {', '.join(told.rising.rise(row))}" for row in told.steepest)
        yield [", ".join(told.rising.heading_of_steepest), *rises]
    for listed in told.listed:
        yield [*_heading(listed), *(wording.listed_count(row) for row in listed.rows)]
    yield list(_source(told))


def _highest(told: Told) -> Iterator[str]:
    for row in told.highest:
        figure, other = told.rising.high(row, told.measure)
        yield f"{_placed(told, row.area)} - {figure}{f' ({other})' if other else ''}"
    if told.as_high:
        yield told.rising.as_high(told.as_high, told.highest[-1], told.measure)


def _placed(told: Told, area: Area) -> str:
    """Name an area with its authority: Durham City, County Durham."""
    return _names(area, told.authority_of(area))


def _heading(listed: Listed) -> list[str]:
    return [_names(listed.authority, listed.around)] if listed.authority else []


def _names(*areas: Area | None) -> str:
    return ", ".join(area.name for area in areas if area)


def _source(told: Told) -> Iterator[str]:
    if told.rising.not_listed:
        yield told.rising.not_listed
    yield f"Published {day(told.published_on)}. {told.edition.dataset.source}"
