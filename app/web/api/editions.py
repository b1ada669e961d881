"""Lists of editions, of the weeks on an edition's record, and of the releases that it was made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from flask import Blueprint, Response, request

from app.domain import Level, Period, Withheld
from app.editions import StoredEdition, Withdrawal
from app.editions.contents import LevelValues
from app.editions.contract import WEEK, to_json
from app.errors import DamagedEditionError, NotServedError, WithdrawnEditionError
from app.options import values
from app.options.api import LEVEL_OF_RECORD
from app.web.api.fields import Fields, edition_fields, record_fields, release_fields
from app.web.api.listing import PREFIX, Listing, Row, answer, asked_edition, in_forms, listed
from app.web.data.facts import facts_of
from app.web.data.releases import release_rows
from app.web.serving.bodies import Body
from app.web.serving.site import site

blueprint = Blueprint("api_editions", __name__, url_prefix=PREFIX)


@in_forms(blueprint, "/editions", "json", "csv")
def editions(form: str) -> Response:
    """List the editions that readers have seen and may still see, the latest first, then those that were withdrawn."""
    current, seen, withdrawn = site().current(), site().seen(), site().withdrawn()

    def rows(page: Sequence[str]) -> Iterator[Row]:
        return (_withdrawn_row(each, withdrawn[each]) if each in withdrawn else _edition_row(each) for each in page)

    listing = _listing("editions", edition_fields(current.dataset), [*seen, *withdrawn], rows)
    return listed(current, form, lambda: listing)


def _listing(
    name: str, fields: Fields, items: Sequence[Any], rows: Callable[[Sequence[Any]], Iterable[Row]]
) -> Listing:
    return Listing(name, [field.name for field in fields], items, rows)


def _blank_row(edition_id: str) -> dict[str, Any]:
    names = ("week_start", "week_end", "published_on", "withdrawn_on", "because")
    return {"edition": edition_id, **dict.fromkeys(names)}


def _withdrawn_row(edition_id: str, withdrawal: Withdrawal) -> Row:
    told = {"withdrawn_on": withdrawal.on, "because": withdrawal.because}
    return {**_blank_row(edition_id), "status": "withdrawn", **told}


def _edition_row(edition_id: str) -> Row:
    """Describe an edition; of one that cannot be read, or has just gone, no more is known than its id."""
    row = _blank_row(edition_id)
    try:
        edition = site().open(edition_id)
    except (DamagedEditionError, NotServedError, WithdrawnEditionError):
        return {**row, "status": "unreadable"}
    status = "current" if edition_id == site().current().id else "earlier"
    return {**row, **_days(edition.week), "published_on": edition.facts["published_on"], "status": status}


def _days(week: Period) -> dict[str, str]:
    return {"week_start": week.start.isoformat(), "week_end": str(week)}


@in_forms(blueprint, "/editions/<edition_id>", "json")
def edition(edition_id: str, form: str) -> Response:
    """Say of an edition what it is, and what it shows of each level."""
    asked = site().edition(edition_id)
    return answer(asked, form, lambda: Body(to_json(_described(asked))))


def _described(edition: StoredEdition) -> dict[str, Any]:
    known = _known(edition, edition.week)
    return {
        **facts_of(edition),
        "title": edition.dataset.title,
        **_days(edition.week),
        "published_on": edition.facts["published_on"],
        "is_sample": edition.facts["is_sample"],
        "levels": [
            {
                "level": level.slug,
                "name": level.name,
                "parent": edition.dataset.parent(level.slug),
                **_states(edition, level.slug, edition.week, known.get(level.slug)),
            }
            for level in edition.dataset.levels
        ],
    }


@in_forms(blueprint, "/weeks", "json", "csv")
def weeks(form: str) -> Response:
    """List what is on record, a level in a week, the latest week first."""
    edition = asked_edition()
    asked = values.one_of(request.args, LEVEL_OF_RECORD.name, ["", *edition.dataset.slugs], "")
    records = {level: set(edition.record[level]) for level in ([asked] if asked else edition.dataset.slugs)}
    items = [
        (week, level)
        for week in map(edition.period, reversed(edition.weeks))
        for level in records
        if week in records[level]
    ]
    fields = record_fields(edition.dataset)
    return listed(edition, form, lambda: _listing("weeks", fields, items, lambda page: _records(edition, page)))


def _records(edition: StoredEdition, page: Sequence[tuple[Period, Level]]) -> Iterator[Row]:
    for week, its in groupby(page, key=itemgetter(0)):
        known = _known(edition, week)
        for _, level in its:
            yield {"level": level, **_days(week), **_states(edition, level, week, known.get(level))}


def _known(edition: StoredEdition, week: Period) -> Mapping[Level, LevelValues]:
    """Read what is known of a week, of each level that has a record of it."""
    return WEEK.read(edition.read, week) if edition.has(WEEK.name(week)) else {}


def _states(edition: StoredEdition, level: Level, week: Period, known: LevelValues | None) -> dict[str, Any]:
    """Count a level's areas by what is known of them; without a record all of them are not published."""
    areas = len(edition.areas[level])
    cells = known["cases"] if known else [Withheld.NOT_PUBLISHED.value] * areas
    counts = Counter(cell for cell in cells if isinstance(cell, str))
    return {
        "published_on": edition.published(level, week, known) if known else None,
        "areas": areas,
        "shown": areas - counts.total(),
        **{state.slug: counts[state.value] for state in Withheld},
    }


@in_forms(blueprint, "/releases", "json", "csv")
def releases(form: str) -> Response:
    """List the published files that an edition was made from, and those that were withdrawn, the latest first."""
    edition = asked_edition()
    fields = release_fields(edition.dataset)
    return listed(edition, form, lambda: _listing("releases", fields, list(release_rows(edition)), iter))
