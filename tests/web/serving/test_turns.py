from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Semaphore

import pytest

from app.errors import BusyError
from app.web.serving.turns import Turns


def test_one_works_at_a_time_and_no_more_wait_than_may() -> None:
    turns, begun, may_end = Turns(waiting=2, seconds=60), Semaphore(0), Event()
    working: list[int] = []
    most: list[int] = []

    def work(number: int) -> bool:
        try:
            with turns.take():
                working.append(number)
                most.append(len(working))
                begun.release()
                may_end.wait(60)
                working.remove(number)
                return True
        except BusyError:
            return False

    with ThreadPoolExecutor(8) as threads:
        first = threads.submit(work, 0)
        begun.acquire()
        others = [threads.submit(work, number) for number in range(1, 8)]
        while sum(other.done() for other in others) < 5:  # all but the two that wait are sent away meanwhile
            pass
        may_end.set()

    assert first.result()
    assert sum(other.result() for other in others) == 2
    assert max(most) == 1


def test_none_waits_longer_than_it_may() -> None:
    turns = Turns(waiting=1, seconds=0)

    with turns.take(), pytest.raises(BusyError), turns.take():
        pass


def test_a_turn_that_fails_is_given_on() -> None:
    turns = Turns(waiting=0, seconds=0)
    with pytest.raises(ZeroDivisionError), turns.take():
        raise ZeroDivisionError

    with turns.take():
        pass
