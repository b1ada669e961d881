"""Publishing under `totals = "protect"`, from the files to what readers get."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient

from app import create_app
from app.cli import main
from app.editions import EditionsFolder
from app.publish.protection import withheld_by
from app.settings import Settings
from tests.england import saying

WITHHELD = ("1204", "1,204")  # Old Quay's, beside two hidden areas of Northtown
COUNTS = "msoa_2020-11-02.csv"
Run = Callable[..., Result]


@pytest.fixture
def run(home: Path, tmp_path: Path) -> Run:
    """Run the command under a definition that says so of totals."""

    def run(totals: str, *arguments: str | Path) -> Result:
        dataset = {"CASEMAP_DATASET": str(saying(tmp_path, totals))} if totals else {}
        environment = {"CASEMAP_HOME": str(home), **dataset}
        return CliRunner().invoke(main, [str(argument) for argument in arguments], env=environment)

    return run


@pytest.fixture(scope="module")
def protected_home(published_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home in which the small place was published without protection, and is with it."""
    folder = tmp_path_factory.mktemp("protected")
    dataset, home = saying(folder, "protect"), folder / "home"
    for source in published_home.rglob("*"):
        if source.is_file() and "editions" not in source.parts:
            (home / source.relative_to(published_home)).parent.mkdir(parents=True, exist_ok=True)
            (home / source.relative_to(published_home)).write_bytes(source.read_bytes())
    result = CliRunner().invoke(main, ["publish"], env={"CASEMAP_HOME": str(home), "CASEMAP_DATASET": str(dataset)})
    assert result.exit_code == 0, result.output
    return home


@pytest.fixture
def site(protected_home: Path) -> FlaskClient:
    return create_app(Settings(home=protected_home)).test_client()


def test_a_withheld_count_stands_in_no_file_of_the_edition(protected_home: Path) -> None:
    edition = EditionsFolder(protected_home / "editions").current()
    names = {name.removesuffix(".br") for name in edition.facts["files"]}
    texts = [edition.read(name).decode(errors="replace") for name in names]

    assert texts
    assert not [word for word in WITHHELD if any(f"{word}," in text or f":{word}" in text for text in texts)]
    assert any('"withheld"' in text for text in texts)


@pytest.mark.parametrize(
    "path",
    [
        "", "table?level=msoa", "hotspots", "rises?level=msoa", "areas/msoa/E02000001", "areas/msoa/E02000002",
        "areas/ltla/E06000001", "embed?within=E06000001", "image.svg?within=E06000001", "feed.atom",
        "areas/ltla/E06000001/feed.atom", "api/v1/weeks/latest/msoa.csv", "api/v1/weeks/latest/msoa.json", "data",
        "about",
    ],
)  # fmt: skip
def test_a_withheld_count_stands_in_no_answer(site: FlaskClient, path: str) -> None:
    answer = site.get(f"/{path}")

    assert answer.status_code == 200
    assert not [word for word in WITHHELD if word in answer.text]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("areas/msoa/E02000001", "Withheld for the seven days to 27 October 2020, to keep counts beside it hidden"),
        ("table?level=msoa", "Withheld"),
        ("table?level=msoa&status=withheld", "Old Quay"),
        ("embed?within=E06000001", "withheld, to keep others hidden"),
        ("image.svg?within=E06000001", "withheld"),
        ("about", "One more count is withheld"),
        ("api/v1/weeks/latest/msoa.csv", "withheld"),
        ("data", "with it a hidden one would follow from a total"),
    ],
)
def test_a_withheld_count_has_a_state_of_its_own(site: FlaskClient, path: str, words: str) -> None:
    assert words in site.get(f"/{path}").text


def test_what_was_published_before_is_named_as_it_shows_more(
    run: Run, small_home: Path, casemap: Callable[..., Result]
) -> None:
    (before,) = EditionsFolder(small_home / "editions").ids()

    said = run("protect", "publish")

    assert "withheld" in said.stdout
    assert f"withheld now: {before}" in said.stderr
    assert "withdrawn" in run("protect", "publish", "--yes").stdout


def test_what_editions_withhold_is_known_to_the_next(protected_home: Path) -> None:
    withheld = withheld_by(EditionsFolder(protected_home / "editions"))

    assert {(level, str(week)): codes for (level, week), codes in withheld.items() if codes} == {
        ("msoa", "2020-10-20"): {"E02000001"},
        ("msoa", "2020-10-27"): {"E02000001", "E02000005"},
    }


def test_counts_that_are_not_public_make_publishing_ask_for_the_choice(run: Run, small_files: Path) -> None:
    counts = small_files / COUNTS
    counts.write_text(counts.read_text().replace("Mill Lane,2020-10-27,3", "Mill Lane,2020-10-27,1"))
    run("", "load", "--accept", "small", small_files)

    asked = run("", "publish")

    assert asked.exit_code == 1
    assert 'totals = "protect"' in asked.stderr
    assert 'totals = "report"' in asked.stderr
    assert run("report", "publish").exit_code == 0
    assert run("protect", "publish").exit_code == 0


def test_publishing_is_refused_where_a_hidden_count_above_zero_would_follow(run: Run, small_files: Path) -> None:
    """No count of Eastham is shown, so none can be withheld, and its total is twice the most that is hidden."""
    counts, totals = small_files / COUNTS, small_files / "authorities_2020-11-02.csv"
    counts.write_text(counts.read_text().replace("Church End,2020-10-27,4", "Church End,2020-10-27,3"))
    totals.write_text(totals.read_text().replace("Eastham & District,2020-10-27,7", "Eastham & District,2020-10-27,6"))
    run("", "load", small_files)

    refused = run("protect", "publish")

    assert refused.exit_code == 1
    assert "2 hidden counts above zero would follow from totals" in refused.stderr
    assert run("report", "publish").exit_code == 0


def test_publishing_is_refused_where_editions_would_tell_of_one_another(run: Run, small_files: Path) -> None:
    """Of Old Quay's nine in the week to 27 October six were on its first day, as the week that ends then says: of the
    week to 28 October, which does not have that day, three are left.
    """
    weeks = {21: (6, 8, 8), 27: (9, 9, 9), 28: ("", 9, 9)}
    totals = {21: 22, 27: 27, 28: 21}
    head = "areaType,areaCode,date,newCasesBySpecimenDateRollingSum\n"
    rows = [
        f"msoa,E0200000{number},2020-10-{day},{count}\n"
        for day, counts in weeks.items()
        for number, count in enumerate(counts, 1)
    ]
    (small_files / COUNTS).write_text(head + "".join(rows))
    (small_files / "authorities_2020-11-02.csv").write_text(
        head + "".join(f"ltla,E06000001,2020-10-{day},{count}\n" for day, count in totals.items())
    )
    run("", "load", small_files)

    assert run("protect", "publish").exit_code == 0
    refused = run("protect", "publish", "--accept-incomplete", "2020-10-27")

    assert refused.exit_code == 1
    assert (
        "1 hidden count above zero would follow from periods that share days with those of editions" in refused.stderr
    )


def test_the_audit_finds_nothing_but_zeros_in_what_is_protected(protected_home: Path) -> None:
    told = json.loads(CliRunner().invoke(main, ["audit", "--json"], env={"CASEMAP_HOME": str(protected_home)}).stdout)

    assert (told["hidden"], told["above_zero"], told["protecting"]) == (4, 0, 3)
