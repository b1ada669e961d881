"""Check a definition: first each key and value by its type, then the rules that involve several keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.dataset.checks_levels import level_problems
from app.dataset.checks_tables import table_problems
from app.dataset.checks_types import checked
from app.dataset.checks_words import word_problems
from app.dataset.definition import Dataset
from app.dataset.lines import Place
from app.dataset.problems import Problem


def check(table: Mapping[str, Any]) -> tuple[Dataset, list[Problem]]:
    """Return a definition and what is wrong with it.

    If anything is wrong, the dataset only serves to find further problems.
    """
    dataset, problems = checked(table)
    wrong = [problem.place for problem in problems]
    follow = [problem for problem in _together(dataset) if not any(_touch(problem.place, place) for place in wrong)]
    return dataset, problems + follow


def _touch(one: Place, other: Place) -> bool:
    """Return whether one place lies in the other: what is said of it may follow from what is wrong there."""
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _together(dataset: Dataset) -> Iterator[Problem]:
    yield from word_problems(dataset)
    yield from level_problems(dataset)
    yield from table_problems(dataset)
