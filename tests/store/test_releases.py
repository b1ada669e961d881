from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.store import Store
from app.store.grid import UNSAID, Grid
from app.store.known import Position, known_counts, known_grid, published_by, read_coverage
from app.store.loaded import ReleaseBefore, list_releases, read_releases, release_before, withdraw
from app.store.releases import (
    LatestWeek,
    LevelCounts,
    changes_of,
    latest_week_of,
    record_file,
    said_by,
    write_counts,
)
from app.store.tables import metadata
from tests.england import ENGLAND, Level, week

AREAS = ["E02000001", "E02000002", "E02000003"]
WEEKS = [date(2020, 10, 20), date(2020, 10, 27)]
Said = Mapping[tuple[str, date], int | None]


def level_counts(said: Said, whole: bool) -> LevelCounts:
    rows = pd.DataFrame(
        [(area, pd.Timestamp(week), cases) for (area, week), cases in said.items()],
        columns=["area_code", "day", "cases"],
    ).astype({"area_code": "str", "cases": "Int64"})
    return LevelCounts(Level.MSOA, Grid.of_rows(rows), whole)


def load(store: Store, published_on: date, said: Said, whole: bool = True, published: Iterable[str] = ()) -> int:
    """Load a release and give its id; of the areas that its publisher publishes, those that it lacks are left out."""
    with store.writing() as connection:
        release_id = record_file(
            connection,
            layout="test",
            kind="test",
            file_name="test.csv",
            sha256="",
            published_on=published_on,
            loaded_at=datetime.now(UTC),
        )
        position, counted = Position(published_on, release_id), level_counts(said, whole)
        if published:
            counted = replace(counted, counts=counted.counts.with_areas(published), leaves_out=True)
        write_counts(connection, position, counted, changes_of(connection, position, counted))
    return release_id


def take_out(store: Store, place: int) -> None:
    """Withdraw the release at this place in the order of publication."""
    with store.writing() as connection:
        withdraw(connection, list_releases(connection)[place], "a trial", datetime.now(UTC))


def empty(store: Store) -> None:
    with store.writing() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())


def replayed(releases: Iterable[tuple[Said, bool]]) -> dict[tuple[str, date], int]:
    """Return what is known after releases that were published one after the other."""
    known: dict[tuple[str, date], int | None] = {}
    for values, whole in releases:
        weeks = {week for _, week in values}
        areas = set(AREAS) if whole else {area for area, _ in values}
        known |= {(area, week): values.get((area, week)) for area in areas for week in weeks}
    return {key: cases for key, cases in known.items() if cases is not None}


def known(store: Store, as_of: date | None = None) -> dict[tuple[str, date], int]:
    with store.reading() as connection:
        rows = known_counts(connection, Level.MSOA, published_by(as_of)).dropna()
    return dict(zip(zip(rows["area_code"], rows["week_end"], strict=True), rows["cases"].tolist(), strict=True))


def test_a_value_is_that_of_the_latest_release_that_has_it(store: Store) -> None:
    load(store, date(2020, 11, 2), {(AREAS[0], WEEKS[1]): 135, (AREAS[1], WEEKS[1]): 9})
    load(store, date(2020, 11, 3), {(AREAS[0], WEEKS[1]): 142, (AREAS[1], WEEKS[1]): 9})

    assert known(store) == {(AREAS[0], WEEKS[1]): 142, (AREAS[1], WEEKS[1]): 9}
    assert known(store, date(2020, 11, 2)) == {(AREAS[0], WEEKS[1]): 135, (AREAS[1], WEEKS[1]): 9}
    assert known(store, date(2020, 11, 1)) == {}


def test_a_value_absent_from_a_later_release_of_the_whole_level_is_withdrawn(store: Store) -> None:
    load(store, date(2020, 11, 2), {(AREAS[0], WEEKS[1]): 4, (AREAS[1], WEEKS[1]): 9})
    load(store, date(2020, 11, 3), {(AREAS[1], WEEKS[1]): 9})

    assert known(store) == {(AREAS[1], WEEKS[1]): 9}


