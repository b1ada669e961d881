from __future__ import annotations

from app.domain import Area, Cell, Shown, Withheld
from app.statistics.directions import ENOUGH, changes, is_few, steepness
from app.statistics.rankings import Compared


def row(code: str, before: int | None, now: int | None) -> Compared:
    def cell(cases: int | None) -> Cell:
        return Withheld.HIDDEN if cases is None else Shown(cases)

    return Compared(0, Area("district", code, code, population=1000), cell(now), cell(before), 100_000)


def codes(*rows: Compared) -> list[str]:
    return [one.area.code for one in rows]


def test_areas_are_parted_by_the_way_their_counts_went_in_the_order_given() -> None:
    found = changes(
        [row("b", 1, 7), row("c", 9, 3), row("a", 0, 1), row("d", 5, 5), row("e", None, 9), row("f", 4, None)]
    )

    assert (codes(*found.rose), codes(*found.fell), codes(*found.unchanged)) == (["b", "a"], ["c"], ["d"])
    assert (found.compared, found.left_out) == (4, 2)


def test_a_change_is_of_few_by_the_count_before() -> None:
    assert is_few(row("a", ENOUGH - 1, 500))
    assert not is_few(row("b", ENOUGH, 0))


def test_rises_and_falls_are_ranked_by_how_many_times_they_are() -> None:
    rows = [row("twofold up", 10, 20), row("threefold down", 30, 10), row("to none", 5, 0), row("same", 0, 0)]

    assert [one.area.code for one in sorted(rows, key=lambda one: steepness(one) or (0, 0), reverse=True)] == [
        "to none",
        "threefold down",
        "twofold up",
        "same",
    ]
    assert steepness(row("hidden", None, 5)) is None
