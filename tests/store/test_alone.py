from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import UpdatingError
from app.store import Store, open_store

Two = tuple[Store, Store]


@pytest.fixture(params=["sqlite", "postgresql"])
def two(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Two]:
    """Return a store as two programs have it open, once on each database."""
    is_sqlite = request.param == "sqlite"
    url = f"sqlite:///{tmp_path / 'casemap.db'}" if is_sqlite else request.getfixturevalue("postgresql_url")
    with open_store(url) as one, open_store(url) as other:
        yield one, other


def test_one_update_at_a_time_works_on_a_store(two: Two) -> None:
    one, other = two
    with one.updating(), pytest.raises(UpdatingError, match="Another update is at work"), other.updating():
        pass
    with other.updating():
        pass


def test_others_load_meanwhile(two: Two) -> None:
    one, other = two
    with one.updating(), other.writing() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1


def test_an_update_that_failed_leaves_no_lock(two: Two) -> None:
    one, other = two
    with pytest.raises(ZeroDivisionError), one.updating():
        raise ZeroDivisionError
    with other.updating():
        pass