def test_a_release_of_named_areas_says_nothing_of_others(store: Store) -> None:
    load(store, date(2020, 11, 2), {(AREAS[0], WEEKS[1]): 4, (AREAS[1], WEEKS[1]): 9})
    load(store, date(2020, 11, 3), {(AREAS[1], WEEKS[1]): 10}, whole=False)

    assert known(store) == {(AREAS[0], WEEKS[1]): 4, (AREAS[1], WEEKS[1]): 10}


def test_the_latest_week_is_that_of_releases_which_speak_of_an_area_in_common(store: Store) -> None:
    load(store, date(2020, 11, 1), {(AREAS[0], WEEKS[0]): 4})
    load(store, date(2020, 11, 2), {(AREAS[0], WEEKS[1]): 5}, whole=False)

    with store.reading() as connection:
        found = {
            (area, whole): latest_week_of(connection, published_by(None), level_counts({(area, WEEKS[1]): 5}, whole))
            for area in AREAS[:2]
            for whole in (True, False)
        }
        none = latest_week_of(
            connection, published_by(date(2020, 10, 1)), level_counts({(AREAS[0], WEEKS[1]): 5}, True)
        )
    first, second = LatestWeek(WEEKS[0], date(2020, 11, 1)), LatestWeek(WEEKS[1], date(2020, 11, 2))
    assert found == {
        (AREAS[0], True): second,
        (AREAS[0], False): second,
        (AREAS[1], True): second,
        (AREAS[1], False): first,
    }
    assert none is None


def test_values_are_written_only_where_a_release_changes_what_is_known(store: Store) -> None:
    first = {(AREAS[0], WEEKS[0]): 4, (AREAS[0], WEEKS[1]): 135, (AREAS[1], WEEKS[1]): 9}
    ids = [load(store, date(2020, 11, 2), first), load(store, date(2020, 11, 3), {**first, (AREAS[0], WEEKS[1]): 136})]

    with store.reading() as connection:
        said = [said_by(connection, each, Level.MSOA) for each in ids]
    assert [each.weeks for each in said] == [tuple(WEEKS), (WEEKS[1],)]
    assert [each.values.tolist() for each in said] == [[[4, UNSAID], [135, 9]], [[136, UNSAID]]]


def test_an_area_that_comes_later_has_a_place_after_those_that_were_there(store: Store) -> None:
    load(store, date(2020, 11, 2), {(AREAS[2], WEEKS[0]): 5})
    load(store, date(2020, 11, 3), {(AREAS[0], WEEKS[1]): 7, (AREAS[2], WEEKS[0]): 5, (AREAS[2], WEEKS[1]): 6})

    with store.reading() as connection:
        grid = known_grid(connection, Level.MSOA, published_by(None))
    assert grid.codes.tolist() == [AREAS[2], AREAS[0]]
    assert grid.values.tolist() == [[5, UNSAID], [6, 7]]


def test_coverage_names_the_areas_of_partial_releases_until_one_speaks_for_all(store: Store) -> None:
    load(store, date(2020, 11, 2), {(AREAS[0], WEEKS[1]): 135}, whole=False)
    load(store, date(2020, 11, 3), {(AREAS[1], WEEKS[1]): 9}, whole=False)
    load(store, date(2020, 11, 4), {(AREAS[1], WEEKS[1]): 9})
    with store.reading() as connection:
        in_parts = read_coverage(connection, date(2020, 11, 3), ENGLAND.length)[Level.MSOA, week(WEEKS[1])]
        in_full = read_coverage(connection, None, ENGLAND.length)[Level.MSOA, week(WEEKS[1])]

    assert (in_parts.areas, in_parts.published_on) == (frozenset(AREAS[:2]), date(2020, 11, 3))
    assert (in_full.areas, in_full.published_on) == (None, date(2020, 11, 4))


def test_areas_that_a_whole_release_left_out_are_told_by_the_latest_of_them(store: Store) -> None:
    said: dict[tuple[str, date], int | None] = {(AREAS[0], WEEKS[1]): 5}
    load(store, date(2020, 11, 2), said, published=[AREAS[2]])
    load(store, date(2020, 11, 3), {**said, (AREAS[2], WEEKS[1]): None}, published=[AREAS[2]])
    key = Level.MSOA, week(WEEKS[1])
    with store.reading() as connection:
        first = read_coverage(connection, date(2020, 11, 2), ENGLAND.length)[key]
        latest = read_coverage(connection, None, ENGLAND.length)[key]

    assert (first.areas, first.left_out) == (None, frozenset({AREAS[2]}))
    assert (latest.areas, latest.left_out) == (None, frozenset())


