"""A file that takes the place of one of its name has a day of its own: the definition says that of the first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from app.load import Candidate, load_file
from app.settings import Settings
from app.sources import kind_of
from app.store import Store
from app.update.outcome import Outcome
from tests.fetch.server import Server, body
from tests.update.conftest import UpdateAt
from tests.update.place import release

FIRST, SECOND, THIRD, FOURTH = (date(2020, 11, day) for day in (2, 3, 4, 5))
NAMED = {"wards.csv": FIRST}


@pytest.fixture(scope="module")
def settings(settings: Settings) -> Settings:
    """Return settings by whose definition the agency's file was published on the first day."""
    return replace(settings, dataset=replace(settings.dataset, published=NAMED))


def test_updates_go_on_from_a_file_whose_day_the_definition_names(
    agency: Server, settings: Settings, sunshire: Store, update_at: UpdateAt
) -> None:
    path = settings.home.parent / "wards.csv"
    path.write_bytes(release(FIRST))
    load_file(sunshire, Candidate(kind_of(path, settings.dataset), None), settings, now=at(FIRST))
    agency.will("/wards.csv", body(release(FIRST)))
    assert update_at(at(FIRST)).loaded == ()

    agency.will("/wards.csv", body(release(SECOND), Last_Modified="Tue, 03 Nov 2020 16:00:00 GMT"))
    second = update_at(at(SECOND))
    agency.will("/wards.csv", body(release(THIRD)))  # a server that does not say when: the day on which it came
    third = update_at(at(THIRD))

    assert [each.outcome for each in (second, third)] == [Outcome.PUBLISHED] * 2
    assert [each.edition.published_on for each in (second, third) if each.edition] == [SECOND, THIRD]


def test_a_file_is_not_older_than_the_one_that_it_follows(agency: Server, update_at: UpdateAt) -> None:
    agency.will("/wards.csv", body(release(FOURTH), Last_Modified="Thu, 01 Oct 2020 16:00:00 GMT"))

    fourth = update_at(at(FOURTH)).edition

    assert fourth is not None
    assert fourth.published_on == THIRD


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 18, 5, tzinfo=ZoneInfo("Europe/London"))
