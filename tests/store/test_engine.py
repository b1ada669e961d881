from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.errors import StoreError
from app.store import Store, open_store
from app.store.geography import write_populations
from app.store.tables import populations

COUNT = select(func.count()).select_from(populations)


def test_reading_sees_one_state_of_the_store_throughout(store: Store) -> None:
    with store.reading() as connection:
        before = connection.execute(COUNT).scalar()
        with store.writing() as other:
            write_populations(other, {"E02000001": 8000})
        assert connection.execute(COUNT).scalar() == before == 0
    with store.reading() as connection:
        assert connection.execute(COUNT).scalar() == 1


def test_what_fails_half_way_leaves_nothing(store: Store) -> None:
    def fail_half_way() -> None:
        with store.writing() as connection:
            write_populations(connection, {"E02000001": 8000})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_half_way()
    with store.reading() as connection:
        assert connection.execute(COUNT).scalar() == 0


def test_a_store_that_cannot_be_reached_is_told_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as raised, open_store(f"postgresql://casemap:secret@/none?host={tmp_path}"):
        raise AssertionError("not reached")

    assert "secret" not in str(raised.value)
    assert "Nothing was lost" in str(raised.value)
