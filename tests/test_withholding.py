"""Attackers who see only what is served, and try every count that can be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import withholding
from app.domain import Area, Period, PeriodTable, Shown, Withheld
from app.withholding import Kept, Key, withhold, without_shared_days
from tests.audit.attacker import Known, what_can_be
from tests.audit.places import FIRST, PUBLISHED, dataset

MOST = 3
PLACE = replace(dataset(most=MOST), totals="protect")
MANY = 40  # more than any count here
Truth = Mapping[str, Sequence[int]]  # an area's counts, week by week; its district is the first letter of its name


def weeks_of(truth: Truth, apart: int = 7) -> list[Period]:
    number = len(next(iter(truth.values())))
    return [Period(FIRST + timedelta(days=apart * step), PLACE.length) for step in range(number)]


def tables_of(truth: Truth, people: Mapping[str, int], kept: Kept, apart: int = 7) -> dict[Key, PeriodTable]:
    """Disclose and withhold, as publishing does."""
    areas = {
        "area": tuple(
            Area("area", name, name, {"district": name[0], "area": name}, people.get(name, 1_000)) for name in truth
        ),
        "district": tuple(Area("district", name, name) for name in sorted({name[0] for name in truth})),
    }
    tables: dict[Key, PeriodTable] = {}
    for number, week in enumerate(weeks_of(truth, apart)):
        cells = tuple(Shown(its[number]) if its[number] > MOST else Withheld.HIDDEN for its in truth.values())
        tables["area", week] = PeriodTable("area", week, PUBLISHED, cells)
        sums = (sum(its[number] for name, its in truth.items() if name[0] == area.code) for area in areas["district"])
        tables["district", week] = PeriodTable("district", week, PUBLISHED, tuple(map(Shown, sums)))
    kept_weeks = without_shared_days(PLACE, tables, weeks_of(truth, apart)[-1])
    return withhold(PLACE, areas, kept_weeks, kept)


def told(tables: Mapping[Key, PeriodTable], week: Period, names: Sequence[str]) -> dict[str, int | str]:
    cells = tables["area", week].cells
    return {
        name: cell.cases if isinstance(cell, Shown) else cell.value for name, cell in zip(names, cells, strict=True)
    }


def pinned(seen: Mapping[str, int | str], truth: Mapping[str, int], withheld_from: int = MOST + 1) -> dict[str, int]:
    """Return the counts above zero that an attacker is sure of, district by district."""
    found: dict[str, int] = {}
    for district in {name[0] for name in seen}:
        its = {name: [each] for name, each in seen.items() if name[0] == district}
        total = sum(truth[name] for name in its)
        ranges = {"hidden": (0, MOST), "withheld": (withheld_from, max(total, withheld_from))}
        for (name, _), figures in what_can_be(Known(its, [total], 1, ranges)).items():
            if seen[name] == "hidden" and len(figures) == 1 and figures != {0}:
                found[name] = figures.pop()
    return found


names = st.sampled_from([f"{district}{number}" for district in "DE" for number in range(4)])
truths = st.integers(1, 3).flatmap(
    lambda weeks: st.dictionaries(names, st.lists(st.integers(0, 9), min_size=weeks, max_size=weeks), min_size=2)
)
populations = st.dictionaries(names, st.integers(1, 5))


@given(truth=truths, people=populations)
@settings(max_examples=40)
def test_an_attacker_is_sure_of_no_count_above_zero_beside_one_that_could_be_withheld(
    truth: dict[str, list[int]], people: dict[str, int]
) -> None:
    tables = tables_of(truth, people, {})
    for number, week in enumerate(weeks_of(truth)):
        true = {name: its[number] for name, its in truth.items()}
        seen = told(tables, week, list(truth))
        protected = {name[0] for name, cases in true.items() if cases > MOST}

        assert {name for name in pinned(seen, true) if name[0] in protected} == set()
        assert {name for name in pinned(seen, true, 2 * MOST) if name[0] in protected and _far(true, seen)} == set()


def _far(true: Mapping[str, int], seen: Mapping[str, int | str]) -> bool:
    """Return whether an attacker may know that what is withheld is far above what is hidden."""
    return all(true[name] >= 2 * MOST for name, each in seen.items() if each == "withheld")


@given(truth=truths, people=populations, data=st.data())
@settings(max_examples=40)
def test_what_is_withheld_depends_on_no_hidden_count_and_not_on_what_a_total_leaves(
    truth: dict[str, list[int]], people: dict[str, int], data: st.DataObject
) -> None:
    other = {
        name: [data.draw(st.integers(0, MOST)) if cases <= MOST else cases for cases in its]
        for name, its in truth.items()
    }
    first, second = tables_of(truth, people, {}), tables_of(other, people, {})

    assert all(first["area", week] == second["area", week] for week in weeks_of(truth))


@given(truth=truths, people=populations)
@settings(max_examples=40)
def test_only_shown_counts_are_withheld_and_one_at_most_of_each_district(
    truth: dict[str, list[int]], people: dict[str, int]
) -> None:
    tables = tables_of(truth, people, {})
    for number, week in enumerate(weeks_of(truth)):
        seen = told(tables, week, list(truth))
        withheld = [name for name, each in seen.items() if each == "withheld"]

        assert len({name[0] for name in withheld}) == len(withheld)
        assert all(truth[name][number] > MOST for name in withheld)


def withheld_in(truth: Truth, people: Mapping[str, int], kept: Kept | None = None) -> list[list[str]]:
    tables = tables_of(truth, people, kept or {})
    return [
        [name for name, each in told(tables, week, list(truth)).items() if each == "withheld"]
        for week in weeks_of(truth)
    ]


def test_the_least_populous_area_far_above_what_is_hidden_is_withheld() -> None:
    truth = {"D1": [2], "D2": [5], "D3": [20], "D4": [6]}

    assert withheld_in(truth, {"D2": 1, "D3": 3, "D4": 2}) == [["D4"]]
    assert withheld_in({"D1": [2], "D2": [5], "D3": [4]}, {"D2": 2, "D3": 1}) == [["D3"]]


def test_the_same_area_is_withheld_from_week_to_week_as_long_as_it_can_be() -> None:
    truth = {"D1": [2, 1, 2], "D2": [9, 5, 9], "D3": [9, 9, 9], "D4": [9, 9, 2]}

    assert withheld_in(truth, {"D2": 1, "D4": 2, "D3": 3}) == [["D3"]] * 3


def test_nothing_is_withheld_where_nothing_is_hidden_or_very_many_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(withholding, "FEW", 2)

    assert withheld_in({"D1": [7], "D2": [5]}, {}) == [[]]
    assert withheld_in({"D1": [2], "D2": [1], "D3": [9]}, {}) == [["D3"]]
    assert withheld_in({"D1": [2], "D2": [1], "D3": [9], "D4": [0]}, {}) == [[]]


def test_what_readers_saw_withheld_stays_so() -> None:
    truth = {"D1": [2], "D2": [9], "D3": [9]}
    (week,) = weeks_of(truth)

    assert withheld_in(truth, {"D2": 1, "D3": 2}) == [["D2"]]
    assert withheld_in(truth, {"D2": 1, "D3": 2}, {("area", week): frozenset({"D3"})}) == [["D3"]]


def test_periods_that_share_days_are_left_out_and_the_one_before_stays() -> None:
    truth = {"D1": [9] * 20, "D2": [9] * 20}
    kept = sorted(week.end.day for level, week in tables_of(truth, {}, {}, apart=1) if level == "area")

    assert kept == [12, 19, 26]  # of daily periods up to 26 January
    assert sum(level == "district" for level, _ in tables_of(truth, {}, {}, apart=1)) == 20


class TestBrokenProtection:
    """What the attackers find where the protection is broken: so they would find it."""

    WORST: Mapping[str, Sequence[int]] = {"D1": [3], "D2": [3], "D3": [9], "D4": [8]}

    def seen(self, kept: Kept | None = None, **people: int) -> dict[str, int | str]:
        (week,) = weeks_of(self.WORST)
        return told(tables_of(self.WORST, people, kept or {}), week, list(self.WORST))

    def pinned(self, seen: Mapping[str, int | str]) -> dict[str, int]:
        return pinned(seen, {name: its[0] for name, its in self.WORST.items()})

    def test_as_it_is(self) -> None:
        assert self.pinned(self.seen()) == {}

    @pytest.mark.parametrize("few", [0, 1])
    def test_protecting_fewer(self, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
        monkeypatch.setattr(withholding, "FEW", few)

        assert self.pinned(self.seen()) == {"D1": 3, "D2": 3}

    def test_withholding_a_hidden_one(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(withholding, "_able", lambda counts, hidden: counts < 0)

        seen: dict[str, Any] = {name: "hidden" if each == "withheld" else each for name, each in self.seen().items()}
        assert self.pinned(seen) == {"D1": 3, "D2": 3}

    def test_withholding_another_in_the_next_edition(self) -> None:
        """Populations changed in between, and what was withheld is forgotten."""
        first, second = self.seen(D3=1, D4=2), self.seen(D3=2, D4=1)
        both = {name: each if isinstance(each, int) else second[name] for name, each in first.items()}

        assert self.pinned(both) == {"D1": 3, "D2": 3}
        (week,) = weeks_of(self.WORST)
        kept = {("area", week): frozenset(name for name, each in first.items() if each == "withheld")}
        assert self.seen(kept, D3=2, D4=1) == first

    def test_showing_periods_that_share_days(self) -> None:
        """Three at most on the first day of the third, so three at least on its others, which the last has too."""
        truth = {"D1": [3, 4, 6, 3], "D2": [20] * 4}
        days = Known({"D1": ["hidden", 4, 6, "hidden"]}, [None] * 4, 3, {"hidden": (0, MOST)})

        assert what_can_be(days) == {("D1", 0): {3}, ("D1", 3): {3}}
        assert len([key for key in tables_of(truth, {}, {}, apart=1) if key[0] == "area"]) == 1


def test_a_period_after_the_editions_own_is_kept_where_it_shares_no_day() -> None:
    truth = {"D1": [9] * 3, "D2": [9] * 3}
    weeks = weeks_of(truth)
    tables = {("area", week): PeriodTable("area", week, date(2021, 3, 1), (Shown(9),)) for week in weeks}

    assert list(without_shared_days(PLACE, tables, weeks[1])) == [("area", week) for week in weeks]
