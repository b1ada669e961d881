"""What tests share: the real files, a store on each database, and no skipping where CI runs."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from jinja2 import FileSystemBytecodeCache

from app import create_app
from app.bulk.__main__ import make
from app.bulk.asked import Asked
from app.bulk.folder import MadeFiles
from app.cli import main
from app.editions import StoredEdition
from app.settings import Settings
from app.store import Store, open_store
from app.store.tables import metadata
from tests.postgresql import Server, running_server
from tests.remembered import remember
from tests.s3 import Server as S3Server
from tests.s3 import running_server as running_s3
from tests.winding import winding

ROOT = Path(__file__).parent.parent
SMALL = Path(__file__).parent / "data" / "small"  # six areas of two regions, written by hand

LONGEST = (  # files that take about a minute or more
    *("test_places.py", "faults/test_kill.py", "browser/test_map.py", "test_official_map.py"),
    *("faults/test_together.py", "browser/test_axe.py", "browser/test_search.py", "test_real_files.py"),
    *("browser/test_beside.py", "browser/test_early.py", "faults/test_flips.py", "browser/test_embed.py"),
)

# A busy machine takes its time: how long examples take says nothing of what they show.
hypothesis_settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("patient")

Casemap = Callable[..., Result]
Write = Callable[[str, str | bytes], Path]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report = yield
    if report.skipped and os.environ.get("CI") == "true":  # type: ignore[attr-defined]
        report.outcome = "failed"  # type: ignore[attr-defined]
        report.longrepr = f"skipped where nothing may be: {report.longrepr}"  # type: ignore[attr-defined]
    return report


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take longest first: one that is begun last is run by one core while the others wait."""
    files = [ROOT / "tests" / name for name in LONGEST]
    items.sort(key=lambda item: files.index(item.path) if item.path in files else len(files))


@pytest.fixture(autouse=True, scope="session")
def own_environment() -> Iterator[None]:
    """Keep the settings of whoever runs the tests out of them, and the tests from asking servers outside."""
    with pytest.MonkeyPatch.context() as patch:
        for variable in [name for name in os.environ if name.startswith("CASEMAP_") and name != "CASEMAP_REAL_DATA"]:
            patch.delenv(variable)
        patch.delenv("DATABASE_URL", raising=False)
        patch.setenv("CASEMAP_FETCH", "never")
        yield


