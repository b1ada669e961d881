"""First views side by side: when a page has painted something, and when its areas are drawn and clickable."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from statistics import median
from typing import Any

from playwright.sync_api import Browser

from tests.bench.phone import chromium, phone, script
from tests.bench.places import Place
from tests.bench.report import Row, at_least, at_most, plain

TIMES = 5
MIDDLE = """
(({x, y, width, height}) => [x + width / 2, y + height / 2])(
  document.querySelector('.leaflet-container').getBoundingClientRect())
"""
POPUP = "document.querySelector('.leaflet-popup-content')?.textContent"
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


@dataclass(frozen=True)
class View:
    """A page to open.

    `middle` is the area in the middle of its map, whose popup must come when it is tapped. `areas` is how many a page
    of Leaflet's draws, None where the page says when it is ready. `most` is what a page is to keep to: how many times
    what Leaflet alone takes, and how many kilobytes.
    """

    name: str
    path: str
    middle: str | None = None
    areas: int | None = None
    most: tuple[float, float] | None = None


@dataclass(frozen=True)
class Visit:
    """What an opening took: milliseconds since navigation began, None for what never came; and bytes and requests."""

    first_paint: float | None
    placeholder: float | None
    ready: float
    bytes_until_ready: float
    bytes_in_all: float
    requests: float


def own_views(england: Place, north_east: Place) -> list[View]:
    """Give Casemap's own pages; all England opens on upper tier authorities."""
    return [
        View(f"Casemap, {england.name}", "/", england.middle.utla_name, most=(1.4, 110)),
        View(
            f"Casemap, {north_east.name}",
            f"/embed?within={north_east.within}",
            north_east.middle.area_name,
            most=(1.3, 90),
        ),
    ]


def measure(views: Iterable[View], home: str) -> dict[View, Visit]:
    """Open the pages in turn, so that noise falls on all alike, and give the median of each."""
    visits: dict[View, list[Visit]] = {view: [] for view in views}
    with chromium() as browser:
        for view in visits:  # warms the server up too
            check(browser, home, view)
        for time in range(TIMES):
            for view, done in visits.items():
                done.append(visit(browser, home, view))
                logging.info("first view %d of %d, %s: %.0f ms", time + 1, TIMES, view.name, done[-1].ready)
    return {view: _median(done) for view, done in visits.items()}


def check(browser: Browser, home: str, view: View) -> None:
    """Tap the middle of a page's map once it is ready: the popup must tell of the area that is there."""
    with phone(browser, home) as opened:
        opened.open(view.path, script("watch.js", areas=view.areas))
        opened.wait_until(lambda: "ready" in opened.told, "ready")
        if view.middle:
            opened.page.touchscreen.tap(*opened.ask(MIDDLE))
            opened.wait_until(lambda: view.middle in (opened.ask(POPUP) or ""), f"the popup of {view.middle}")


def visit(browser: Browser, home: str, view: View) -> Visit:
    """Open a page on a slow phone."""
    with phone(browser, home) as opened:
        opened.slow_down()
        opened.open(view.path, script("watch.js", areas=view.areas))
        opened.wait_until(lambda: "ready" in opened.told, "ready")
        bytes_until_ready = opened.traffic.bytes
        opened.wait_until_quiet()
        return Visit(
            first_paint=opened.ask(PAINTED),
            placeholder=opened.told.get("placeholder"),
            ready=opened.told["ready"],
            bytes_until_ready=bytes_until_ready,
            bytes_in_all=opened.traffic.bytes,
            requests=opened.traffic.requests,
        )


def _median(visits: Sequence[Visit]) -> Visit:
    def middle(name: str) -> Any:
        values = [value for visit in visits if (value := getattr(visit, name)) is not None]
        return median(values) if len(values) > len(visits) / 2 else None

    return Visit(**{field.name: middle(field.name) for field in fields(Visit)})


def rows(visits: Mapping[View, Visit]) -> Iterable[Row]:
    """Hold the first views against what they are to reach."""
    by_name = {view.name: made for view, made in visits.items()}
    alone = by_name["Leaflet alone"].ready
    for view, made in visits.items():
        ratio, kilobytes = made.ready / alone, made.bytes_in_all / 1000
        seconds = f" ({made.ready / 1000:.2f} s)"
        before = f" ({made.bytes_until_ready / 1000:.0f} kB when ready; {made.requests:.0f} requests)"
        if not view.most:
            yield plain(f"{view.name}: ready", ratio, " x Leaflet alone", seconds)
            yield plain(f"{view.name}: over the wire", kilobytes, " kB", before)
            continue
        yield at_most(f"{view.name}: ready", ratio, view.most[0], " x Leaflet alone", seconds)
        yield at_most(f"{view.name}: over the wire", kilobytes, view.most[1], " kB", before)
        yield _first_paint(view.name, made, alone)
    if "geopandas.explore, all England" in by_name:
        faster = by_name["geopandas.explore, all England"].ready / by_name["Casemap, all England"].ready
        yield at_least("Casemap, all England: faster than geopandas.explore", faster, 6, " x")


def _first_paint(name: str, made: Visit, alone: float) -> Row:
    """What is painted first tells something once the areas' placeholder is there too."""
    what, to_reach = f"{name}: title and placeholder", f"before Leaflet alone is ready ({alone / 1000:.2f} s)"
    if made.first_paint is None or made.placeholder is None:
        return Row(what, to_reach, f"no {'placeholder' if made.first_paint else 'first contentful paint'}", held=False)
    painted = max(made.placeholder, made.first_paint)
    remark = f" (first contentful paint at {made.first_paint / 1000:.2f} s)"
    return Row(what, to_reach, f"{painted / 1000:.2f} s{remark}", painted < alone)
