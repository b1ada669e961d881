"""An export of all England: its time beside that of pages served, and nginx with it beside nginx alone."""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from app import create_app
from app.export import Exported, export_site
from app.settings import Settings
from tests.bench.report import Row, at_least, at_most
from tests.bench.serving import in_turn, nginx_of
from tests.bench.site import free_port, served
from tests.exported import PUBLIC_URL, configured, nginx

PAGES = 200  # of areas, made and compressed one after another as the server does
EMBED = "embed?within=E12000001"


def measure(home: Path, folder: Path) -> Iterator[Row]:
    """Export twice, and serve what was written."""
    shutil.rmtree(folder, ignore_errors=True)
    settings = Settings(home=home, public_url=PUBLIC_URL)
    target = folder / "www" / "cases"
    page = _seconds_a_page(settings)
    done, first = _timed(settings, target)
    again, second = _timed(settings, target)
    said = f" ({first:,.0f} s for {done.written:,} answers, {done.size / 1e6:,.0f} MB; a page {1000 * page:.1f} ms)"
    yield at_most("export of all England: an answer", first / done.written / page, 1, " x an area's page served", said)
    said = f" ({second:,.0f} s, {again.written:,} written)"
    yield at_most("the same edition exported again", second / first, 1, " x the first time", said)
    yield _from_nginx(folder, (target / "embed-within-E12000001.html.gz").read_bytes())


def _from_nginx(folder: Path, content: bytes) -> Row:
    """Ask nginx as docs/export.nginx.conf has it, and nginx that does nothing else, for the same bytes."""
    port, beside = free_port(), free_port()
    (folder / "www" / "index.html").write_text("")  # by which it is known to answer
    with_export = [nginx(), "-c", str(configured(folder, port)), "-e", str(folder / "error.log"), "-g", "daemon off;"]
    alone = nginx_of(folder / "alone", beside, {"embed": content}, "gzip")
    with served(with_export, {}, port), served(alone, {}, beside):
        addresses = f"http://127.0.0.1:{port}/cases/{EMBED}", f"http://127.0.0.1:{beside}/embed"
        ours, theirs = in_turn(*addresses, "gzip")
    said = f" ({ours.rate:,.0f} a second; nginx alone {theirs.rate:,.0f})"
    return at_least("an exported embed from nginx", 100 * ours.rate / theirs.rate, 80, " % of nginx alone", said)


def _seconds_a_page(settings: Settings) -> float:
    application = create_app(settings)
    client = application.test_client()
    edition = application.extensions["casemap"].current()
    areas = edition.areas[edition.dataset.finest]
    begun = time.perf_counter()
    for area in areas[:: len(areas) // PAGES]:
        client.get(f"/areas/{area.level}/{area.code}", headers={"Accept-Encoding": "br"})
    return (time.perf_counter() - begun) / len(areas[:: len(areas) // PAGES])


def _timed(settings: Settings, target: Path) -> tuple[Exported, float]:
    logging.info("casemap export")
    begun = time.perf_counter()
    done = export_site(settings, str(target), workers=2)
    return done, time.perf_counter() - begun
