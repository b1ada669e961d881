"""A real server and a real Chromium."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from app.cli import main
from tests.browser.articles import Serve, articles
from tests.conftest import shared
from tests.exported import export, served_by_nginx
from tests.serving import served

ROOT = Path(__file__).parent.parent.parent
SMALL = ROOT / "tests" / "data" / "small"
SERVED, EXPORTED = "served", "exported"

# Chromium is started by root in containers, where it has no sandbox; it is to look nothing up of its own accord.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if not program:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield opened
        opened.close()


def publish(environment: dict[str, str], *arguments: str) -> None:
    result = CliRunner().invoke(main, ["publish", *arguments], env=environment)
    assert result.exit_code == 0, result.output


@pytest.fixture(scope="session")
def small_environment(published_home: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return {"CASEMAP_HOME": str(shutil.copytree(published_home, tmp_path_factory.mktemp("small") / "home"))}


@pytest.fixture(scope="session")
def small_served(small_environment: dict[str, str]) -> Iterator[str]:
    with served(small_environment) as address:
        yield address


@pytest.fixture(scope="session")
def small_exported(small_environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("exported")
    folder.chmod(0o755)
    export(small_environment, folder / "www" / "cases")
    with served_by_nginx(folder) as address:
        yield address


@pytest.fixture
def small(request: pytest.FixtureRequest) -> str:
    """Return the address of the small place's map: from `casemap serve`, or what `casemap export` wrote from nginx."""
    which: str = getattr(request, "param", SERVED)
    address: str = request.getfixturevalue(f"small_{which}")
    return address


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what needs no server behind the map twice: with one and without."""
    if metafunc.definition.get_closest_marker("exported_too"):
        metafunc.parametrize("small", [SERVED, EXPORTED], indirect=True)


@pytest.fixture(scope="session")
def sample(sample_home: Path) -> Iterator[str]:
    """Return the address of the built-in sample, as a newcomer sees it."""
    with served({"CASEMAP_HOME": str(sample_home)}) as address:
        yield address


@pytest.fixture(scope="session")
def england(real_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of the map of everything in the real files."""
    home = {"CASEMAP_HOME": str(real_home)}
    editions = shared("england", lambda folder: publish({**home, "CASEMAP_EDITIONS": str(folder)}), tmp_path_factory)
    with served({**home, "CASEMAP_EDITIONS": str(editions)}) as address:
        yield address


@pytest.fixture(scope="session")
def england_on_2_november(real_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of the map as of 2 November 2020, when authorities had no figures."""
    editions = tmp_path_factory.mktemp("november")
    environment = {"CASEMAP_HOME": str(real_home), "CASEMAP_EDITIONS": str(editions)}
    publish(environment, "--as-of", "2020-11-02")
    with served(environment) as address:
        yield address


@pytest.fixture(scope="session")
def missing_environment(small_environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the environment of the small place where an authority's data did not come."""
    folder = tmp_path_factory.mktemp("missing")
    environment = {"CASEMAP_HOME": str(shutil.copytree(small_environment["CASEMAP_HOME"], folder / "home"))}
    late = "areaType,areaCode,areaName,date,newCasesBySpecimenDateRollingSum\n{}"
    (folder / "msoa_2020-11-03.csv").write_text(late.format("msoa,E02000001,,2020-10-28,90\n"))
    (folder / "ltla_2020-11-03.csv").write_text(late.format("ltla,E07000001,,2020-10-28,50\n"))
    late_files = map(str, folder.glob("*.csv"))
    loaded = CliRunner().invoke(main, ["load", "--accept", "areas", *late_files], env=environment)
    assert loaded.exit_code == 0, loaded.output
    publish(environment, "--accept-incomplete", "2020-10-28")
    return environment


@pytest.fixture(scope="session")
def small_with_missing(missing_environment: dict[str, str]) -> Iterator[str]:
    """Return the address of the small place's map where an authority's data did not come."""
    with served(missing_environment) as address:
        yield address


@pytest.fixture
def changing_site(small_environment: dict[str, str], tmp_path: Path) -> Iterator[tuple[str, Callable[[], None]]]:
    """Return the address of a site, and a way to publish another week, waiting until it must be taken up."""
    environment = {**small_environment, "CASEMAP_EDITIONS": str(tmp_path)}
    publish(environment)

    def publish_the_week_before() -> None:
        publish(environment, "--accept-incomplete", "2020-10-20")
        time.sleep(2)

    with served(environment) as address:
        yield address, publish_the_week_before


@pytest.fixture
def article(small: str, tmp_path: Path) -> Iterator[str]:
    """Return the address of an article, on another origin, that frames the embed."""
    frame = f'<iframe title="Cases" src="{small}/embed?within=E12000001" width="600" height="500"></iframe>'
    (tmp_path / "index.html").write_text(f"<!doctype html><title>Article</title><link rel=icon href=data:,>{frame}")
    handler = partial(QuietHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def serve(small: str) -> Iterator[Serve]:
    """Serve articles of the test's own, at another origin, that frame the small place's map."""
    with articles(small) as put:
        yield put


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Keep the tests' output clean."""


@pytest.fixture
def browser_page(browser: Browser) -> Iterator[Page]:
    """Return a page in which requests may fail."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Open a page at a size; at the test's end nothing may have gone wrong in it or left for a third party."""
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def open_at(address: str, width: int = 1280, height: int = 800, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("dialog", lambda dialog: troubles.append(f"dialog: {dialog.message}"))
        page.on("request", lambda request: _check_address(request.url, troubles))
        page.goto(address)
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert troubles == []


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """Look for barriers in a page as it stands, and say what they are and where."""
    program = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()

    def find(page: Page) -> list[str]:
        if not page.evaluate("'axe' in window"):
            page.evaluate(f"() => {{ {program} }}")
        violations = page.evaluate("axe.run({resultTypes: ['violations']}).then(({violations}) => violations)")
        return [f"{rule['id']}: {rule['help']}: {node['html']}" for rule in violations for node in rule["nodes"]]

    return find


def _check_address(address: str, troubles: list[str]) -> None:
    if not address.startswith(("http://127.0.0.1:", "http://localhost:", "data:", "blob:")):
        troubles.append(f"request to a third party: {address}")
