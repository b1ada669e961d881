"""Check a definition: first each key and value by its type, then what they say together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.dataset.checks_levels import level_problems
from app.dataset.checks_tables import table_problems
from app.dataset.checks_types import checked
from app.dataset.checks_words import word_problems
from app.dataset.definition import Dataset
from app.dataset.problems import Problem


def check(table: Mapping[str, Any]) -> tuple[Dataset, list[Problem]]:
    """Give a definition as its types have it, and what is wrong with it.

    Where anything is wrong the dataset is no more than a help to find what else is.
    """
    dataset, problems = checked(table)
    known = {problem.place for problem in problems}
    for problem in _together(dataset):
        if not any(problem.place[: len(place)] == place for place in known):
            problems.append(problem)
    return dataset, problems


def _together(dataset: Dataset) -> Iterator[Problem]:
    yield from word_problems(dataset)
    yield from level_problems(dataset)
    yield from table_problems(dataset)
