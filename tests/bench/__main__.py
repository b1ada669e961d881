"""Measure Casemap against what it is to reach, all in one run: `make bench`, or a part with `make bench ONLY=views`.

What is measured goes to standard output and var/bench/report.md, with var/bench/report.png beside it.
"""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.bench import (
    article,
    audit,
    bulk,
    data,
    export,
    journeys,
    lighthouse,
    peers,
    pipeline,
    plain,
    plot,
    room,
    scale,
    scripts,
    search,
    serving,
    views,
)
from tests.bench.places import read_places
from tests.bench.report import Row, as_markdown
from tests.bench.site import ROOT, site

FOLDER = ROOT / "var" / "bench"
CASEMAP = Path(sys.executable).with_name("casemap")
PARTS: dict[str, tuple[str, ...]] = {  # and the programs that each needs
    "views": ("chromium",),
    "peers": ("chromium",),
    "journeys": ("chromium",),
    "search": ("chromium",),
    "article": ("chromium",),
    "pipeline": (),
    "room": (),
    "scale": (),
    "serving": ("nginx", "wrk"),
    "data": (),
    "export": ("nginx", "wrk"),
    "bulk": ("nginx", "wrk"),
    "audit": (),
    "lighthouse": ("chromium",),
}


def main(chosen: list[str]) -> None:
    """Measure the chosen parts, or all, and write the report."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    unknown = set(chosen) - set(PARTS)
    if unknown:
        sys.exit(f'There is no part {", ".join(sorted(unknown))}: say ONLY="..." of {", ".join(PARTS)}.')
    parts = chosen or list(PARTS)
    programs = sorted({program for part in parts for program in PARTS[part]})
    _check_programs(programs)
    real_data = _real_data()
    _forget_settings()
    home = _published(real_data)
    report = as_markdown(_measure(parts, real_data, home), programs)
    (FOLDER / "report.md").write_text(report)
    print(report)


def _measure(parts: list[str], real_data: Path, home: Path) -> list[Row]:
    beside = FOLDER / "beside"
    england, north_east = read_places(real_data, home)
    alone, (whole, part) = peers.write_leaflet_alone(beside), views.own_views(england, north_east)
    pages = [alone, whole, part, views.framed(beside, alone), views.framed(beside, part, most=(1.2, 85))]
    if "peers" in parts:
        logging.info("write and compress what others make")
        pages += [*peers.write_peers(beside, england), *peers.write_peers(beside, north_east)]
    article.write(beside, north_east)
    if {"journeys", "search"}.intersection(parts):
        plain.write(beside, england, map(journeys.view_of, journeys.CITIES))
    rows: list[Row] = []
    with site(home, beside) as address:
        if {"views", "peers"}.intersection(parts):
            visits = views.measure(pages, address)
            plot.draw(visits, FOLDER / "report.png")
            rows += [*views.rows(visits), scripts.measure()]
        if "journeys" in parts:
            rows += journeys.measure(address)
        if "search" in parts:
            rows += search.measure(address)
        if "article" in parts:
            rows += article.measure(address)
    if "pipeline" in parts:
        rows += pipeline.measure(real_data, FOLDER / "pipeline")
    if "room" in parts:
        rows += room.measure(home, FOLDER / "room")
    if "scale" in parts:
        rows += scale.measure(home, real_data, FOLDER / "scale")
    if "serving" in parts:
        rows += serving.measure(home, FOLDER / "serving")
    if "data" in parts:
        rows += data.measure(home)
    if "export" in parts:
        rows += export.measure(home, FOLDER / "export")
    if "bulk" in parts:
        rows += bulk.measure(home, FOLDER / "bulk")
    if "audit" in parts:
        rows += audit.measure(home)
    if "lighthouse" in parts:
        rows += lighthouse.measure(home, FOLDER / "lighthouse", beside)
    return rows


def _check_programs(programs: list[str]) -> None:
    missing = [program for program in programs if not shutil.which(program)]
    if missing:
        sys.exit(f"Not installed: {', '.join(missing)}. On Debian: apt-get install {' '.join(missing)}")


def _real_data() -> Path:
    folder = Path(os.environ.get("CASEMAP_REAL_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        sys.exit(f"The real files are not in {folder}: say where with CASEMAP_REAL_DATA.")
    return folder


def _forget_settings() -> None:
    """Keep the settings of whoever runs this out of it, and this out of their store."""
    for variable in [name for name in os.environ if name.startswith("CASEMAP_") or name == "DATABASE_URL"]:
        del os.environ[variable]


def _published(real_data: Path) -> Path:
    """Load all the real files into a new home, and publish them."""
    home = FOLDER / "home"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    environment = {**os.environ, "CASEMAP_HOME": str(home)}
    for command in (["load", str(real_data)], ["publish"]):
        logging.info("casemap %s", " ".join(command))
        subprocess.run([CASEMAP, *command], env=environment, check=True, capture_output=True)
    return home


if __name__ == "__main__":
    main(sys.argv[1:])
