from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.audit import Audit, Served, audit, audited_together
from tests.audit.attacker import Known, Range, what_can_be
from tests.audit.places import dataset, served

THREE = dataset()
H = "hidden"
NONE: frozenset[str] = frozenset()
LENGTH, MOST = 2, 1  # of periods that overlap: their days, and the largest count that is hidden


def of_one_week(areas: dict[str, int | str], total: int | str, partly_known: frozenset[str] = NONE) -> Served:
    areas_told = {name: [told] for name, told in areas.items()}
    return served(areas_told, {"D": [total]}, of=THREE, partly_known=partly_known)


def known(found: Audit) -> dict[str, Range]:
    """Return what follows or is narrowed, by area; of several weeks with the day of the month."""
    is_one_week = len({each.week for each in found.findings}) == 1
    return {
        each.area.code if is_one_week else f"{each.area.code} {each.week.end.day}": (each.least, each.most)
        for each in found.followed
    }


@pytest.mark.parametrize(
    ("areas", "total", "follows"),
    [
        ({"D1": 9, "D2": H}, 11, {"D2": (2, 2)}),
        ({"D1": 9, "D2": H, "D3": H}, 15, {"D2": (3, 3), "D3": (3, 3)}),
        ({"D1": 9, "D2": H, "D3": H}, 9, {"D2": (0, 0), "D3": (0, 0)}),
        ({"D1": 9, "D2": H, "D3": H}, 10, {"D2": (0, 1), "D3": (0, 1)}),
        ({"D1": 9, "D2": H, "D3": H}, 14, {"D2": (2, 3), "D3": (2, 3)}),
        ({"D1": 9, "D2": H, "D3": H}, 12, {}),
        ({"D1": "missing", "D2": H, "D3": H}, 12, {}),
        ({"D1": "not published", "D2": H}, 1, {"D2": (0, 1)}),
        ({"D1": H, "D2": H}, "missing", {}),
        ({"D1": "withheld", "D2": H}, 12, {}),
        ({"D1": "withheld", "D2": H}, 4, {"D2": (0, 0)}),  # what is withheld was not hidden: four or more
    ],
)
def test_a_total_less_what_is_shown_tells_of_what_is_hidden(
    areas: dict[str, int | str], total: int | str, follows: dict[str, Range]
) -> None:
    assert known(audit(of_one_week(areas, total))) == follows


def test_findings_count_each_hidden_cell_once() -> None:
    areas = {"D1": H, "E1": H, "E2": H, "F1": H, "F2": H, "F3": H}
    served_here = served({name: [told] for name, told in areas.items()}, {"D": [2], "E": [1], "F": [5]}, of=THREE)

    (found,) = audit(served_here).findings

    assert (found.hidden, found.exact, found.above_zero, found.narrowed, found.safe) == (6, 1, 1, 2, 3)


@pytest.mark.parametrize("total", [8, 16])
def test_a_total_that_its_areas_cannot_come_to_is_told_and_nothing_follows_from_it(total: int) -> None:
    found = audit(of_one_week({"D1": 9, "D2": H, "D3": H}, total))

    assert (known(found), found.totals_apart) == ({}, 1)


def test_nothing_follows_from_a_total_that_has_areas_which_are_not_known() -> None:
    found = audit(of_one_week({"D1": 9, "D2": H}, 11, partly_known=frozenset("D")))

    assert known(found) == {"D2": (0, 2)}


def test_where_a_single_count_is_hidden_it_is_no_secret() -> None:
    found = audit(served({"D1": [9], "D2": [H]}, {"D": [10]}, of=dataset(most=1, least=1)))

    assert (known(found), found.findings[0].safe) == ({}, 1)


def test_a_period_all_of_whose_days_lie_in_periods_without_a_case_has_none() -> None:
    found = audit(served({"D1": [0, H, 0]}, {"D": [None] * 3}, of=dataset(days=2)))

    assert known(found) == {"D1 8": (0, 0)}


def test_periods_of_two_publications_are_not_held_against_one_another() -> None:
    days = [date(2021, 2, 1), date(2021, 2, 8), date(2021, 2, 8)]
    found = audit(served({"D1": [0, H, 0]}, {"D": [None] * 3}, of=dataset(days=2), published_on=days))

    assert known(found) == {}


def test_periods_of_two_publications_tell_of_one_another_where_none_was_revised() -> None:
    days = [date(2021, 2, 1), date(2021, 2, 8), date(2021, 2, 8)]
    place = served({"D1": [0, H, 0]}, {"D": [None] * 3}, of=dataset(days=2), published_on=days)

    assert known(audit(place, is_unrevised=True)) == {"D1 8": (0, 0)}


def test_what_was_revised_tells_nothing_of_other_publications() -> None:
    days = [date(2021, 2, 1 + step % 2) for step in range(5)]
    place = served({"D1": [0, 0, 4, H, 0]}, {"D": [None] * 5}, of=dataset(days=2), published_on=days)
    found = audit(place, is_unrevised=True)

    assert (known(found), found.areas_revised) == ({}, 1)


