from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.dataset import Dataset, Hidden
from app.domain import Period, Release, Shown, Withheld
from app.editions.contents import Told
from app.errors import CannotPublishError
from app.publish.build import build_edition
from app.publish.edition import Edition
from app.publish.files import edition_facts
from app.publish.snapshot import Snapshot
from app.store.geography import Geography
from app.store.known import Coverage
from tests.england import ENGLAND, Level, area, week

WEEKS = [week(date(2020, 11, day)) for day in (10, 17, 24)]
PUBLISHED = date(2020, 11, 30)
MSOAS = tuple(area(Level.MSOA, f"E0200000{n}", f"Area {n}", ltla_code=f"E0600000{n // 3}") for n in range(6))
LTLAS = tuple(area(Level.LTLA, f"E0600000{n}", f"Authority {n}") for n in range(2))
AREAS = {**dict.fromkeys(ENGLAND.slugs, ()), Level.MSOA: MSOAS, Level.LTLA: LTLAS}

Counts = dict[tuple[str, Period], dict[str, int]]


THREE = Hidden(most=3)


def hiding_at_the_finest(hidden: Hidden | None) -> Dataset:
    *others, finest = ENGLAND.levels
    return replace(ENGLAND, levels=(*others, replace(finest, hidden=hidden)), totals="report")


def edition_of(
    counts: Counts,
    partial: frozenset[str] | None = None,
    hidden: Hidden | None = THREE,
    partly_known: frozenset[str] = frozenset(),
) -> Edition | str:
    """Build an edition, or give the sentence that says why there is none."""
    coverage = {key: Coverage(PUBLISHED, partial if key[0] == Level.MSOA else None) for key in counts}
    geography = Geography(AREAS, {}, {}, partly_known)
    values = {
        (level, end): np.array([its.get(area.code, -1) for area in AREAS[level]], dtype=np.int32)
        for (level, end), its in counts.items()
    }
    snapshot = Snapshot(geography, (Release("dashboard MSOA counts", PUBLISHED),), coverage, values)
    try:
        return build_edition(snapshot, hiding_at_the_finest(hidden), None)
    except CannotPublishError as error:
        return str(error)


def facts_of(edition: Edition) -> Told:
    return edition_facts(edition, [], {}, is_sample=False)


cases = st.integers(0, 40)
of_msoas = st.dictionaries(st.sampled_from([area.code for area in MSOAS]), cases)
of_ltlas = st.dictionaries(st.sampled_from([area.code for area in LTLAS]), cases)
weekly = st.fixed_dictionaries(dict.fromkeys(WEEKS, of_msoas))
own = st.dictionaries(st.sampled_from(WEEKS), of_ltlas)
others = st.lists(st.integers(0, 3), min_size=18, max_size=18)


@given(msoas=weekly, ltlas=own, others=others)
def test_editions_that_differ_only_in_hidden_counts_are_the_same(
    msoas: dict[Period, dict[str, int]], ltlas: dict[Period, dict[str, int]], others: list[int]
) -> None:
    authorities: Counts = {(Level.LTLA, week): counts for week, counts in ltlas.items()}
    one: Counts = {(Level.MSOA, week): counts for week, counts in msoas.items()}
    replacements = iter(others)
    other: Counts = {
        key: {code: next(replacements) if known <= 3 else known for code, known in counts.items()}
        for key, counts in one.items()
    }
    first, second = edition_of({**one, **authorities}), edition_of({**other, **authorities})

    assert first == second
    if isinstance(first, Edition) and isinstance(second, Edition):
        assert facts_of(first) == facts_of(second)


def of_both_levels(
    msoas: dict[Period, dict[str, int]], ltlas: dict[Period, dict[str, int]]
) -> dict[tuple[str, Period], dict[str, int]]:
    return {(Level.MSOA, week): counts for week, counts in msoas.items()} | {
        (Level.LTLA, week): counts for week, counts in ltlas.items()
    }


@given(msoas=weekly, ltlas=own)
def test_every_area_is_in_one_state_and_no_hidden_count_is_shown(
    msoas: dict[Period, dict[str, int]], ltlas: dict[Period, dict[str, int]]
) -> None:
    edition = edition_of(of_both_levels(msoas, ltlas))
    if isinstance(edition, str):
        return
    for (level, end), table in edition.tables.items():
        for one, cell in zip(AREAS[level], table.cells, strict=True):
            known = (msoas if level == Level.MSOA else ltlas)[end].get(one.code)
            if isinstance(cell, Shown):
                assert cell.cases == known
                assert level == Level.LTLA or cell.cases > 3
            elif level == Level.MSOA and known is not None:
                assert cell in (Withheld.HIDDEN, Withheld.MISSING)


