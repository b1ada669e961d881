"""A map of an earlier edition says beside an area's figure what it is now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.editions import EditionsFolder
from tests.revised import with_second_edition
from tests.serving import served

REVISED_AREA, SAME_AREA = "msoa.E02000005", "msoa.E02000001"  # Church End had 4 and has 6


@pytest.fixture(scope="module")
def earlier(published_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return an address of a map as it was before its figures were revised, but for the area."""
    home = with_second_edition(published_home, tmp_path_factory.mktemp("revised"))
    first = EditionsFolder(published_home / "editions").current().id
    with served({"CASEMAP_HOME": str(home)}) as address:
        yield f"{address}/{{}}?edition={first}&area={{}}"


@pytest.mark.parametrize("page", ["", "embed"])
def test_a_popup_has_the_figure_of_then_and_the_one_of_now(
    open_page: Callable[..., Page], earlier: str, page: str
) -> None:
    popup = open_page(earlier.format(page, REVISED_AREA), 1280, 800).locator(".leaflet-popup-content")

    expect(popup).to_contain_text("4 cases")
    expect(popup).to_contain_text("Revised since: 6 cases")


def test_a_figure_that_was_not_revised_stands_alone(open_page: Callable[..., Page], earlier: str) -> None:
    opened = open_page(earlier.format("", SAME_AREA), 1280, 800)
    opened.wait_for_load_state("networkidle")

    expect(opened.locator(".leaflet-popup-content")).to_contain_text("1,204 cases")
    expect(opened.locator(".area-fact.since")).to_have_count(0)