def test_a_total_that_cannot_hold_with_another_publication_shows_that_its_areas_were_revised() -> None:
    """The second week has no case by those around it, of other days, and its own total says that it has two."""
    days = [date(2021, 2, 1), date(2021, 2, 8), date(2021, 2, 1)]
    place = served({"D1": [0, H, 0]}, {"D": [0, 2, 0]}, of=dataset(days=2), published_on=days)
    found = audit(place, is_unrevised=True)

    assert (known(found), found.totals_apart, found.areas_revised) == ({"D1 8": (2, 2)}, 0, 1)


def test_an_area_whose_periods_contradict_one_another_is_told_and_nothing_follows_from_them() -> None:
    found = audit(served({"D1": [0, 0, 4, H, 4, H, 0]}, {"D": [None] * 7}, of=dataset(days=2)))

    assert (known(found), found.areas_apart) == ({}, 1)  # the third has four on its last day, which the fourth has too


def test_days_of_a_district_without_a_case_are_days_of_its_areas_without_one() -> None:
    """A district's own periods tell of each day: on the last but one there was nobody."""
    areas: dict[str, list[int | str]] = {"D1": [4, H], "D2": [4, 5]}
    found = audit(served(areas, {"D": [8, 7, 4, 4]}, of=dataset(days=2)))

    assert known(found) == {"D1 8": (2, 2)}


def test_what_another_edition_shows_of_the_same_publication_is_known() -> None:
    first, second = of_one_week({"D1": 9, "D2": H, "D3": H}, 12), of_one_week({"D1": 9, "D2": 2, "D3": H}, 12)

    one, _ = audited_together([first, second])

    assert known(audit(one)) == {"D3": (1, 1)}


def test_periods_that_another_edition_has_of_the_same_publication_are_known() -> None:
    whole = served({"D1": [0, H, 0]}, {"D": [None] * 3}, of=dataset(days=2))
    weeks = sorted(whole.counts)
    one, other = (replace(whole, counts={key: whole.counts[key] for key in keys}) for keys in (weeks[1:2], weeks[::2]))

    first, second = audited_together([one, other])

    assert [(each.week.end.day, each.least, each.most) for each in audit(first).followed] == [(8, 0, 0)]
    assert audit(second).total == audit(other).total


counts = st.integers(0, 6)


@given(st.data())
@settings(max_examples=60)
def test_the_audit_says_of_a_week_what_an_attacker_finds(data: st.DataObject) -> None:
    truth = data.draw(st.lists(counts, min_size=1, max_size=5))
    told: dict[str, list[int | str]] = {f"D{number}": [cases if cases > 3 else H] for number, cases in enumerate(truth)}
    attacked = what_can_be(Known(told, [sum(truth)], 1, {H: (0, 3)}))

    found = audit(served(told, {"D": [sum(truth)]}, of=THREE))

    assert {name: (min(can), max(can)) for (name, _), can in attacked.items() if can != set(range(4))} == known(found)


@st.composite
def windows(draw: st.DrawFn) -> tuple[dict[str, list[int | str]], Sequence[int | None]]:
    """Return what is told of some areas in windows of two days that overlap, small counts hidden, and their totals."""
    days = draw(st.integers(3, 5))
    truth = draw(st.lists(st.lists(st.integers(0, 2), min_size=days, max_size=days), min_size=1, max_size=2))
    counts = [[sum(its[at : at + LENGTH]) for at in range(days - LENGTH + 1)] for its in truth]
    told = {f"D{number}": [cases if cases > MOST else H for cases in its] for number, its in enumerate(counts)}
    return told, [sum(each) for each in zip(*counts, strict=True)]


@given(st.data())
@settings(max_examples=60)
def test_the_audit_says_of_days_that_overlap_what_an_attacker_finds(data: st.DataObject) -> None:
    told, totals = data.draw(windows())
    attacked = what_can_be(Known(told, totals, LENGTH, {H: (0, MOST)}))

    found = audit(served(told, {"D": totals}, of=dataset(days=LENGTH, most=MOST)))

    assert by_window(found) == {cell: (min(can), max(can)) for cell, can in attacked.items() if can != {0, 1}}


def by_window(found: Audit) -> dict[tuple[str, int], Range]:
    """Return what follows or is narrowed, by area and the number of its window."""
    ordered = sorted({each.week.end for each in found.findings})
    return {(each.area.code, ordered.index(each.week.end)): (each.least, each.most) for each in found.followed}


@given(st.data())
@settings(max_examples=60)
def test_the_audit_says_of_publications_that_revise_nothing_what_an_attacker_finds(data: st.DataObject) -> None:
    """Days are whole numbers whenever they were published: an attacker tries them all, and knows of no publication."""
    told, totals = data.draw(windows())
    published = data.draw(st.lists(st.sampled_from([date(2021, 2, 1), date(2021, 2, 8)]), min_size=len(totals)))
    attacked = what_can_be(Known(told, totals, LENGTH, {H: (0, MOST)}))

    place = served(told, {"D": totals}, of=dataset(days=LENGTH, most=MOST), published_on=published[: len(totals)])

    expected = {cell: (min(can), max(can)) for cell, can in attacked.items() if can != {0, 1}}
    assert by_window(audit(place, is_unrevised=True)) == expected
    assert by_window(audit(place)).keys() <= expected.keys()
