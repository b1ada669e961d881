"""What every request shares: the settings, the built assets and the edition that is current now."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import lru_cache
from threading import Lock
from typing import cast

from flask import current_app

from app.editions import EditionsFolder, StoredEdition
from app.errors import CasemapError
from app.settings import Settings
from app.web.assets import Assets
from app.web.bodies import Body, BodyCache

LOOK_EVERY = 0.5  # seconds between looks at the pointer
EDITIONS_KEPT = 4  # older editions that readers still ask for stay open


class Site:
    """Give the current edition, looking for a new one now and then."""

    def __init__(self, settings: Settings, assets: Assets, clock: Callable[[], float] = time.monotonic) -> None:
        self.settings = settings
        self.assets = assets
        self.bodies = BodyCache()
        self._editions = EditionsFolder(settings.editions_folder)
        self.edition = lru_cache(EDITIONS_KEPT)(self._editions.open)
        self._clock = clock
        self._lock = Lock()
        self._current: StoredEdition | None = None
        self._looked_at = float("-inf")

    def current(self) -> StoredEdition:
        """Give the current edition.

        Raises NoEditionError where nothing is published.
        """
        with self._lock:
            if self._current is None or self._clock() - self._looked_at > LOOK_EVERY:
                self._looked_at = self._clock()
                self._take_up()
            assert self._current is not None  # noqa: S101  _take_up raises where there is none
            return self._current

    def _take_up(self) -> None:
        try:
            pointer = self._editions.pointer()
            if self._current is None or (pointer and pointer.edition != self._current.id):
                self._current = self._editions.current()
        except (CasemapError, OSError) as error:
            if self._current is None:
                raise
            # What was good goes on being served until there is something better.
            logging.getLogger("casemap").error("The new edition cannot be taken up: %s", error)

    def body(self, key: tuple[object, ...], make: Callable[[], Body]) -> Body:
        """Give a response body, made once for a key as long as there is room to keep it."""
        return self.bodies.get(key, make)


def site() -> Site:
    """Give the running application's site."""
    return cast(Site, current_app.extensions["casemap"])
