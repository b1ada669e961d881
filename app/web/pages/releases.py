"""The page of releases: what each changed, which were withdrawn, and what readers saw of those."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, Response

from app.dataset.levels import LevelDefinition
from app.domain import Area, Period
from app.editions import StoredEdition
from app.editions.contents import ChangedLevel, Difference, ReleasedLevel, ReleaseFacts
from app.editions.contract import to_json
from app.errors import DamagedEditionError, NotServedError, WithdrawnEditionError
from app.statistics.open_data import as_csv
from app.web.api.fields import release_fields
from app.web.data.facts import description_link, facts_of
from app.web.data.releases import CHANGES, change_rows, release_rows
from app.web.pages.rendering import page
from app.web.serving.bodies import Body
from app.web.serving.site import site
from app.wording import Wording, all_of, capitalize_first, counted

blueprint = Blueprint("releases", __name__)

LISTED_AT_MOST = 100  # releases on the page: data has all
EDITIONS_AT_MOST = 24
MIMETYPES = {"csv": "text/csv", "json": "application/json"}


@dataclass(frozen=True)
class LargeChange:
    """One of the largest changes of a figure; the area is None where an edition has it no more."""

    area: Area | None
    code: str
    week: Period
    before: int
    now: int


@dataclass(frozen=True)
class ToldLevel:
    """What a release changed of a level: in words, by week, and where the most."""

    level: LevelDefinition
    words: str
    largest: Sequence[LargeChange]
    changed: ChangedLevel | None = None


@dataclass(frozen=True)
class ToldRelease:
    """A release in words; `withdrawn_on` is None where it stands."""

    id: str
    layout: str
    published_on: date
    levels: Sequence[ToldLevel]
    withdrawn_on: date | None
    because: str

    @property
    def has_changes(self) -> bool:
        """Return whether it revised any figure of which more is told."""
        return any(one.largest for one in self.levels)


@blueprint.get("/releases")
def releases() -> Response:
    """Show all releases, the latest first."""
    edition, earlier = site().current(), () if site().is_static else site().seen()[1 : EDITIONS_AT_MOST + 1]
    return page(edition, earlier, "releases.html", lambda: _values(edition, earlier))


@blueprint.get("/releases.<any(csv, json):form>")
def releases_as(form: str) -> Response:
    """Return them as data: a row for each release and level."""
    edition = site().current()
    body = site().body(("releases", edition.id, form), lambda: Body(_written(edition, form)))
    response = body.response(MIMETYPES[form])
    if form == "csv":
        response.headers["Link"] = description_link(edition)
    return response


def _written(edition: StoredEdition, form: str) -> bytes:
    rows = release_rows(edition)
    if form == "csv":
        return as_csv([column.name for column in release_fields(edition.dataset)], rows)
    return to_json({**facts_of(edition), "releases": list(rows)})


@blueprint.get("/releases/<path:release>")
def release(release: str) -> Response:
    """Show what a release changed of each week."""
    edition = site().current()
    found = _find(edition, release)
    return page(edition, (release,), "release.html", lambda: {"told": _told(edition, found, in_full=True)})


@blueprint.get("/releases/<path:release>.csv")
def release_as_csv(release: str) -> Response:
    """Return each figure that a release revised, as it was before and with it, and as it is now."""
    edition = site().current()
    found = _find(edition, release)["release"]
    key = ("changes", edition.id, found)
    response = (
        site().costly_body(key, lambda: Body(as_csv(CHANGES, change_rows(edition, found)))).response(MIMETYPES["csv"])
    )
    response.headers["Link"] = description_link(edition)
    return response


def _find(edition: StoredEdition, release: str) -> ReleaseFacts:
    """Find a release.

    Raises NotServedError where there is none of this name, with those that there are.
    """
    known = {each["release"]: each for each in edition.corrections.releases["releases"]}
    if release not in known:
        raise NotServedError(f"There is no release {release[:60]}.", choices=list(known))
    return known[release]


def _values(edition: StoredEdition, earlier: Sequence[str]) -> dict[str, Any]:
    known = edition.corrections.releases["releases"]
    return {
        "releases": [_told(edition, each) for each in known[:LISTED_AT_MOST]],
        "names": edition.facts["releases"][::-1] if not known else (),
        "number": len(known),
        "earlier": list(_opened(earlier)),
        "withdrawn": site().withdrawn(),
    }


def _opened(edition_ids: Sequence[str]) -> Iterator[StoredEdition]:
    """Open editions, but those that are gone or that cannot be read."""
    for each in edition_ids:
        with suppress(DamagedEditionError, NotServedError, WithdrawnEditionError):
            yield site().open(each)


def _told(edition: StoredEdition, release: ReleaseFacts, *, in_full: bool = False) -> ToldRelease:
    changed = edition.corrections.changed_by(release["release"]) if in_full else {}
    withdrawn_on = release["withdrawn_on"]
    return ToldRelease(
        release["release"],
        release["layout"],
        date.fromisoformat(release["published_on"]),
        [
            _told_level(edition, level, changed.get(level["level"]))
            for level in reversed(release["levels"])
            if level["level"] in edition.dataset.slugs
        ],
        date.fromisoformat(withdrawn_on) if withdrawn_on else None,
        release["because"] or "",
    )


def _told_level(edition: StoredEdition, its: ReleasedLevel, changed: ChangedLevel | None) -> ToldLevel:
    largest = changed["largest"] if changed else its["largest"]
    level = edition.dataset.level(its["level"])
    return ToldLevel(
        level, _sentence(edition, level, its), [_large_change(edition, level, each) for each in largest], changed
    )


def _large_change(edition: StoredEdition, level: LevelDefinition, difference: Difference) -> LargeChange:
    code, day, before, now = difference
    return LargeChange(edition.area(level.slug, code), code, edition.period(day), before, now)


def _sentence(edition: StoredEdition, level: LevelDefinition, its: ReleasedLevel) -> str:
    """Say what a release changed of a level: 4,475 of 5,648 figures revised, in 4,475 areas and one week; 12 new."""
    return f"{capitalize_first('; '.join(_parts(edition, level, its)) or 'no figure is other than before')}."


def _parts(edition: StoredEdition, level: LevelDefinition, its: ReleasedLevel) -> Iterator[str]:
    wording = Wording(edition.dataset)
    if its["revised"]:
        areas = counted(its["areas_revised"], level.in_a_sentence, level.in_sentences)
        weeks = counted(its["weeks_revised"], wording.week, wording.weeks)
        yield f"{its['revised']:,} of {counted(its['compared'], 'figure')} revised, in {all_of([areas, weeks])}"
    if its["newly_shown"]:
        yield f"{its['newly_shown']:,} no longer hidden or missing"
    if its["no_longer_shown"]:
        yield f"{its['no_longer_shown']:,} no longer shown"
    if its["added"]:
        yield f"{its['added']:,} new"
