"""Late figures: a line on every page that shows the latest, and in /healthz, without a new publishing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from app.cli import main
from app.dataset import read_dataset
from app.settings import Settings
from app.web.application import make_application
from app.web.serving.site import LOOK_EVERY, Site
from tests.conftest import SMALL
from tests.england import FILE
from tests.web.elements import elements

BEFORE, AFTER = (datetime(2020, 11, 3, hour, tzinfo=UTC) for hour in (17, 19))  # of the hour that figures are due
WORDS = "Figures were due on 3 November 2020; the latest are to 27 October 2020."
PAGES = (
    "/",
    "/embed",
    "/areas/msoa/E02000001",
    "/hotspots",
    "/rises",
    "/table",
    "/about",
    "/data",
    "/data/api",
    "/embed/builder",
)


class Clock:
    """What a server takes the time from."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._seconds = 0.0

    def seconds(self) -> float:
        """Let each look at the pointer be due."""
        self._seconds += 2 * LOOK_EVERY
        return self._seconds


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Return a home whose definition says that figures are due each weekday by six."""
    folder = tmp_path_factory.mktemp("due")
    definition = folder / "england.toml"
    definition.write_text(FILE.read_text().replace("[count]", '[due]\nby = "18:00"\n\n[count]', 1))
    for command in (["load", str(SMALL)], ["publish"]):
        environment = {"CASEMAP_HOME": str(folder / "home"), "CASEMAP_DATASET": str(definition)}
        result = CliRunner().invoke(main, command, env=environment)
        assert result.exit_code == 0, result.output
    return Settings(dataset=read_dataset(definition), home=folder / "home")


@pytest.fixture
def site_at(settings: Settings) -> Callable[..., tuple[FlaskClient, Clock]]:
    def make(now: datetime, **changed: object) -> tuple[FlaskClient, Clock]:
        clock = Clock(now)
        make_site = partial(Site, clock=clock.seconds, now=lambda: clock.now)
        return make_application(replace(settings, **changed), make_site).test_client(), clock  # type: ignore[arg-type]

    return make


SiteAt = Callable[..., tuple[FlaskClient, Clock]]


def told(site: FlaskClient, path: str) -> list[str]:
    answer = site.get(path)
    assert answer.status_code == 200, path
    return [one.said for one in elements(answer.text, "p", class_="overdue")]


def test_every_page_says_it_from_the_hour_on(site_at: SiteAt) -> None:
    site, clock = site_at(BEFORE)
    for path in PAGES:
        assert told(site, path) == [], path
    clock.now = AFTER
    for path in PAGES:
        assert told(site, path) == [WORDS], path


def test_a_page_that_was_kept_is_another_version_afterwards(site_at: SiteAt) -> None:
    site, clock = site_at(BEFORE)
    before = site.get("/embed")
    clock.now = AFTER
    after = site.get("/embed", headers={"If-None-Match": before.headers["ETag"]})

    assert (after.status_code, WORDS in after.text) == (200, True)
    again = site.get("/embed", headers={"If-None-Match": after.headers["ETag"]})
    assert again.status_code == 304


def test_what_stands_for_good_says_nothing_of_it(site_at: SiteAt) -> None:
    site, _ = site_at(AFTER)
    edition = site.get("/healthz").get_json()["edition"]

    assert told(site, f"/embed?edition={edition}") == []


def test_data_that_is_no_longer_updated_is_never_late(site_at: SiteAt) -> None:
    site, _ = site_at(AFTER, archived_on=date(2020, 11, 2))

    assert told(site, "/") == []
    assert site.get("/healthz").get_json()["status"] == "ok"


def test_health_says_stale_and_since_when(site_at: SiteAt) -> None:
    site, clock = site_at(BEFORE)
    before = site.get("/healthz").get_json()
    clock.now = AFTER
    answer = site.get("/healthz")

    assert (before["status"], before["overdue_since"]) == ("ok", None)
    assert (answer.status_code, answer.get_json()["status"]) == (200, "stale")
    assert answer.get_json()["overdue_since"] == "2020-11-03"
