"""Fetch, load and publish; a failure before the last step changes nothing for readers."""

from __future__ import annotations

from datetime import datetime

from app.editions import EditionsFolder, overdue_of, shown_edition
from app.errors import (
    CannotPublishError,
    CasemapError,
    EditionsError,
    FetchError,
    FileError,
    HeldError,
    UpdatingError,
)
from app.fetch import FetchedRelease, Line, Show, fetch_releases
from app.fetch.folder import show_nothing
from app.load import Candidate, Loaded, load_file, sha256_of, telling_of
from app.publish.choices import Choices, published_already
from app.publish.publish import publish
from app.settings import Settings
from app.sources import kind_of
from app.store import Store
from app.store.releases import is_latest_of_name
from app.update.outcome import Outcome, Update

ENDS: tuple[tuple[type[CasemapError], Outcome], ...] = (
    (UpdatingError, Outcome.BUSY),
    (FetchError, Outcome.NOT_FETCHED),
    (FileError, Outcome.REFUSED),
    (HeldError, Outcome.HELD),
    (CannotPublishError, Outcome.NOT_PUBLISHED),
    (EditionsError, Outcome.NOT_PUBLISHED),
    (CasemapError, Outcome.FAILED),
)


def update(
    settings: Settings, store: Store, now: datetime, line: Line | None = None, show: Show = show_nothing
) -> Update:
    """Bring readers what the publisher has now, where it is new and right.

    A run that was cut off is gone on with by the next: what lies there is loaded again, which changes nothing where it
    was loaded, and published unless it was.
    """
    editions = EditionsFolder(settings.editions_folder)
    fetched: tuple[FetchedRelease, ...] = ()
    loaded: list[Loaded] = []
    passed_over: list[str] = []
    is_new, outcome, reason = False, None, ""
    try:
        with store.updating():
            fetched = fetch_releases(settings, now, line, show)
            for each in sorted(fetched, key=lambda one: one.published_on):
                try:
                    loaded += _load(store, each, settings, now)
                except FileError as error:
                    if each.is_latest:
                        raise
                    passed_over.append(str(error))  # a later one stands in for it
            is_new = _publish(store, editions, Choices(settings.dataset))
    except CasemapError as error:
        outcome, reason = next(its for kind, its in ENDS if isinstance(error, kind)), str(error)
    seen = shown_edition(editions)
    overdue = overdue_of(seen, settings, now) if seen else None
    usual = Outcome.PUBLISHED if is_new else Outcome.LATE if overdue else Outcome.UNCHANGED
    came = sum(each.changed for each in fetched)
    return Update(outcome or usual, reason, seen, came, tuple(loaded), tuple(passed_over), overdue)


def _load(store: Store, fetched: FetchedRelease, settings: Settings, now: datetime) -> list[Loaded]:
    """Load a file and give what came of it, nothing where it was loaded before."""
    with telling_of(fetched.path):
        recognised = kind_of(fetched.path, settings.dataset)
    if not recognised.tells_day and _is_known(store, fetched):
        return []
    candidate = Candidate(recognised, recognised.published_when(fetched.published_on))
    loaded = load_file(store, candidate, settings, now=now)
    return [] if loaded.rows is None else [loaded]


def _is_known(store: Store, fetched: FetchedRelease) -> bool:
    """Return whether an undated file is the one of its name that was loaded last, maybe elsewhere.

    It would be taken for a release of the day on which it came to this machine.
    """
    with store.reading() as connection:
        return is_latest_of_name(connection, fetched.path.name, sha256_of(fetched.path))


def _publish(store: Store, editions: EditionsFolder, choices: Choices) -> bool:
    """Publish, and tell whether readers see another edition then."""
    editions.refuse_held()
    if published_already(store, editions, choices):
        return False
    before = shown_edition(editions)
    after = publish(store, editions, choices)
    return before is None or before.id != after.id
