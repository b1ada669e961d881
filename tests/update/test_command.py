"""`casemap update` tells people in sentences, the log in one line, and whatever started it by its exit code."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from app.settings import Settings
from app.store import Store
from app.update.outcome import Outcome, as_markdown
from tests.fetch.server import Server, body, ranged, status
from tests.update.place import release

OPERATION = Path(__file__).parent.parent.parent / "docs" / "operation.md"
FRIDAY, MONDAY, TUESDAY = date(2020, 11, 27), date(2020, 11, 30), date(2020, 12, 1)
ENGLISH = b"areaType,areaCode,areaName,date,newCasesBySpecimenDateRollingSum\nmsoa,E02000001,,2020-11-24,5\n"
Command = Callable[..., Result]


@pytest.fixture
def casemap(settings: Settings, agency: Server) -> Command:
    """Run casemap with the settings of Sunshire's operator."""

    def run(*arguments: str, **changed: str) -> Result:
        environment = {
            "CASEMAP_DATASET": str(settings.home.parent),
            "CASEMAP_HOME": str(settings.home),
            "CASEMAP_GEODATA": str(settings.geodata),
            "CASEMAP_FETCH": "always",
            "CASEMAP_UPDATE_ADDRESSES": f"http://127.0.0.1:{agency.server_port}/wards.csv?token=secret",
            **changed,
        }
        return CliRunner().invoke(main, arguments, env=environment)

    return run


def logged(result: Result) -> dict[str, Any]:
    """Return the line of the log, which ends what is told, and holds no secret of an address."""
    line: dict[str, Any] = json.loads(result.stderr.splitlines()[-1])
    assert "secret" not in result.output
    assert (line["message"], line["exit_code"]) == (f"update {line['outcome']}", result.exit_code)
    assert (line["level"] == "ERROR") == (result.exit_code > 0)
    return line


def test_the_days_figures_are_published_and_told(casemap: Command, agency: Server) -> None:
    agency.will("/wards.csv", ranged(release(FRIDAY), ETag='"1"', Last_Modified="Fri, 27 Nov 2020 16:00:00 GMT"))
    first, again = casemap("update"), casemap("update")

    loaded, _, published, *_ = first.stdout.splitlines()
    assert (loaded, published) == (
        "wards.csv: wards, published 27 November 2020; 40 rows, 40 values new or revised",
        f"Edition {logged(first)['edition']}: seven days to 24 November 2020 (18 to 24 November), "
        "published 27 November 2020",
    )
    assert any("can be worked out" in line for line in first.stdout.splitlines())
    assert again.stdout.splitlines() == [
        f"Nothing has changed since edition {logged(first)['edition']} was published.",
        "Figures were due on 30 November 2020; the latest are to 24 November 2020.",
    ]
    assert casemap("status").stdout.splitlines()[-1] == again.stdout.splitlines()[-1]
    assert json.loads(casemap("status", "--json").stdout)["overdue_since"] == "2020-11-30"
    assert again.stdout.splitlines()[-1] in casemap("doctor").stdout
    said = ("outcome", "reason", "published_on", "overdue_since", "files_fetched", "files_loaded")
    assert [logged(first)[name] for name in said] == ["published", None, "2020-11-27", "2020-11-30", 1, 1]
    assert [logged(again)[name] for name in said] == ["late", None, "2020-11-27", "2020-11-30", 0, 0]


def test_each_way_to_fail_ends_with_a_code_of_its_own(
    casemap: Command, agency: Server, sunshire: Store, tmp_path: Path
) -> None:
    agency.will("/zeros.csv", body(release(MONDAY, lambda *_: 0)))
    agency.will("/msoa_2020-11-30.csv", body(ENGLISH))
    agency.will("/gone.csv", status(404))
    at = f"http://127.0.0.1:{agency.server_port}"
    with sunshire.updating():
        busy = casemap("update")
    home = {"CASEMAP_HOME": str(tmp_path), "CASEMAP_GEODATA": str(tmp_path)}
    at_one, nowhere = "postgresql://me:secret@127.0.0.1:1/casemap", f"{at}/gone.csv?token=secret"
    areas_unknown = {**home, "CASEMAP_DATASET": "", "CASEMAP_UPDATE_ADDRESSES": f"{at}/msoa_2020-11-30.csv"}
    ended = {
        Outcome.BUSY: busy,
        Outcome.FAILED: casemap("update", **home, DATABASE_URL=at_one),
        Outcome.NOT_FETCHED: casemap("update", **home, CASEMAP_UPDATE_ADDRESSES=nowhere),
        Outcome.REFUSED: casemap("update", **home, CASEMAP_UPDATE_ADDRESSES=f"{at}/zeros.csv"),
        Outcome.NOT_PUBLISHED: casemap("update", **areas_unknown),
    }

    for outcome, result in ended.items():
        assert (logged(result)["outcome"], result.exit_code) == (outcome.word, outcome.exit_code), result.output
        assert f"Error: {logged(result)['reason']}" in result.stderr, outcome
    assert len({result.exit_code for result in ended.values()}) == len(ended)


def test_while_a_rollback_holds_figures_are_loaded_and_not_published(casemap: Command, agency: Server) -> None:
    for day in (FRIDAY, MONDAY):
        agency.will("/wards.csv", body(release(day), Last_Modified=f"{day:%a, %d %b %Y} 16:00:00 GMT"))
        assert logged(casemap("update"))["published_on"] == str(day)
    assert casemap("rollback").exit_code == 0
    agency.will("/wards.csv", body(release(TUESDAY), Last_Modified=f"{TUESDAY:%a, %d %b %Y} 16:00:00 GMT"))
    held = casemap("update")

    assert (held.exit_code, logged(held)["outcome"], logged(held)["files_loaded"]) == (0, "held", 1)
    assert "casemap publish --resume" in held.stdout


def test_without_addresses_the_setting_is_named(casemap: Command) -> None:
    for arguments in (("update",), ("update", "--every", "weekday", "--at", "16:00")):
        assert "CASEMAP_UPDATE_ADDRESSES names no address" in casemap(*arguments, CASEMAP_UPDATE_ADDRESSES="").stderr


@pytest.mark.parametrize("arguments", [("--every", "weekday"), ("--at", "16:00"), ("--every", "day", "--at", "4pm")])
def test_a_schedule_has_days_and_an_hour(casemap: Command, arguments: tuple[str, ...]) -> None:
    assert casemap("update", *arguments).exit_code == 2


def test_every_outcome_is_documented_as_it_is() -> None:
    """After a change, put what app.update.outcome.as_markdown() gives into docs/operation.md."""
    assert as_markdown() in OPERATION.read_text()
