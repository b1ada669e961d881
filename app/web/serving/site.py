"""What every request shares: the settings, the built assets and the current edition."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import lru_cache
from threading import BoundedSemaphore, Lock
from typing import TypeVar, cast

from flask import current_app

from app.bulk.folder import MadeFiles
from app.editions import EditionsFolder, Storage, StoredEdition, Withdrawal, overdue_of
from app.errors import CasemapError, DamagedEditionError
from app.settings import Settings
from app.web.serving.assets import Assets
from app.web.serving.bodies import Body, BodyCache
from app.web.serving.turns import Turns

Made = TypeVar("Made")

LOOK_EVERY = 0.5  # seconds between looks at the pointer
PICTURES_ROOM = 12_000_000  # bytes of pictures that a worker keeps: apart, so that many sizes do not displace pages
WAITING = 3  # requests that queue for costly work; together with the one being done fewer than a worker's threads
WAIT = 10  # seconds in that queue
SENT_AT_ONCE = 2  # large files: each takes a thread until its reader has received it
MAKING_WAITING = 1  # requests that queue while a file is made
EDITIONS_KEPT = 4  # older editions that stay open for readers who still use them


def _now() -> datetime:
    return datetime.now(UTC)


class Site:
    """Return the edition that readers see, looking for a new one now and then.

    It is the current one, or the last before it that is whole; `problem` says why where it is not the current one.
    `overdue_since` is the day since which figures after its own are due, None where none are.
    Where it `is_static`, answers are kept as files: pages offer nothing that needs a server.
    """

    problem: str | None = None
    overdue_since: date | None = None

    def __init__(
        self,
        settings: Settings,
        assets: Assets,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = _now,
        *,
        is_static: bool = False,
    ) -> None:
        self.settings = settings
        self.is_static = is_static
        self.assets = assets
        self.bodies = BodyCache()
        self._worked_out: dict[tuple[object, ...], object] = {}
        self.pictures = BodyCache(PICTURES_ROOM)
        self._turns = Turns(WAITING, WAIT)
        self.made = MadeFiles(settings.home.absolute() / "downloads", is_apart=not is_static)
        self.making = Turns(MAKING_WAITING, WAIT)
        self.sending = BoundedSemaphore(SENT_AT_ONCE)
        self._editions = EditionsFolder(settings.editions_folder, following=True)
        self._open = lru_cache(EDITIONS_KEPT)(self._editions.open)
        self._withdrawn: frozenset[str] = frozenset()
        self.withdrawals = 0  # how often editions were seen to be withdrawn
        self._clock = clock
        self._now = now
        self._lock = Lock()
        self._current: StoredEdition | None = None
        self._looked_at = float("-inf")

    @property
    def storage(self) -> Storage:
        """Return the place in which the editions lie."""
        return self._editions.storage

    def current(self) -> StoredEdition:
        """Return the edition that readers see.

        Raises NoEditionError where nothing is published, DamagedEditionError where nothing of it can be read.
        """
        with self._lock:
            if self._current is None or self._clock() - self._looked_at > LOOK_EVERY:
                self._look()
            assert self._current is not None  # noqa: S101  _look raises where there is none
            return self._current

    def edition(self, edition_id: str) -> StoredEdition:
        """Open any edition.

        Raises NotServedError where there is none, WithdrawnEditionError where it was withdrawn.
        """
        with self._lock:
            self._see_withdrawals()
        return self._open(edition_id)

    def overdue_of(self, edition_id: str) -> date | None:
        """Return the day since which figures after an edition's own are due, None where readers see another one."""
        is_seen = self._current is not None and self._current.id == edition_id
        return self.overdue_since if is_seen else None

    def seen(self) -> tuple[str, ...]:
        """List the editions that readers have seen up to the one that they see now, the latest first.

        None was withdrawn; where the pointer is damaged there is the one that they see alone.
        Raises as `current` does.
        """
        current = self.current().id
        with suppress(DamagedEditionError):
            seen = self._editions.seen()
            if current in seen:
                return seen[seen.index(current) :]
        return (current,)

    def was_taken_back(self, edition_id: str) -> bool:
        """Return whether readers were taken back from an edition to one before it; not where the pointer is damaged."""
        with suppress(DamagedEditionError):
            return edition_id not in self._editions.seen()
        return False

    def withdrawn(self) -> Mapping[str, Withdrawal]:
        """Return the editions that were withdrawn, the last first, by their ids."""
        withdrawals = self._editions.withdrawals()
        return dict(sorted(withdrawals.items(), key=lambda one: (one[1].on, one[0]), reverse=True))

    def open(self, edition_id: str) -> StoredEdition:
        """Open an edition for a look, not among those that stay open.

        Raises as `edition` does, and DamagedEditionError where it cannot be read.
        """
        return self._editions.open(edition_id)

    def stand_in_for(self, edition_id: str) -> None:
        """Let another edition stand in for this one, of which a file was found damaged, where readers see it."""
        with self._lock:
            if self._current is not None and self._current.id == edition_id:
                self._take_up()

    def _see_withdrawals(self) -> None:
        """Forget all that was kept where more editions were withdrawn, as some of it may be of them."""
        withdrawn = frozenset(self._editions.withdrawals())
        if withdrawn != self._withdrawn:
            self._withdrawn = withdrawn
            self.withdrawals += 1
            self._open.cache_clear()
            self.bodies.clear()
            self.pictures.clear()
        if self._current is not None and self._current.id in withdrawn:
            self._current = None

    def _look(self) -> None:
        self._looked_at = self._clock()
        self._see_withdrawals()
        try:
            pointer = self._editions.pointer()
            is_same = self._current is not None and pointer is not None and pointer.edition == self._current.id
        except (CasemapError, OSError):
            is_same = False
        if self.problem or not is_same:  # what is damaged may have been mended
            self._take_up()
        self.overdue_since = overdue_of(self._current, self.settings, self._now()) if self._current else None

    def _take_up(self) -> None:
        try:
            standing = self._editions.standing()
            self._current, problem = standing.edition, standing.problem
            self.made.keep_only(self._current.id)
        except (CasemapError, OSError) as error:
            if self._current is None:
                raise
            problem = str(error)  # what was good goes on being served until there is something better
        if problem and problem != self.problem:
            logging.getLogger("casemap").error("Readers see edition %s: %s", self._current.id, problem)
        self.problem = problem

    def body(self, key: tuple[object, ...], make: Callable[[], Body]) -> Body:
        """Return a response body, made once for a key as long as there is room to keep it."""
        return self.bodies.get(key, make)

    def costly_body(self, key: tuple[object, ...], make: Callable[[], Body]) -> Body:
        """Return a body that takes long to make and to compress, one at a time, so that pages go on being served."""
        body = self.bodies.find(key)
        if body is not None and body.is_ready:
            return body
        with self._turns.take():
            return self.bodies.get(key, make).ready()

    def once(self, key: tuple[object, ...], make: Callable[[], Made]) -> Made:
        """Return what takes long to work out, kept for good where answers become files, one after the other."""
        if not self.is_static:
            return make()
        if key not in self._worked_out:
            self._worked_out[key] = make()
        return cast(Made, self._worked_out[key])

    def picture(self, key: tuple[object, ...], make: Callable[[], Body]) -> Body:
        """Return a picture, one at a time with all else that takes long."""
        body = self.pictures.find(key)
        if body is not None:
            return body
        with self._turns.take():
            return self.pictures.get(key, make)


def site() -> Site:
    """Return the running application's site."""
    return cast(Site, current_app.extensions["casemap"])


def edition_asked_for(edition_id: str) -> StoredEdition:
    """Return the edition that an address asks for, the current one where it asks for none.

    Raises NotServedError where there is none, WithdrawnEditionError where it was withdrawn.
    """
    return site().edition(edition_id) if edition_id else site().current()
