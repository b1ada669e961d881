"""What JavaScript is tested with is what the server gives it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from app.dataset import LevelDefinition
from app.web.vocabulary import vocabulary
from tests.datasets import DATASETS, DEATHS

EXAMPLES = json.loads((Path(__file__).parent.parent / "data" / "wording.json").read_text())


@pytest.mark.parametrize("name", DATASETS)
def test_the_examples_have_the_words_of_these_datasets(name: str) -> None:
    assert EXAMPLES["vocabularies"][name] == vocabulary(DATASETS[name])


def test_every_vocabulary_of_the_examples_is_that_of_a_dataset() -> None:
    assert EXAMPLES["vocabularies"].keys() == DATASETS.keys()


def test_a_level_says_what_its_areas_lie_in() -> None:
    city, borough, zips = DEATHS.levels
    wards = LevelDefinition("ward", "ward", parent="city", drawn=False)
    dataset = replace(DEATHS, levels=(city, borough, wards, replace(zips, parent="borough")))
    levels = vocabulary(dataset)["levels"]

    assert [level["parent"] for level in levels] == [None, "city", "city", "borough"]
    assert vocabulary(dataset)["drawn"] == ["city", "borough", "zip"]
