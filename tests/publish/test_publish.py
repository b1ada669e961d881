from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from app import create_app
from app.cli import main
from app.settings import Settings
from app.store import open_store
from app.store.tables import metadata
from tests.england import hiding, saying

Casemap = Callable[..., Result]

PAGES = ("", "embed?within=E12000001", "embed?area=E02000004", "healthz")
HEADER = "areaType,areaCode,areaName,date,newCasesBySpecimenDateRollingSum\n"
OWN_COUNTS = {"E06000001": 1320, "E07000001": 5, "E07000002": 2}


def status(casemap: Casemap) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(casemap("status", "--json").stdout)
    return found


def published_and_served(home: Path, files: Path, dataset: Path) -> Iterator[tuple[str, bytes]]:
    """Load and publish in a home, then give every file of the edition and every answer, headers included."""
    environment = {"CASEMAP_HOME": str(home), "CASEMAP_DATASET": str(dataset)}
    for command in (["load", "--accept", "small", str(files)], ["publish"]):
        result = CliRunner().invoke(main, command, env=environment)
        assert result.exit_code == 0, result.output
    for file in sorted(path for path in (home / "editions").rglob("*") if path.is_file()):
        yield str(file.relative_to(home)), file.read_bytes()
    site = create_app(Settings(home=home)).test_client()
    areas = [f"areas/msoa/E0200000{number}" for number in range(1, 7)]
    above = ["areas/ltla/E07000001", "areas/utla/E10000001", "areas/region/E12000001", "areas/nation/E92000001"]
    tables = product(("latest", "2020-10-20"), ("msoa", "ltla", "nation"), ("csv", "json", "geojson"))
    data = [f"api/v1/weeks/{week}/{level}.{form}" for week, level, form in tables]
    api = [
        f"api/v1/{name}"
        for name in (
            *(
                "areas",
                "areas.csv?week=2020-10-20",
                "areas.geojson?measure=rate",
                "areas?least=0&most=3",
                "areas?sort=cases",
            ),
            *("hotspots", "hotspots.csv?week=2020-10-20", "rises?level=msoa", "weeks", "releases.csv", "editions"),
            *(f"areas/msoa/E0200000{number}.csv" for number in range(1, 7)),
            "areas/ltla/E07000001",
        )
    ]
    edition = f"editions/{site.get('/healthz').get_json()['edition']}"
    pasts = [f"{area}.json" for area in (*areas, *above)]
    kept = [f"{edition}/{name}" for name in ("timeline.json", "weeks/2020-10-27.json", "weeks/2020-10-20.json", *pasts)]
    for page in (*PAGES, *areas, *above, *data, *api, *kept):
        response = site.get(f"/{page}", headers={"Accept-Encoding": "br"})
        response.headers.pop("Date", None)
        yield page, str(response.headers).encode() + response.data


MILL_LANE, SECOND = "E02000004,Mill Lane,2020-10-27,", "E02000002,Second,2020-10-20,"


ONE_FOR_THREE = (f"{MILL_LANE}3", f"{MILL_LANE}1")


@pytest.mark.parametrize(
    ("totals", "changes"),
    [
        (
            "report",
            [
                ONE_FOR_THREE,
                (f"{MILL_LANE}3", f"{MILL_LANE}0"),
                (f"{MILL_LANE}3", MILL_LANE),
                (f"{SECOND}3", f"{SECOND}2"),
            ],
        ),
        ("protect", [ONE_FOR_THREE]),
    ],
)
def test_stores_that_differ_only_in_hidden_counts_publish_and_serve_the_same_bytes(
    tmp_path: Path, small_files: Path, totals: str, changes: list[tuple[str, str]]
) -> None:
    dataset = saying(tmp_path, totals)
    before = dict(published_and_served(tmp_path / "before", small_files, dataset))
    counts = small_files / "msoa_2020-11-02.csv"
    written = counts.read_text()
    for number, change in enumerate(changes):
        changed = written.replace(*change)
        assert changed != written
        counts.write_text(changed)

        assert dict(published_and_served(tmp_path / str(number), small_files, dataset)) == before, change


def test_publishing_again_gives_the_same_edition(casemap: Casemap, small_files: Path) -> None:
    casemap("load", small_files)

    casemap("publish")
    edition = status(casemap)["edition"]
    assert "Nothing has changed" in casemap("publish").stdout
    (small_files / "names.csv").write_text("msoa_code,msoa_name\nE02999999,Nowhere\n")
    casemap("load", small_files)
    again = casemap("publish").stdout

    assert "Nothing has changed" not in again
    assert status(casemap)["edition"] == edition


def test_postgresql_gives_the_same_edition_as_sqlite(
    casemap: Casemap, small_files: Path, tmp_path: Path, postgresql_url: str
) -> None:
    casemap("load", small_files)
    casemap("publish")
    with open_store(postgresql_url) as store, store.writing() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
    environment = {"CASEMAP_HOME": str(tmp_path / "other"), "DATABASE_URL": postgresql_url}
    for command in (["load", str(small_files)], ["publish"]):
        assert CliRunner().invoke(main, command, env=environment).exit_code == 0
    found = json.loads(CliRunner().invoke(main, ["status", "--json"], env=environment).stdout)

    assert found == status(casemap)
    assert not (tmp_path / "other" / "casemap.db").exists()


