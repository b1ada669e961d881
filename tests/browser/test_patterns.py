"""Areas without a figure are told from hidden ones by their patterns: read from the pixels of the map's canvas."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from math import isqrt

import numpy as np
import pytest
from click.testing import CliRunner
from numpy.typing import NDArray
from playwright.sync_api import Page, expect

from app.cli import main
from app.pictures.ink import LIGHT
from tests.browser.conftest import SMALL, publish
from tests.serving import served

Open = Callable[..., Page]
Block = NDArray[np.float64]

ZOOMS = (9, 10, 11, 11.25, 11.75, 12, 12.5, 13)
CORNER = (-1.5, 54.5)  # where four of the areas meet
TIMES = 5  # wider than they are: else the map would not go out to zoom 9
MIDDLE = "54.5000,-1.7500"  # between an area without a change, to the north, and one without data, to the south
TILE, SIDE = 6, 24  # pixels of the page
NORTH, SOUTH = (-SIDE / 2, -SIDE - 6), (-SIDE / 2, 6)  # the corners of blocks in these areas, from the map's middle
# The red of each pixel of a block, row by row.
READ = """
([right, down, side]) => {
  const canvas = document.querySelector('#map_casemap canvas');
  const ratio = canvas.width / parseFloat(canvas.style.width);
  const [left, top, size] = [canvas.width / 2 + right * ratio, canvas.height / 2 + down * ratio, side * ratio]
    .map(Math.round);
  const {data} = canvas.getContext('2d').getImageData(left, top, size, size);
  return Array.from({length: size * size}, (_, pixel) => data[4 * pixel]);
}
"""


@pytest.fixture(scope="module")
def wide(missing_environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of the small place where data did not come, its areas so many times wider."""
    folder = tmp_path_factory.mktemp("wide")
    environment = {"CASEMAP_HOME": str(shutil.copytree(missing_environment["CASEMAP_HOME"], folder / "home"))}
    boundaries = json.loads((SMALL / "boundaries.geojson").read_text())
    for feature in boundaries["features"]:
        rings = np.array(feature["geometry"]["coordinates"])
        feature["geometry"]["coordinates"] = (CORNER + TIMES * (rings - CORNER)).round(3).tolist()
    (folder / "boundaries.geojson").write_text(json.dumps(boundaries))
    loaded = CliRunner().invoke(main, ["load", str(folder / "boundaries.geojson")], env=environment)
    assert loaded.exit_code == 0, loaded.output
    publish(environment, "--accept-incomplete", "2020-10-28")
    with served(environment) as address:
        yield address


def at_zoom(site: str, zoom: float) -> str:
    return f"{site}/?level=msoa&measure=change&view={MIDDLE},{zoom}"


def wait_until_drawn(page: Page) -> None:
    page.wait_for_selector("html[data-ready=true]")
    page.wait_for_selector("#map_casemap[data-level=msoa][data-pending='0']")
    expect(page.get_by_role("button", name="Zoom out")).to_be_enabled()  # else the map is closer than asked for


def block_at(page: Page, right: float, down: float) -> Block:
    """Return how much of each pixel is marked: none where it has the land's colour, all where it has the marks'."""
    red = np.array(page.evaluate(READ, [right, down, SIDE]), dtype=float)
    land, mark = (int(colour[1:3], 16) for colour in (LIGHT.land, LIGHT.quiet))
    return ((land - red) / (land - mark)).reshape(isqrt(red.size), -1)


def repeats(block: Block, tile: int) -> bool:
    return all(np.abs(turned[tile:] - turned[:-tile]).max() < 0.1 for turned in (block, block.T))


def drag(page: Page, right: float, down: float) -> None:
    box = page.locator("#map_casemap").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right, y + down, steps=5)
    page.mouse.up()


@pytest.mark.parametrize("ratio", [1, 2])
def test_at_every_zoom_missing_is_hatched_and_not_calculable_dotted(open_page: Open, wide: str, ratio: int) -> None:
    page = open_page(f"{wide}/about", device_scale_factor=ratio, reduced_motion="reduce")
    for zoom in ZOOMS:
        page.goto(at_zoom(wide, zoom))
        wait_until_drawn(page)
        hatched, dotted = block_at(page, *SOUTH), block_at(page, *NORTH)

        assert repeats(hatched, TILE * ratio), zoom
        assert 0.15 < hatched.mean() < 0.26, zoom
        assert repeats(dotted, TILE * ratio), zoom
        assert 0.08 < dotted.mean() < 0.13, zoom
        for axis in (0, 1):  # columns, then rows: all cross the hatching's lines, and some of them dots
            assert np.ptp(hatched, axis).min() > 0.4, zoom
            darkest = dotted.max(axis)
            assert darkest.min() < 0.1, zoom
            assert darkest.max() > 0.8, zoom


@pytest.mark.parametrize("corner", [NORTH, SOUTH], ids=["dotted", "hatched"])
def test_a_pattern_stays_in_its_place_when_the_map_is_dragged(
    open_page: Open, wide: str, corner: tuple[float, float]
) -> None:
    page = open_page(at_zoom(wide, 12.5), reduced_motion="reduce")
    wait_until_drawn(page)
    drag(page, 9, 9)  # after which the view lies on whole pixels
    before = block_at(page, *corner)
    drag(page, 37, 21)

    assert np.abs(block_at(page, corner[0] + 37, corner[1] + 21) - before).max() < 0.1
