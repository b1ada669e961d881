from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from tests.fetch.published import archive_of, areas, feature_server
from tests.fetch.server import Server, ranged, status

Command = Callable[..., Result]


@pytest.fixture
def fetch(server: Server, tmp_path: Path) -> Command:
    """Run `casemap fetch` against the local server alone."""

    def run(*arguments: str, **environment: str) -> Result:
        at = f"http://127.0.0.1:{server.server_port}"
        settings = {
            "CASEMAP_HOME": str(tmp_path / "home"),
            "CASEMAP_GEODATA": str(tmp_path / "geodata"),
            "CASEMAP_FETCH": "always",
            "CASEMAP_CASES_ADDRESS": f"{at}/cases.zip",
            "CASEMAP_BOUNDARIES_ADDRESSES": f"{at}/0/query {at}/1/query",
        }
        return CliRunner().invoke(main, ["fetch", *arguments], env={**settings, **environment})

    return run


def test_both_are_fetched_unless_one_is_named(fetch: Command, server: Server, tmp_path: Path) -> None:
    server.will("/cases.zip", ranged(archive_of(9), ETag='"1"'))
    server.will("/1/query", feature_server(areas(3), ETag="1"))
    geodata = tmp_path / "geodata"

    first, second, third = fetch(), fetch(), fetch("cases")

    assert first.exit_code == 0, first.output
    assert first.stdout.splitlines() == [
        f"{geodata / 'boundaries.geojson'}: 3 areas",
        f"{geodata / 'cases.zip'}: UKHSA archive, 0.0 MB",
    ]
    assert [line.partition(": ")[2] for line in second.stdout.splitlines()] == ["nothing new; it was left as it is"] * 2
    assert third.stdout.splitlines() == [f"{geodata / 'cases.zip'}: nothing new; it was left as it is"]


def test_where_one_fails_the_other_still_comes(fetch: Command, server: Server, tmp_path: Path) -> None:
    server.will("/cases.zip", ranged(archive_of(9)))

    result = fetch()

    assert result.exit_code == 1
    assert "Error: The boundaries did not come." in result.stderr
    assert (tmp_path / "geodata" / "cases.zip").exists()


def test_what_was_fetched_can_be_loaded_as_a_folder(fetch: Command, server: Server, tmp_path: Path) -> None:
    server.will("/0/query", feature_server(areas(3)))
    assert fetch("boundaries").exit_code == 0

    result = CliRunner().invoke(
        main, ["load", str(tmp_path / "geodata")], env={"CASEMAP_HOME": str(tmp_path / "home"), "DATABASE_URL": ""}
    )

    assert result.stdout.splitlines() == ["boundaries.geojson: boundaries; 3 rows"]


def test_never_refuses_in_one_sentence(fetch: Command, server: Server) -> None:
    result = fetch("boundaries", CASEMAP_FETCH="never")

    assert (result.exit_code, server.asked) == (1, [])
    assert "Error: CASEMAP_FETCH is never, so no request was sent" in result.stderr


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("CASEMAP_FETCH", "sometimes"),
        ("CASEMAP_CASES_ADDRESS", "cases.zip"),
        ("CASEMAP_BOUNDARIES_ADDRESSES", "https://example.org/query ftp://example.org/query"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(fetch: Command, variable: str, text: str) -> None:
    result = fetch(**{variable: text})

    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {variable} is ")


def test_a_server_that_fails_for_good_is_not_waited_for(fetch: Command, server: Server) -> None:
    server.will("/cases.zip", status(403))

    assert "403 (Forbidden)" in fetch("cases").stderr
    assert len(server.asked) == 1
