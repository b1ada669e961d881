from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.fetch import Line, fetch_boundaries_once_a_day
from app.settings import Settings
from tests.fetch.published import areas, feature_server
from tests.fetch.server import Server, status

TODAY = date(2020, 11, 25)


@pytest.fixture
def told() -> list[str]:
    return []


def test_boundaries_are_fetched_once_a_day(settings: Settings, line: Line, server: Server, told: list[str]) -> None:
    address = server.will("/query", feature_server(areas(3)))
    reached = replace(settings, boundaries_addresses=(address,))

    def run(day: date) -> Path | None:
        return fetch_boundaries_once_a_day(reached, day, told.append, line)

    assert run(TODAY) == settings.geodata / "boundaries.geojson"
    asked = len(server.asked)
    assert run(TODAY) == settings.geodata / "boundaries.geojson"
    (settings.geodata / "boundaries.geojson").unlink()
    assert run(TODAY) is None
    assert len(server.asked) == asked
    assert run(TODAY + timedelta(1)) == settings.geodata / "boundaries.geojson"
    assert told == []


def test_a_failure_is_one_line_and_is_not_tried_again_that_day(
    settings: Settings, line: Line, server: Server, told: list[str]
) -> None:
    reached = replace(settings, boundaries_addresses=(server.will("/query", status(404)),))

    assert [fetch_boundaries_once_a_day(reached, TODAY, told.append, line) for _ in range(2)] == [None, None]
    assert len(told) == len(server.asked) == 1
    assert "\n" not in told[0]


def test_left_to_itself_it_asks_each_address_once(settings: Settings, server: Server, told: list[str]) -> None:
    addresses = (server.will("/0/query", status(503)), server.will("/1/query", status(503)))
    fetch_boundaries_once_a_day(replace(settings, boundaries_addresses=addresses), TODAY, told.append)

    assert len(server.asked) == 2


def test_never_means_never(settings: Settings, server: Server, told: list[str]) -> None:
    forbidden = replace(settings, fetch="never", boundaries_addresses=(server.will("/query", status(404)),))

    assert fetch_boundaries_once_a_day(forbidden, TODAY, told.append) is None
    assert (server.asked, told, settings.home.exists()) == ([], [], False)


def test_a_home_that_cannot_be_written_to_is_one_line(settings: Settings, line: Line, told: list[str]) -> None:
    settings.home.write_text("a file where the folder should be")

    assert fetch_boundaries_once_a_day(settings, TODAY, told.append, line) is None
    assert len(told) == 1
