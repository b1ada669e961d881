"""First views side by side: when a page has painted something, and when its areas are drawn and clickable."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser

from tests.bench.phone import chromium, phone, script
from tests.bench.places import Place
from tests.bench.report import Row, at_least, at_most, plain
from tests.bench.site import BESIDE, put

TIMES = 5
AGAIN = 100  # ms after which a tap that nothing answered is tried again
IN_FRAME = ", in a frame"
PAGE = "(document.querySelector('iframe')?.contentDocument ?? document)"
MIDDLE = f"""
(({{x, y, width, height}}, frame) => [(frame?.x ?? 0) + x + width / 2, (frame?.y ?? 0) + y + height / 2])(
  {PAGE}.querySelector('.map, .leaflet-container').getBoundingClientRect(),
  document.querySelector('iframe')?.getBoundingClientRect())
"""
POPUP = f"{PAGE}.querySelector('.leaflet-popup-content')?.textContent"
FRAMED = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Article</title>
<link rel="icon" href="data:,">
</head>
<body>
<h1>Article</h1>
<iframe title="Map" src="{path}" style="width: 100%; height: 600px; border: 0"></iframe>
</body>
</html>
"""
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


@dataclass(frozen=True)
class View:
    """A page to open.

    `middle` is the area in the middle of its map, whose popup must come when it is tapped. `areas` is how many a page
    of Leaflet's draws, None where the page says when it is ready. `most` is what a page is to keep to: how many times
    what Leaflet alone takes, and how many kilobytes; `alone` names the page of Leaflet's that it is compared with.
    """

    name: str
    path: str
    middle: str | None = None
    areas: int | None = None
    most: tuple[float, float] | None = None
    alone: str = "Leaflet alone"


@dataclass(frozen=True)
class Visit:
    """What an opening took: milliseconds since navigation began, None for what never came; and bytes and requests."""

    first_paint: float | None
    placeholder: float | None
    ready: float  # the areas are drawn, and a tap is answered
    map: float  # it can be moved
    bytes_until_ready: float
    bytes_in_all: float
    requests: float
    popup: float | None = None  # of a tap as early as can be


def own_views(england: Place, north_east: Place) -> list[View]:
    """Return Casemap's own pages; all England opens on upper tier authorities."""
    return [
        View(f"Casemap, {england.name}", "/", england.middle.utla_name, most=(1.2, 100)),
        View(
            f"Casemap, {north_east.name}",
            f"/embed?within={north_east.within}",
            north_east.middle.area_name,
            most=(1.2, 85),
        ),
    ]


def framed(folder: Path, view: View, most: tuple[float, float] | None = None) -> View:
    """Write an article that has a page in a frame."""
    file = f"framed-{sha256(view.path.encode()).hexdigest()[:8]}.html"
    put(folder, file, FRAMED.format(path=view.path).encode())
    return replace(
        view, name=f"{view.name}{IN_FRAME}", path=f"{BESIDE}/{file}", most=most, alone=f"{view.alone}{IN_FRAME}"
    )


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
        opened.wait_until(lambda: "map" in opened.told, "the map")
        opened.wait_until_quiet()
        middle = opened.ask(MIDDLE)
        made = Visit(
            first_paint=opened.ask(PAINTED),
            placeholder=opened.told.get("placeholder"),
            ready=opened.told["ready"],
            map=opened.told["map"],
            bytes_until_ready=bytes_until_ready,
            bytes_in_all=opened.traffic.bytes,
            requests=opened.traffic.requests,
        )
    return made if view.most is None else replace(made, popup=tapped(browser, home, view, middle))


def tapped(browser: Browser, home: str, view: View, middle: tuple[float, float]) -> float:
    """Tap a page's map on a slow phone from when its picture is seen, until a popup with the name and the count is."""
    with phone(browser, home) as opened:
        opened.slow_down()
        opened.open(view.path, script("watch.js", areas=view.areas))
        opened.wait_until(lambda: "placeholder" in opened.told, "the picture of the areas")
        while "popup" not in opened.told:
            opened.page.touchscreen.tap(*middle)
            opened.page.wait_for_timeout(AGAIN)
        said = opened.ask(POPUP)
        if view.middle not in said or "case" not in said:
            raise RuntimeError(f"{view.name}: the popup says {said!r}, not the count of {view.middle}")
        return float(opened.told["popup"])


def _median(visits: Sequence[Visit]) -> Visit:
    def middle(name: str) -> Any:
        values = [value for visit in visits if (value := getattr(visit, name)) is not None]
        return median(values) if len(values) > len(visits) / 2 else None

    return Visit(**{field.name: middle(field.name) for field in fields(Visit)})


def rows(visits: Mapping[View, Visit]) -> Iterable[Row]:
    """Hold the first views against what they are to reach."""
    by_name = {view.name: made for view, made in visits.items()}
    for view, made in visits.items():
        alone = by_name[view.alone].ready
        ratio, kilobytes = made.ready / alone, made.bytes_in_all / 1000
        seconds = f" ({made.ready / 1000:.2f} s)"
        before = f" ({made.bytes_until_ready / 1000:.0f} kB when ready; {made.requests:.0f} requests)"
        if not view.most:
            yield plain(f"{view.name}: ready", ratio, f" x {view.alone}", seconds)
            yield plain(f"{view.name}: over the wire", kilobytes, " kB", before)
            continue
        yield at_most(f"{view.name}: ready", ratio, view.most[0], f" x {view.alone}", seconds)
        moves = f" ({made.map / 1000:.2f} s)"
        yield plain(f"{view.name}: the map can be moved", made.map / alone, f" x {view.alone}", moves)
        yield at_most(f"{view.name}: over the wire", kilobytes, view.most[1], " kB", before)
        if made.popup is not None:
            early = f" ({made.popup / 1000:.2f} s)"
            yield at_most(f"{view.name}: a tap's name and count", made.popup / alone, 0.9, f" x {view.alone}", early)
        if not view.name.endswith(IN_FRAME):
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
