"""The feeds of editions: one of the whole, and one of each area that many readers share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import pairwise

from flask import Blueprint, Response

from app.editions import StoredEdition
from app.errors import DamagedEditionError, NotServedError, WithdrawnEditionError
from app.web.data.atom import MIMETYPE, Entry, Feed, as_atom
from app.web.data.feed_entries import (
    Before,
    entry_of_area,
    entry_of_whole,
    pinned_address,
    place_options,
    withdrawn_entries,
)
from app.web.pages.hierarchy import find_area
from app.web.pages.rendering import absolute_root, area_path
from app.web.serving.bodies import Body
from app.web.serving.site import site

blueprint = Blueprint("feed", __name__)

LATEST = 12  # editions in a feed


@blueprint.get("/feed.atom")
def feed() -> Response:
    """Serve the feed of the whole."""
    edition = site().current()
    return _answer(edition, "", edition.dataset.title, entry_of_whole, pinned_address)


@blueprint.get("/areas/<level>/<code>/feed.atom")
def feed_of_area(level: str, code: str) -> Response:
    """Serve the feed of an area."""
    edition = site().current()
    area = find_area(edition, level, code)
    if level not in edition.dataset.followed:
        raise NotServedError(f"There is no feed of {area.name}.", choices=edition.dataset.followed)

    def entry(one: StoredEdition, before: Before) -> Entry | None:
        return entry_of_area(one, before, area)

    def pinned(edition_id: str) -> str:
        return pinned_address(edition_id, place_options(edition, area))

    return _answer(edition, area_path(area), f"{area.name}: {edition.dataset.title}", entry, pinned)


def _answer(
    edition: StoredEdition,
    path: str,
    title: str,
    entry: Callable[[StoredEdition, Before], Entry | None],
    pinned: Callable[[str], str],
) -> Response:
    seen = site().seen()[: LATEST + 1]

    def make() -> Body:
        editions = list(_opened(edition, seen))
        entries = [_whole(entry, one, before, edition) for one, before in pairwise((*editions, None)) if one]
        told = [one for one in entries if one is not None][:LATEST]
        return Body(as_atom(_feed(edition, path, title, [*withdrawn_entries(edition, pinned, LATEST), *told])))

    body = site().costly_body(("feed", absolute_root(), path, seen), make)
    return body.response(MIMETYPE)


def _whole(
    entry: Callable[[StoredEdition, Before], Entry | None], one: StoredEdition, before: Before, current: StoredEdition
) -> Entry | None:
    """Return an edition's entry, none of an earlier one that is damaged; what is damaged is not compared with."""
    try:
        return entry(one, before)
    except DamagedEditionError as error:
        if error.edition != one.id:
            return entry(one, None)
        if one is current:
            raise
        return None


def _opened(current: StoredEdition, seen: Sequence[str]) -> Iterator[StoredEdition]:
    """Open editions, but those that are gone or that cannot be read; not through what is kept open for readers."""
    yield current
    for each in seen[1:]:
        with suppress(DamagedEditionError, NotServedError, WithdrawnEditionError):
            yield site().open(each)


def _feed(edition: StoredEdition, path: str, title: str, entries: Sequence[Entry]) -> Feed:
    settings, dataset, root = site().settings, edition.dataset, absolute_root()
    return Feed(
        address=f"{root}{path}/feed.atom" if path else f"{root}feed.atom",
        page=f"{root}{path}",
        title=title,
        subtitle=dataset.source,
        rights=dataset.licence,
        author=settings.operator or dataset.title,
        contact=settings.contact.removeprefix("mailto:"),
        updated=max((edition.last_published_on, *(one.updated for one in entries))),
        entries=entries,
    )
