"""A stored edition that is damaged: found by its hash, never served, stood in for by the edition before, and mended."""

from __future__ import annotations

import fnmatch
import json
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from app import create_app
from app.cli import main
from app.editions import EditionsFolder
from app.settings import Settings
from tests.stored import opened, stored_files

Answers = Mapping[str, tuple[int, bytes]]

KINDS = (
    *("edition.json", "map.json", "hexes.json", "boxes.json", "record.json", "published.json", "timeline.json"),
    *("areas/*", "weeks/*", "geometry/*", "neighbours/*", "search.json", "postcodes/*"),
    *("data/*.csv", "data/*.json", "data/*.geojson", "layers/*", "finer/*", "outlines/*", "surroundings.json"),
    *("releases.json", "releases/*", "revisions/*"),
)
CURRENT = (  # addresses that answer from the edition that readers see
    "/",
    "/embed",
    "/embed?within=E12000001&area=E02000002",
    *("/releases", "/hotspots", "/rises?level=msoa", "/table?level=msoa", "/search?q=Hart"),
    *(f"/areas/{area}" for area in ("nation/E92000001", "ltla/E07000001", "msoa/E02000001", "msoa/E02000006")),
    *(
        f"/api/v1/weeks/{week}/{level}.{form}"
        for week in ("latest", "2020-10-20")
        for level in ("utla", "msoa")
        for form in ("csv", "json", "geojson")
    ),
)


