"""Do costly work one piece at a time, with a short queue: further requests are told to come again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

from app.errors import BusyError


class Turns:
    """One at a time, `waiting` more that wait, and none for longer than so many seconds."""

    def __init__(self, waiting: int, seconds: float) -> None:
        self._places = BoundedSemaphore(1 + waiting)
        self._turn = Lock()
        self._seconds = seconds

    @contextmanager
    def take(self) -> Iterator[None]:
        """Wait for a turn and hold it.

        Raises BusyError where too many wait already, or it does not come in time.
        """
        if not self._places.acquire(blocking=False):
            raise BusyError
        try:
            if not self._turn.acquire(timeout=self._seconds):
                raise BusyError
            try:
                yield
            finally:
                self._turn.release()
        finally:
            self._places.release()