one_release = st.tuples(
    st.dictionaries(
        st.tuples(st.sampled_from(AREAS), st.sampled_from(WEEKS)), st.none() | st.integers(0, 3), min_size=1
    ),
    st.booleans(),
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(one_release, min_size=1, max_size=4), order=st.randoms())
def test_what_is_known_on_each_day_does_not_depend_on_the_order_of_loading(
    store: Store, said: list[tuple[Said, bool]], order: object
) -> None:
    days = [date(2020, 11, day) for day in range(1, len(said) + 1)]
    releases = list(zip(days, said, strict=True))
    order.shuffle(releases)  # type: ignore[attr-defined]
    empty(store)
    for day, (values, whole) in releases:
        load(store, day, values, whole)

    for number, day in enumerate(days, 1):
        assert known(store, day) == replayed(said[:number])


def test_what_a_withdrawn_release_alone_said_is_gone(store: Store) -> None:
    load(store, date(2020, 11, 2), {(AREAS[0], WEEKS[0]): 135, (AREAS[1], WEEKS[0]): 9})
    load(store, date(2020, 11, 3), {(AREAS[0], WEEKS[0]): 13_500, (AREAS[1], WEEKS[1]): 900})
    load(store, date(2020, 11, 4), {(AREAS[0], WEEKS[0]): 13_500})
    take_out(store, 1)

    assert known(store, date(2020, 11, 3)) == {(AREAS[0], WEEKS[0]): 135, (AREAS[1], WEEKS[0]): 9}
    assert known(store) == {(AREAS[0], WEEKS[0]): 13_500}  # the later release repeats it, and goes on saying it
    with store.reading() as connection:
        assert (Level.MSOA, week(WEEKS[1])) not in read_coverage(connection, None, ENGLAND.length)


def test_a_withdrawn_release_stays_on_record_with_the_reason(store: Store) -> None:
    load(store, date(2020, 11, 2), {(AREAS[0], WEEKS[0]): 135})
    load(store, date(2020, 11, 2), {(AREAS[0], WEEKS[0]): 136})
    take_out(store, 0)
    with store.reading() as connection:
        first, second = list_releases(connection)
        standing = read_releases(connection, None)

    assert (first.release.id, second.release.id) == ("test-2020-11-02", "test-2020-11-02-2")
    assert (first.withdrawn_because, first.spoken) == ("a trial", ())
    assert standing == (second.release,)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(one_release, min_size=1, max_size=4), order=st.randoms(), place=st.integers(0, 3))
def test_after_withdrawing_all_is_known_as_if_the_release_had_never_come(
    store: Store, said: list[tuple[Said, bool]], order: object, place: int
) -> None:
    place %= len(said)
    days = [date(2020, 11, day) for day in range(1, len(said) + 1)]
    releases = list(zip(days, said, strict=True))
    order.shuffle(releases)  # type: ignore[attr-defined]
    empty(store)
    for day, (values, whole) in releases:
        load(store, day, values, whole)
    take_out(store, place)

    for number, day in enumerate(days, 1):
        assert known(store, day) == replayed(each for at, each in enumerate(said[:number]) if at != place)


def test_a_release_is_compared_with_the_one_before_of_its_kind_that_speaks_of_its_level(store: Store) -> None:
    load(store, date(2020, 11, 2), {(AREAS[0], WEEKS[0]): 4, (AREAS[1], WEEKS[1]): 9})
    load(store, date(2020, 11, 4), {(AREAS[2], WEEKS[1]): 5})
    with store.reading() as connection:
        before = release_before(connection, Position(date(2020, 11, 3), 9), "test", Level.MSOA)
        other_kind = release_before(connection, Position(date(2020, 11, 3), 9), "other", Level.MSOA)
        other_level = release_before(connection, Position(date(2020, 11, 3), 9), "test", Level.LTLA)

    assert before == ReleaseBefore(date(2020, 11, 2), frozenset(WEEKS), frozenset({AREAS[1]}), frozenset({Level.MSOA}))
    assert (other_kind, other_level) == (None, None)
