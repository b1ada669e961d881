"""No class holds most of the areas shown in any real week: a map of one colour says nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest

from app.dataset import read_dataset
from app.domain import Level, Period
from app.editions.contents import LayerFile
from app.editions.records import cell_to_json
from app.pictures.fills import fill_by_class
from app.publish.choices import Choices
from app.publish.classes import measures
from app.publish.edition import Edition
from app.publish.publish import draft
from app.settings import Settings
from app.store import open_store
from tests.conftest import ROOT, Environment

MOST = 0.45
ENOUGH = 1000  # areas shown, so that a class does not hold many by chance


@pytest.fixture(scope="module", params=["england", "scotland"])
def edition(request: pytest.FixtureRequest, place_environment: Callable[[str], Environment]) -> Edition:
    """Return the edition of all that is loaded of a place with a thousand areas or more."""
    home = (
        request.getfixturevalue("real_home")
        if request.param == "england"
        else Path(place_environment(request.param)["CASEMAP_HOME"])
    )
    dataset = read_dataset(ROOT / "geodata" / f"{request.param}.toml")
    with open_store(Settings(home=home).store_url) as store:
        return draft(store, Choices(dataset)).edition


def weeks(edition: Edition, measure: str) -> Iterator[tuple[Level, Period, Counter[str]]]:
    """Return how many areas of each level each week has in each class, told by its light colour."""
    dataset, classes = edition.dataset, measures(edition)[measure]
    for (level, week), table in edition.tables.items():
        if level not in classes or len(table.cells) < ENOUGH:
            continue
        before = edition.tables.get((level, week.before))
        columns = {
            "cases": [cell_to_json(cell) for cell in table.cells],
            "before": [cell_to_json(cell) for cell in before.cells] if before else None,
            "population": [area.population for area in edition.areas[level]],
        }
        fill = fill_by_class(measure, classes[level], dataset.rate_per)
        fills = Counter(fill(cast(LayerFile, {"columns": columns}), row) for row in range(len(table.cells)))
        yield level, week, Counter({key: number for key, number in fills.items() if key.startswith("#")})


def test_no_class_holds_45_per_cent_of_the_areas_shown_in_any_week(edition: Edition) -> None:
    shares = {
        (measure, level, str(week)): max(fills.values()) / fills.total()
        for measure in edition.dataset.measures
        for level, week, fills in weeks(edition, measure)
        if fills.total() >= ENOUGH
    }

    assert {key[0] for key in shares} == set(edition.dataset.measures)
    assert {key: share for key, share in shares.items() if share > MOST} == {}
