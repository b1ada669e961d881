"""Three maps in one article: what comes over the wire, each read in turn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

from tests.bench.phone import chromium, phone
from tests.bench.places import Place
from tests.bench.report import Row, at_most
from tests.bench.site import BESIDE, put

TIMES = 3
PAGE = """<!doctype html>
<title>Article</title>
<link rel="icon" href="data:,">
{frames}
<script async src="/embed.js"></script>
"""
FRAME = '<iframe data-casemap title="Map" src="/embed{query}" height="600" loading="lazy"></iframe>'
READY = """
[...document.querySelectorAll('iframe')].every(({contentDocument}) => contentDocument.documentElement.dataset.ready)
"""
GO_TO = "document.querySelectorAll('iframe')[NUMBER].scrollIntoView()"


def write(folder: Path, north_east: Place) -> None:
    """Write an article with a map of a region, of an area and of all England."""
    queries = (f"?within={north_east.within}", f"?area={north_east.middle.area_code}", "")
    frames = "".join(FRAME.format(query=query) for query in queries)
    put(folder, "article.html", PAGE.format(frames=frames).encode())


def measure(home: str) -> Iterator[Row]:
    """Open the article on a slow phone and go from map to map."""
    with chromium() as browser:
        kilobytes = [_read(browser, home) for _ in range(TIMES)]
    yield at_most("An article with three maps: over the wire", median(kilobytes), 250, " kB")


def _read(browser: Browser, home: str) -> float:
    with phone(browser, home) as opened:
        opened.slow_down()
        opened.open(f"{BESIDE}/article.html", "")
        opened.wait_until_quiet()
        for number in range(3):
            opened.ask(GO_TO.replace("NUMBER", str(number)))
            opened.wait_until_quiet()
        opened.wait_until(lambda: opened.ask(READY), "the maps")
        return opened.traffic.bytes / 1000
