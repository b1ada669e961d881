"""Follow remote editions: look for a new one in a thread, and show it once all of its files are here.

Requests are answered from what is here, so that they neither wait for the bucket nor fail where it is away.
"""

from __future__ import annotations

import errno
import json
import logging
import time
from contextlib import suppress
from threading import Lock, Thread
from weakref import ref

from app.editions.bucket import CHANGING, BucketStorage
from app.editions.places import POINTER, WITHDRAWN, description_of, object_of
from app.settings import Bucket

LOOK_EVERY = 2  # seconds between looks at the bucket


class FollowedBucket(BucketStorage):
    """A bucket with the pointer and withdrawals of the last look; other files are read from local copies first."""

    def __init__(self, bucket: Bucket) -> None:
        super().__init__(bucket)
        self._told: dict[str, bytes] = {}
        self._beginning = Lock()
        self._follower: Thread | None = None
        self._problem = ""

    def read(self, name: str, *, again: bool = False) -> bytes:
        """Read a file; of the pointer and the withdrawals what was told last."""
        if name not in CHANGING:
            return super().read(name, again=again)
        self._follow()
        told = self._told.get(name)
        if told is None:
            raise FileNotFoundError(name)
        return told

    def _follow(self) -> None:
        """Look once, then begin to look again and again; where the bucket is away go on with what was seen before."""
        with self._beginning:
            if self._follower is None:
                self._told = {name: kept for name in CHANGING if (kept := self.copies.read(name)) is not None}
                self.look()
                if self._problem and POINTER not in self._told:
                    raise OSError(errno.EIO, self._problem)
                self._follower = Thread(target=_look_again_and_again, args=(ref(self),), name="editions", daemon=True)
                self._follower.start()

    def look(self) -> None:
        """Look at the withdrawals and the pointer, and take up what they say."""
        problem = ""
        try:
            self._see(WITHDRAWN, self._asked(WITHDRAWN))
            pointer = self._asked(POINTER)
            if pointer is not None and pointer != self._told.get(POINTER):
                self._bring_near(pointer)
            self._see(POINTER, pointer)
        except OSError as error:
            problem = error.strerror or type(error).__name__
        if problem != self._problem:
            told = (
                f"Readers see what was seen last of the editions: {problem}"
                if problem
                else "The editions answer again."
            )
            logging.getLogger("casemap").log(logging.ERROR if problem else logging.WARNING, told)
        self._problem = problem

    def _asked(self, name: str) -> bytes | None:
        with suppress(FileNotFoundError):
            return self.ask(name)
        return None

    def _see(self, name: str, content: bytes | None) -> None:
        if content is None:
            self._told.pop(name, None)
            self.copies.forget(name)
        elif content != self._told.get(name):
            self._told[name] = content
            self.copies.keep(name, content)

    def _bring_near(self, pointer: bytes) -> None:
        """Copy all files of the edition that readers are to see next."""
        with suppress(ValueError, KeyError, TypeError, FileNotFoundError):  # which reading the pointer tells of
            edition_id = str(json.loads(pointer)["edition"])
            description = self.read(description_of(edition_id))
            needed = [object_of(digest) for digest in json.loads(description)["files"].values()]
            self.fetch(needed)
            self.copies.make_room([*CHANGING, description_of(edition_id), *needed])


def _look_again_and_again(followed: ref[FollowedBucket]) -> None:
    """Look every few seconds, as long as the followed files are read."""
    while True:
        time.sleep(LOOK_EVERY)
        bucket = followed()
        if bucket is None:
            return
        bucket.look()
        del bucket