@given(msoas=weekly, ltlas=own)
def test_areas_are_hidden_only_where_their_authoritys_total_leaves_room(
    msoas: dict[Period, dict[str, int]], ltlas: dict[Period, dict[str, int]]
) -> None:
    edition = edition_of(of_both_levels(msoas, ltlas))
    if isinstance(edition, str):
        return
    for end in edition.weeks:
        table = edition.tables.get((Level.MSOA, end))
        for authority, total in ltlas.get(end, {}).items():
            cells = [
                cell
                for area, cell in zip(MSOAS, table.cells if table else (), strict=False)
                if area.within[Level.LTLA] == authority
            ]
            most = sum(cell.cases if isinstance(cell, Shown) else 3 for cell in cells)
            assert Withheld.HIDDEN not in cells or total - most <= total / 5


def built(counts: Counts, partly_known: frozenset[str] = frozenset()) -> Edition:
    edition = edition_of(counts, partly_known=partly_known)
    assert isinstance(edition, Edition), edition
    return edition


def states(edition: Edition, week: Period) -> str:
    """Return the states of a week's areas: S for shown, H for hidden and M for missing."""
    cells = edition.tables[Level.MSOA, week].cells
    return "".join("S" if isinstance(cell, Shown) else cell.name[0] for cell in cells)


def of_last_week(values: dict[int, int], total: int) -> Counts:
    """Return a quiet week, and the last with counts of some areas, by their number, and the first authority's own."""
    return {
        (Level.MSOA, WEEKS[0]): {area.code: 5 for area in MSOAS},
        (Level.MSOA, WEEKS[2]): {MSOAS[number].code: cases for number, cases in values.items()},
        (Level.LTLA, WEEKS[2]): {LTLAS[0].code: total},
    }


def test_what_its_authoritys_total_forbids_to_be_small_is_missing_and_the_week_is_passed_over() -> None:
    edition = built(of_last_week({0: 97, 3: 8, 4: 8, 5: 8}, total=295))

    assert states(edition, WEEKS[2]) == "SMMSSS"
    assert edition.week == WEEKS[0]


@pytest.mark.parametrize(("values", "expected"), [({0: 97, 1: 0, 2: 3}, "SMMSSS"), ({0: 0, 1: 0, 2: 0}, "MMMSSS")])
def test_a_small_value_is_missing_too_where_the_total_forbids_it(values: dict[int, int], expected: str) -> None:
    assert states(built(of_last_week({**values, 3: 8, 4: 8, 5: 8}, total=295)), WEEKS[2]) == expected


def test_a_total_that_leaves_room_hides() -> None:
    edition = built(of_last_week({0: 97, 3: 8, 4: 8, 5: 8}, total=125))

    assert states(edition, WEEKS[2]) == "SHHSSS"
    assert edition.week == WEEKS[2]


def test_the_total_of_an_authority_with_further_areas_says_nothing_of_those_that_are_known() -> None:
    edition = built(of_last_week({0: 97, 3: 8, 4: 8, 5: 8}, total=295), frozenset({LTLAS[0].code}))

    assert states(edition, WEEKS[2]) == "SHHSSS"


def test_an_area_far_above_the_threshold_on_the_days_around_is_missing_once_the_later_day_has_come() -> None:
    before, between, after = (week(date(2020, 11, day)) for day in (23, 24, 25))
    whole = {area.code: 12 for area in MSOAS}
    with_gap = {code: cases for code, cases in whole.items() if code != MSOAS[0].code}
    first: Counts = {(Level.MSOA, before): whole, (Level.MSOA, between): with_gap}

    assert states(built(first), between) == "HSSSSS"
    assert states(built({**first, (Level.MSOA, after): whole}), between) == "MSSSSS"


def test_a_release_that_speaks_of_one_area_does_not_become_the_week() -> None:
    named = frozenset({MSOAS[0].code})
    alone: Counts = {(Level.MSOA, WEEKS[2]): {MSOAS[0].code: 50}}

    assert "--accept-incomplete" in str(edition_of(alone, named))


def test_a_hidden_value_tells_an_authority_with_little_from_one_whose_data_did_not_come() -> None:
    shown = {area.code: 20 for area in MSOAS[:3]}
    own_counts = {(Level.LTLA, WEEKS[2]): {LTLAS[0].code: 60, LTLAS[1].code: 9}}
    with_value = edition_of({(Level.MSOA, WEEKS[2]): {**shown, MSOAS[3].code: 2}, **own_counts})
    without = edition_of({(Level.MSOA, WEEKS[2]): shown, **own_counts})

    assert isinstance(with_value, Edition)
    assert with_value.tables[Level.MSOA, WEEKS[2]].count(Withheld.HIDDEN) == 3
    assert "some authority's data is missing" in str(without)
