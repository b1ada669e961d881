from __future__ import annotations

import pandas as pd

from app.store import Store
from app.store.geography import geography_digest
from app.store.postcodes import read_postcodes, write_postcodes


def write(store: Store, *rows: tuple[str, str, str, bool]) -> None:
    with store.writing() as connection:
        write_postcodes(connection, pd.DataFrame(rows, columns=["outward", "inward", "area_code", "is_retired"]))


def test_postcodes_are_kept_by_outward_code_and_area_the_retired_ones_apart(store: Store) -> None:
    write(
        store,
        ("ZE9", "1AB", "E02000002", False),
        ("ZE9", "1AA", "E02000001", True),
        ("ZE9", "1AC", "E02000002", False),
        ("ZE10", "2CD", "E02000001", False),
    )
    with store.reading() as connection:
        kept = list(read_postcodes(connection))

    assert kept == [
        ("ZE10", {"E02000001": ("2CD", "")}),
        ("ZE9", {"E02000001": ("", "1AA"), "E02000002": ("1AB1AC", "")}),
    ]


def test_an_outward_code_is_written_over_as_a_whole_and_others_stay(store: Store) -> None:
    write(store, ("ZE9", "1AB", "E02000002", False), ("ZE10", "2CD", "E02000001", False))
    write(store, ("ZE9", "1AC", "E02000002", False))
    with store.reading() as connection:
        kept = dict(read_postcodes(connection))

    assert kept == {"ZE10": {"E02000001": ("2CD", "")}, "ZE9": {"E02000002": ("1AC", "")}}


def test_postcodes_are_part_of_what_is_known_of_areas(store: Store) -> None:
    with store.reading() as connection:
        before = geography_digest(connection)
    write(store, ("ZE9", "1AB", "E02000002", False))
    with store.reading() as connection:
        assert geography_digest(connection) != before
