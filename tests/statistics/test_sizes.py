from __future__ import annotations

import pytest

from app.domain import Area
from app.statistics.sizes import median_population


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ([7000, 7249, 9999], 7200),
        ([7249, 7251], 7300),
        ([1234567], 1_200_000),
        ([99_600], 100_000),
        ([7], 7),
        ([38, 45, None, 0], 42),
        ([None], None),
        ([], None),
    ],
)
def test_the_median_of_what_is_known_has_two_digits(people: list[int | None], said: int | None) -> None:
    assert median_population(Area("zone", str(each), "", population=each) for each in people) == said