def flip_a_byte(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0x01
    file.write_bytes(content)


def remove(file: Path) -> None:
    file.unlink()


def run(home: Path, *arguments: str) -> None:
    result = CliRunner().invoke(main, arguments, env={"CASEMAP_HOME": str(home)})
    assert result.exit_code == 0, result.output


def site_of(home: Path) -> FlaskClient:
    return create_app(Settings(home=home)).test_client()


def answers(site: FlaskClient, addresses: Iterable[str] = CURRENT) -> Answers:
    return {address: (answer.status_code, answer.data) for address in addresses for answer in [site.get(address)]}


def pinned(home: Path, edition_id: str) -> list[str]:
    """List the addresses that answer from this edition and no other."""
    edition = f"/editions/{edition_id}"
    layers = [f"{edition}/{name}" for name in opened(home, edition_id).names if name.startswith("layers/")]
    others = ("timeline", "weeks/2020-10-27", "weeks/2020-10-20", "areas/msoa/E02000001", "areas/utla/E06000001")
    return [*layers, *(f"{edition}/{name}.json" for name in others)]


class TwoEditions:
    """A home in which an edition follows another, and what readers get of either."""

    def __init__(self, home: Path) -> None:
        self.home = home
        run(home, "load", str(Path(__file__).parent.parent / "data" / "small"))
        run(home, "publish", "--accept-incomplete", "2020-10-20")
        self.first = EditionsFolder(home / "editions").current().id
        self.of_first = answers(site_of(home))
        run(home, "publish")
        self.second = EditionsFolder(home / "editions").current().id
        self.of_second = answers(site_of(home))
        self.pinned = answers(site_of(home), pinned(home, self.second))


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> TwoEditions:
    return TwoEditions(tmp_path_factory.mktemp("two") / "home")


@pytest.fixture
def home(published: TwoEditions, tmp_path: Path) -> Path:
    """Return a copy of the home that a test may damage."""
    return Path(shutil.copytree(published.home, tmp_path / "home"))


@pytest.fixture(autouse=True)
def looking_always(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.web.serving.site.LOOK_EVERY", -1.0)


def files_of(published: TwoEditions, kind: str) -> list[str]:
    return fnmatch.filter(everything_in(published), kind)


def everything_in(published: TwoEditions) -> list[str]:
    return [*opened(published.home, published.second).names, "edition.json"]


def copies(published: TwoEditions, home: Path, name: str) -> list[Path]:
    """Return the files in a copy of the home that hold a file of the second edition: two where the first shares it."""
    of_home = stored_files(published.home, published.second, name)
    return [home / file.relative_to(published.home) for file in of_home]


def test_every_file_of_an_edition_is_of_a_kind_that_is_damaged_here(published: TwoEditions) -> None:
    assert sorted(name for kind in KINDS for name in files_of(published, kind)) == sorted(everything_in(published))


@pytest.mark.parametrize("damage", [flip_a_byte, remove])
@pytest.mark.parametrize("kind", KINDS)
def test_of_one_damaged_file_readers_notice_nothing_or_get_the_edition_before_until_publishing_mends_it(
    published: TwoEditions, home: Path, kind: str, damage: Callable[[Path], None]
) -> None:
    file, *spares = copies(published, home, files_of(published, kind)[0])
    damage(file)
    site = site_of(home)

    assert answers(site) == (published.of_second if spares else published.of_first)
    health = site.get("/healthz")
    assert (health.status_code, health.get_json()["status"]) == (200, "ok" if spares else "degraded")
    assert health.get_json()["edition"] == (published.second if spares else published.first)
    if not spares:
        assert f"Edition {published.second}" in health.get_json()["problem"]
    for address, (status, body) in answers(site, published.pinned).items():
        assert (status, body) == published.pinned[address] or (status in (404, 503) and not spares)

    run(home, "publish")
    assert answers(site) == published.of_second
    assert answers(site, published.pinned) == published.pinned
    assert site.get("/healthz").get_json()["status"] == "ok"


def test_of_what_editions_share_both_copies_must_be_damaged_before_readers_miss_it(
    published: TwoEditions, home: Path
) -> None:
    shared = [name for name in everything_in(published) if len(copies(published, home, name)) == 2]
    for file in copies(published, home, "geometry/msoa.txt"):
        flip_a_byte(file)
    site = site_of(home)

    assert {"geometry/msoa.txt", "areas/msoa.json", "weeks/2020-10-20.json", "boxes.json"} <= set(shared)
    for address, (status, body) in answers(site).items():
        assert (status, body) == published.of_second[address] or status == 503
    assert site.get("/").status_code == 200
    assert site.get("/healthz").get_json()["status"] == "degraded"
    run(home, "publish")
    assert answers(site) == published.of_second


@pytest.mark.parametrize("kind", KINDS)
def test_damage_found_on_reading_never_reaches_a_reader(published: TwoEditions, home: Path, kind: str) -> None:
    site = site_of(home)
    assert site.get("/healthz").get_json()["edition"] == published.second
    for name in files_of(published, kind):
        flip_a_byte(copies(published, home, name)[0])

    for _ in range(2):
        for address, answer in answers(site).items():
            assert answer in (published.of_first[address], published.of_second[address])
        for address, (status, body) in answers(site, published.pinned).items():
            assert (status, body) == published.pinned[address] or status == 503


def test_what_was_found_damaged_is_logged_once(
    published: TwoEditions, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    site = site_of(home)
    site.get("/healthz")
    flip_a_byte(copies(published, home, "data/msoa.csv")[0])
    answers(site, ["/api/v1/weeks/latest/msoa.csv", "/", "/api/v1/weeks/latest/msoa.csv"])

    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert f"Readers see edition {published.first}: Edition {published.second}: data/msoa.csv" in caplog.text


@pytest.mark.parametrize("form", ["br", "gzip", "identity"])
def test_a_layer_comes_as_it_was_published_or_not_at_all(published: TwoEditions, home: Path, form: str) -> None:
    address = pinned(home, published.second)[0]
    for file in copies(published, home, address.removeprefix(f"/editions/{published.second}/")):
        flip_a_byte(file)
    answer = site_of(home).get(address, headers={"Accept-Encoding": form})

    assert answer.status_code == 503
    assert answer.headers["Cache-Control"] == "no-store"


def test_of_several_damaged_editions_the_last_whole_one_stands_in(published: TwoEditions, home: Path) -> None:
    run(home, "publish", "--as-of", "2020-11-02", "--accept-incomplete", "2020-10-20")  # the first again
    run(home, "publish")
    flip_a_byte(copies(published, home, "timeline.json")[0])

    assert json.loads((home / "editions/current").read_bytes())["before"] == [
        published.first,
        published.second,
        published.first,
    ]
    assert answers(site_of(home)) == published.of_first


def test_where_no_edition_is_whole_what_is_whole_of_the_current_one_is_served(
    published: TwoEditions, home: Path
) -> None:
    for file in copies(published, home, "map.json"):
        flip_a_byte(file)
    site = site_of(home)

    assert site.get("/").status_code == 503
    assert "Sorry, there is a problem" in site.get("/").text
    assert site.get("/api/v1/weeks/latest/msoa.csv").data == published.of_second["/api/v1/weeks/latest/msoa.csv"][1]
    assert site.get("/healthz").get_json()["status"] == "degraded"


def test_the_commands_say_what_readers_see(published: TwoEditions, home: Path) -> None:
    flip_a_byte(copies(published, home, "timeline.json")[0])
    environment = {"CASEMAP_HOME": str(home)}
    status = CliRunner().invoke(main, ["status"], env=environment)
    as_json = json.loads(CliRunner().invoke(main, ["status", "--json"], env=environment).stdout)

    assert status.stdout.startswith(f"Edition {published.second}: timeline.json is not what was published")
    assert f"Edition {published.first}: seven days to 20 October 2020" in status.stdout
    assert (as_json["edition"], as_json["problem"] is None) == (published.first, False)
