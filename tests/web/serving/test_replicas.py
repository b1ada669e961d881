"""Servers of one bucket, each on a machine of its own: they take up what is published elsewhere, and need no bucket to
go on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient

from app import create_app
from app.cli import main
from app.settings import from_environment
from tests.conftest import SMALL
from tests.s3 import Server

PAGES = ("/", "/areas/msoa/E02000001", "/api/v1/weeks/latest/msoa.csv", "/api/v1/weeks/latest/utla.geojson")
SECONDS = 60


class Machines:
    """Machines that share a bucket: one that publishes, and others that serve."""

    def __init__(self, server: Server, folder: Path) -> None:
        self.server = server
        self._folder = folder
        self._address = f"{server.bucket()}/cases"
        self.publisher = folder / "publisher"

    def environment(self, home: Path) -> dict[str, str]:
        return {**self.server.environment, "CASEMAP_HOME": str(home), "CASEMAP_EDITIONS": self._address}

    def run(self, *arguments: str | Path) -> Result:
        environment = self.environment(self.publisher)
        return CliRunner().invoke(main, [str(argument) for argument in arguments], env=environment)

    def does(self, *arguments: str | Path) -> str:
        result = self.run(*arguments)
        assert result.exit_code == 0, result.output
        return result.output

    def replica(self, name: str) -> FlaskClient:
        """Start a server, in the folder that it had before where there is one."""
        return create_app(from_environment(self.environment(self._folder / name))).test_client()

    def in_a_folder(self) -> FlaskClient:
        """Publish the same into a folder, and serve it."""
        here = self.environment(self.publisher) | {"CASEMAP_EDITIONS": str(self._folder / "editions")}
        published = CliRunner().invoke(main, ["publish"], env=here)
        assert published.exit_code == 0, published.output
        return create_app(from_environment(here)).test_client()


def pages_of(site: FlaskClient) -> dict[str, bytes]:
    return {page: site.get(page).data for page in PAGES}


def edition_of(site: FlaskClient) -> str:
    return str(site.get("/healthz").get_json().get("edition"))


def wait_until(holds: Callable[[], bool]) -> None:
    for _ in range(10 * SECONDS):
        if holds():
            return
        time.sleep(0.1)
    raise TimeoutError


@pytest.fixture
def machines(s3: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Machines]:
    for variable, value in s3.environment.items():
        monkeypatch.setenv(variable, value)
    machines = Machines(s3, tmp_path)
    machines.does("load", SMALL)
    machines.does("publish", "--accept-incomplete", "2020-10-20")
    yield machines
    s3.start()  # where the test ended while it was stopped


def test_what_is_published_is_served_elsewhere_also_where_the_bucket_is_away(machines: Machines) -> None:
    first, second = machines.replica("first"), machines.replica("second")
    before = edition_of(first)
    assert edition_of(second) == before
    machines.does("publish")
    wait_until(lambda: edition_of(first) == edition_of(second) != before)
    now, pages = edition_of(first), pages_of(machines.in_a_folder())
    assert pages_of(first) == pages_of(second) == pages

    machines.server.stop()
    assert pages_of(first) == pages
    assert first.get(f"/editions/{now}/timeline.json").status_code == 200
    again = machines.replica("second")
    assert pages_of(again) == pages
    failed = machines.run("rollback")
    assert (failed.exit_code, failed.output.startswith("Error: ")) == (1, True)

    machines.server.start()
    withdrawn = machines.does("editions", "withdraw", now, "--because", "counts to be hidden")
    assert f"Edition {now} is withdrawn" in withdrawn
    for site in (first, second, again):
        wait_until(lambda site=site: edition_of(site) == before)  # type: ignore[misc]
        assert site.get(f"/editions/{now}/timeline.json").status_code == 410
