"""What is hidden, shown and unknown is the same in every form of the data, and the same as on the map."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bulk.reading import Reader, check_forms, check_history
from tests.england import ENGLAND
from tests.web import made

pytestmark = pytest.mark.usefixtures("made_here")


@pytest.mark.parametrize("level", ENGLAND.slugs)
@pytest.mark.parametrize("week", ["latest", "2020-10-20"])
def test_every_form_of_a_week_has_the_same_rows_and_the_maps_cells(small: Reader, level: str, week: str) -> None:
    assert check_forms(small, level, week)


@pytest.mark.parametrize("level", ENGLAND.slugs)
def test_every_form_of_the_history_has_the_rows_of_all_weeks(small: Reader, level: str) -> None:
    weeks = [small.week(str(week), level)["csv"] for week in small.edition.record[level]]

    assert check_history(small, level) == [row for of_area in zip(*weeks, strict=True) for row in of_area]


@pytest.mark.parametrize("make", [made.deaths, made.months, made.eight, made.nowhere])
def test_so_it_is_in_places_of_other_levels_counts_and_periods(
    make: Callable[[], made.Made], home: Path, tmp_path: Path
) -> None:
    reader = Reader(made.serve(make(), home), tmp_path)
    for level in reader.edition.dataset.slugs:
        rows = check_forms(reader, level)
        assert [row for row in check_history(reader, level) if row["week_end"] == str(reader.edition.week)] == (
            rows if reader.edition.record[level] else []
        )