@pytest.fixture(autouse=True, scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Compile each template once and not for each of the thousands of sites that tests make."""
    kept = FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(Flask.jinja_options, "bytecode_cache", kept)
        yield


@pytest.fixture(autouse=True, scope="session")
def remembered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Work out once what follows from the same files, areas or box in hundreds of homes."""
    with pytest.MonkeyPatch.context() as patch:
        remember(patch, tmp_path_factory.mktemp("read"))
        yield


@pytest.fixture(scope="session")
def real_data() -> Path:
    folder = Path(os.environ.get("CASEMAP_REAL_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip(f"the real files are not in {folder}: say where with CASEMAP_REAL_DATA")
    return folder


@pytest.fixture(scope="session")
def real_home(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home in which all the real files are loaded, and nothing is published."""

    def make(home: Path) -> None:
        result = CliRunner().invoke(main, ["load", str(real_data)], env={"CASEMAP_HOME": str(home)})
        assert result.exit_code == 0, result.output

    return made_once("real", make, tmp_path_factory)


PLACES = {  # the published files of other places, by their definitions
    "scotland": ("scotland",),
    "wales": ("wales", "../data/boundaries/MSOA_Dec_2011_EW_BSC_V2.zip"),
    "nyc-cases": ("nyc",),
    "nyc-deaths": ("nyc",),
}
Environment = dict[str, str]


def shared(name: str, make: Callable[[Path], None], folders: pytest.TempPathFactory) -> Path:
    """Return a folder that takes long to make, to be read: one of pytest's processes makes it, the others wait."""
    base = folders.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / f"made-{name}"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            make(unfinished := folder.with_suffix(".new"))
            unfinished.rename(folder)
    return folder


def made_once(name: str, make: Callable[[Path], None], folders: pytest.TempPathFactory) -> Path:
    """Return a copy, of the process's own, of a folder that takes long to make."""
    return Path(shutil.copytree(shared(name, make, folders), folders.mktemp(name) / "home"))


@pytest.fixture(scope="session")
def place_environment(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Environment]:
    """Return the environment of a place whose files are loaded and published as its definition says."""
    made: dict[str, Environment] = {}

    def give(slug: str) -> Environment:
        dataset = {"CASEMAP_DATASET": str(ROOT / "geodata" / f"{slug}.toml")}

        def make(home: Path) -> None:
            files = [str(real_data.parent / "places" / name) for name in PLACES[slug]]
            for command in (["load", *files], ["publish"]):
                result = CliRunner().invoke(main, command, env={"CASEMAP_HOME": str(home), **dataset})
                assert result.exit_code == 0, result.output

        if slug not in made:
            made[slug] = {"CASEMAP_HOME": str(made_once(slug, make, tmp_path_factory)), **dataset}
        return made[slug]

    return give


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    with running_server() as server:
        yield server


@pytest.fixture(scope="session")
def s3() -> Iterator[S3Server]:
    with running_s3() as server:
        yield server


@pytest.fixture
def postgresql_url(postgresql: Server) -> str:
    return postgresql.url()


@pytest.fixture
def empty_postgresql(postgresql: Server) -> Iterator[str]:
    """Return the address of a database in which nothing was made."""
    postgresql.tell("CREATE DATABASE empty")
    yield postgresql.url("empty")
    postgresql.tell("DROP DATABASE empty")


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Return an empty store, once on each database."""
    is_sqlite = request.param == "sqlite"
    url = f"sqlite:///{tmp_path / 'casemap.db'}" if is_sqlite else request.getfixturevalue("postgresql_url")
    with open_store(url) as opened:
        with opened.writing() as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(table.delete())
        yield opened


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def casemap(home: Path) -> Casemap:
    """Run the casemap command in a home of the test's own."""

    def run(*arguments: str | Path) -> Result:
        environment = {"CASEMAP_HOME": str(home)}
        return CliRunner().invoke(main, [str(argument) for argument in arguments], env=environment)

    return run


@pytest.fixture(scope="session")
def published_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home in which the small place is loaded and published, to be copied."""
    home = tmp_path_factory.mktemp("published") / "home"
    for command in (["load", str(SMALL)], ["publish"]):
        result = CliRunner().invoke(main, command, env={"CASEMAP_HOME": str(home)})
        assert result.exit_code == 0, result.output
    return home


@pytest.fixture
def small_home(published_home: Path, home: Path) -> Path:
    """Return the test's home with the small place loaded and published, and nothing that was made for other tests."""
    return Path(shutil.copytree(published_home, home, ignore=shutil.ignore_patterns("downloads")))


@pytest.fixture(scope="session")
def winding_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home in which the small place is published, with boundaries that have detail for every zoom."""
    files = Path(shutil.copytree(SMALL, tmp_path_factory.mktemp("winding") / "files"))
    boundaries = json.loads((files / "boundaries.geojson").read_text())
    for feature in boundaries["features"]:
        geometry = feature["geometry"]
        geometry["coordinates"] = [winding(ring, 9) for ring in geometry["coordinates"]]
    (files / "boundaries.geojson").write_text(json.dumps(boundaries))
    home = files.with_name("home")
    for command in (["load", str(files)], ["publish"]):
        result = CliRunner().invoke(main, command, env={"CASEMAP_HOME": str(home)})
        assert result.exit_code == 0, result.output
    return home


@pytest.fixture(scope="session")
def shared_site(published_home: Path) -> FlaskClient:
    """Return a client of the small place's published edition, for tests that change nothing of it."""
    return create_app(Settings(home=published_home)).test_client()


@pytest.fixture
def small_site(request: pytest.FixtureRequest) -> FlaskClient:
    """Return a client of the small place's published edition: of the test's own home where it has one to change."""
    if {"home", "monkeypatch"}.isdisjoint(request.fixturenames):
        client: FlaskClient = request.getfixturevalue("shared_site")
        return client
    return create_app(Settings(home=request.getfixturevalue("small_home"))).test_client()


@pytest.fixture
def made_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files for download be made in the tests' own process, which has loaded all that takes long to load."""

    def run(self: MadeFiles, edition: StoredEdition, asked: Asked) -> None:
        make(edition, asked, self.folder_of(edition))

    monkeypatch.setattr(MadeFiles, "_run", run)


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home in which the built-in sample is published, to be read."""

    def make(home: Path) -> None:
        result = CliRunner().invoke(main, ["sample"], env={"CASEMAP_HOME": str(home)})
        assert result.exit_code == 0, result.output

    return shared("sample", make, tmp_path_factory)


@pytest.fixture(scope="session")
def sample_site(sample_home: Path) -> FlaskClient:
    """Return a client of the built-in sample, for tests that change nothing of it."""
    return create_app(Settings(home=sample_home)).test_client()


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file of this name and content, and give its path."""

    def write_file(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write_file


@pytest.fixture
def small_files(tmp_path: Path) -> Path:
    """Return a copy of the small place's files that a test may change."""
    return Path(shutil.copytree(SMALL, tmp_path / "files"))
