"""Every column of the open data is described, in the words of its dataset."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.domain import Withheld
from app.statistics.joined import columns, compared_columns
from app.statistics.measures import NotCalculable
from app.wording.dictionary import compared_fields, fields, statuses
from tests.datasets import DATASETS
from tests.england import ENGLAND
from tests.web import made

PROTECTED = replace(ENGLAND, totals="protect")


@pytest.mark.parametrize("name", DATASETS)
def test_every_column_is_described_in_its_order(name: str) -> None:
    dataset = DATASETS[name]

    assert tuple(one.name for one in fields(dataset)) == columns(dataset)
    assert tuple(one.name for one in compared_fields(dataset)) == compared_columns(dataset)
    assert all(one.meaning.endswith(".") and one.title for one in fields(dataset))


def test_a_status_is_hidden_only_where_something_is() -> None:
    words = [state.value for state in Withheld]

    assert list(statuses(PROTECTED)) == ["shown", *words]
    assert list(statuses(ENGLAND)) == ["shown", *(word for word in words if word != "withheld")]
    assert "three or fewer cases (Small areas (MSOAs))" in statuses(ENGLAND)["hidden"]
    assert "1 to 4 deaths (ZIP areas)" in statuses(made.deaths().dataset)["hidden"]
    assert "hidden" not in statuses(made.months().dataset)


def test_reasons_are_all_that_there_are() -> None:
    reason = {one.name: one for one in fields(PROTECTED)}["change_reason"]

    assert list(reason.values) == [one.reason("week") for one in NotCalculable]


@pytest.mark.parametrize(
    ("make", "name", "kind"),
    [
        (made.deaths, "deaths", "whole number, deaths"),
        (made.deaths, "rate_per_100k", "number, deaths per 100,000 people"),
        (made.months, "week_end", "date"),
        (made.eight, "change_percent", "number, %"),
    ],
)
def test_units_are_those_of_the_dataset(make: Callable[[], made.Made], name: str, kind: str) -> None:
    assert {one.name: one.kind for one in fields(make().dataset)}[name] == kind