def test_a_preview_says_what_would_change_and_publishes_nothing(casemap: Casemap, small_files: Path) -> None:
    casemap("load", small_files)
    assert "first edition" in casemap("publish", "--preview").stdout
    assert casemap("status").exit_code == 1

    casemap("publish")
    edition = status(casemap)["edition"]
    later = HEADER + "msoa,E02000001,Old Quay,2020-11-03,90\nmsoa,E02000001,Old Quay,2020-10-27,1300\n"
    (small_files / "msoa_2020-11-09.csv").write_text(later)
    casemap("load", "--accept", "areas", small_files)
    preview = casemap("publish", "--preview").stdout

    assert "from the seven days to 27 October 2020" in preview
    assert "to the seven days to 3 November 2020" in preview
    assert "1 week would be added to the record." in preview
    assert "msoa: shown 4 to 1, hidden 2 to 5" in preview
    assert "msoa: 5 values of 1 week already on record would be revised" in preview
    assert "msoa: 90 cases shown, 1,300 the week before" in preview
    assert "Warning: msoa: 90 is far from the 1,300 of the week before" in preview
    assert status(casemap)["edition"] == edition


def test_a_week_that_lacks_an_authority_is_passed_over_unless_accepted(casemap: Casemap, small_files: Path) -> None:
    counts = "msoa,E02000001,Old Quay,2020-10-28,1300\nmsoa,E02000002,Second,2020-10-28,14\n"
    (small_files / "msoa_2020-11-03.csv").write_text(HEADER + counts)
    authorities = "".join(f"ltla,{code},,2020-10-28,{cases}\n" for code, cases in OWN_COUNTS.items())
    (small_files / "authorities_2020-11-03.csv").write_text(HEADER + authorities)
    casemap("load", "--accept", "areas", small_files)
    casemap("publish")
    passed_over = status(casemap)

    assert passed_over["week_end"] == "2020-10-27"
    assert passed_over["passed_over"] == [{"week_end": "2020-10-28", "authorities_missing": 1}]

    casemap("publish", "--accept-incomplete", "2020-10-28")
    accepted = status(casemap)
    assert accepted["week_end"] == "2020-10-28"
    assert accepted["passed_over"] == []
    assert accepted["levels"]["msoa"] | {"total_cases_shown": 0, "published_on": ""} == {
        "published_on": "",
        "shown": 2,
        "hidden": 2,  # Hill Top, and Westham's one area, whose authority has two cases
        "missing": 2,
        "total_cases_shown": 0,
    }


def test_accepting_a_day_that_is_not_on_record_names_those_that_are(casemap: Casemap, small_files: Path) -> None:
    casemap("load", small_files)
    result = casemap("publish", "--accept-incomplete", "2020-10-28")

    assert result.exit_code == 1
    assert "2020-10-27" in result.output


def test_thresholds_are_of_the_definition(home: Path, small_files: Path) -> None:
    definition = hiding(small_files.parent, msoa=4, ltla=6)
    environment = {"CASEMAP_HOME": str(home), "CASEMAP_DATASET": str(definition)}
    for command in (["load", str(small_files)], ["publish"]):
        CliRunner().invoke(main, command, env=environment)
    found = json.loads(CliRunner().invoke(main, ["status", "--json"], env=environment).stdout)

    assert found["hide_up_to"] == {"nation": None, "region": None, "utla": None, "ltla": 6, "msoa": 4}
    assert (found["levels"]["msoa"]["shown"], found["levels"]["ltla"]["hidden"]) == (3, 1)


@pytest.mark.parametrize("missing", ["hierarchy.csv", "msoa_2020-11-02.csv"])
def test_publishing_without_what_it_needs_says_what_to_load(casemap: Casemap, small_files: Path, missing: str) -> None:
    (small_files / missing).unlink()
    counts = small_files / "msoa_2020-11-02.csv"
    if counts.exists():  # and say nothing of where their areas lie
        counts.write_text(counts.read_text().replace("LtlaCode", "Authority"))
    casemap("load", small_files)
    result = casemap("publish")

    assert result.exit_code == 1
    assert "load" in result.output


def test_without_boundaries_the_figures_are_published_all_the_same(
    casemap: Casemap, small_files: Path, home: Path
) -> None:
    (small_files / "boundaries.geojson").unlink()
    casemap("load", small_files)
    casemap("publish")
    site = create_app(Settings(home=home)).test_client()

    assert "It is not known where areas are" in site.get("/").text
    assert site.get("/embed?within=E12000001").status_code == 200
    assert site.get("/api/v1/weeks/latest/msoa.geojson").get_json()["features"][0]["geometry"] is None


def test_the_site_takes_up_an_edition_without_a_restart(casemap: Casemap, small_files: Path, home: Path) -> None:
    from app.editions import EditionsFolder
    from app.web.serving.assets import Assets
    from app.web.serving.site import Site

    casemap("load", small_files)
    casemap("publish")
    now = [0.0]
    site = Site(Settings(home=home), Assets({}, {}), clock=lambda: now[0])
    first = site.current().id
    casemap("publish", "--as-of", "2020-11-02", "--accept-incomplete", "2020-10-20")

    assert site.current().id == first
    now[0] = 2.0
    assert site.current().id == EditionsFolder(Settings(home=home).editions_folder).current().id != first
