"""First views side by side: when a page has painted something, and when its areas are drawn and clickable."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from statistics import median
from typing import Any

from playwright.sync_api import Browser

from tests.bench.phone import chromium, phone, script
from tests.bench.report import Row, at_most, plain
from tests.bench.site import BESIDE

TIMES = 5
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


@dataclass(frozen=True)
class View:
    """A page to open; `areas` is how many a page of Leaflet's draws, None where the page says when it is ready."""

    name: str
    path: str
    areas: int | None = None


@dataclass(frozen=True)
class Visit:
    """What an opening took: milliseconds since navigation began, and what came over the wire."""

    first_paint: float
    placeholder: float | None
    ready: float
    bytes_until_ready: float
    bytes_in_all: float
    requests: float


ALONE = View("Leaflet alone", f"{BESIDE}/alone.html", areas=0)
ENGLAND = View("Casemap, all England", "/")
NORTH_EAST = View("Casemap, North East", "/embed?within=E12000001")
TARGETS = {ENGLAND: (1.4, 110), NORTH_EAST: (1.3, 90)}  # times Leaflet alone, kilobytes


def measure(views: Iterable[View], home: str) -> dict[View, Visit]:
    """Open the pages in turn, so that noise falls on all alike, and give the median of each."""
    visits: dict[View, list[Visit]] = {view: [] for view in views}
    with chromium() as browser:
        for time in range(TIMES + 1):
            for view, done in visits.items():
                made = visit(browser, home, view)
                logging.info("first view %d of %d of %s: %.0f ms", time, TIMES, view.name, made.ready)
                if time:  # the first round warms the server up
                    done.append(made)
    return {view: _median(done) for view, done in visits.items()}


def visit(browser: Browser, home: str, view: View) -> Visit:
    """Open a page on a phone, once."""
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
        values = [getattr(visit, name) for visit in visits]
        return None if None in values else median(values)

    return Visit(**{field.name: middle(field.name) for field in fields(Visit)})


def rows(visits: Mapping[View, Visit]) -> Iterable[Row]:
    """Hold the first views against what they are to reach."""
    alone = visits[ALONE].ready
    for view, made in visits.items():
        seconds = f" ({made.ready / 1000:.2f} s)"
        kilobytes = f" ({made.bytes_until_ready / 1000:.0f} kB when ready, {made.requests:.0f} requests)"
        if view in TARGETS:
            ratio, most = TARGETS[view]
            yield at_most(f"{view.name}: ready", made.ready / alone, ratio, " x Leaflet alone", seconds)
            yield at_most(f"{view.name}: over the wire", made.bytes_in_all / 1000, most, " kB", kilobytes)
            yield _first_paint(view.name, made, alone)
        else:
            yield plain(f"{view.name}: ready", made.ready / alone, " x Leaflet alone", seconds)
            yield plain(f"{view.name}: over the wire", made.bytes_in_all / 1000, " kB", kilobytes)


def _first_paint(name: str, made: Visit, alone: float) -> Row:
    """What is painted first tells something once the areas' placeholder is there too."""
    remark = f" (first contentful paint at {made.first_paint / 1000:.2f} s)"
    to_reach = f"before Leaflet alone is ready ({alone / 1000:.2f} s)"
    if made.placeholder is None:
        return Row(f"{name}: title and placeholder", to_reach, f"no placeholder{remark}", held=False)
    painted = max(made.placeholder, made.first_paint)
    return Row(f"{name}: title and placeholder", to_reach, f"{painted / 1000:.2f} s{remark}", painted < alone)
