"""What Lighthouse says of pages on its phone: how fast beside Leaflet alone, how far for everyone, how well made."""

from __future__ import annotations

import json
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.phone import ARGUMENTS
from tests.bench.report import Row, at_least
from tests.bench.site import BESIDE, free_port, served, site

TIMES = 3
CASEMAP = Path(sys.executable).with_name("casemap")
LIGHTHOUSE = Path(__file__).parent / "node_modules" / ".bin" / "lighthouse"
PAGES = {
    "the map": "/",
    "an embed": "/embed?within=E12000001",
    "an area's page": "/areas/msoa/E02004314",
    "hotspots": "/hotspots",
    "rises": "/rises",
    "the table": "/table",
    "the builder": "/embed/builder",
}
SPEED = "performance"  # which is the machine's too, and held against Leaflet alone
LEAST = {"accessibility": 100, "best-practices": 100}
TOLD = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")


def measure(home: Path, folder: Path, beside: Path) -> Iterator[Row]:
    """Have each page judged a few times, as `casemap serve` gives it, and take the median of each score."""
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    with (
        served([str(CASEMAP), "serve", "--port", str(port)], {"CASEMAP_HOME": str(home)}, port),
        site(home, beside) as address,
    ):
        alone = _judged(f"{address}{BESIDE}/alone.html", folder)
        for name, path in PAGES.items():
            reports = _judged(f"http://127.0.0.1:{port}{path}", folder)
            share = 100 * _score(reports, SPEED) / _score(alone, SPEED)
            remark = f" ({_score(reports, SPEED):.0f}; {_score(alone, SPEED):.0f}; {_told(reports[0])})"
            yield at_least(f"Lighthouse, {name}: performance", share, 95, " % of Leaflet alone's", remark)
            for category, least in LEAST.items():
                what = f"Lighthouse, {name}: {category.replace('-', ' ')}"
                yield at_least(what, _score(reports, category), least, "")


def _judged(address: str, folder: Path) -> list[dict[str, Any]]:
    return [_report(address, folder / "report.json") for _ in range(TIMES)]


def _score(reports: list[dict[str, Any]], category: str) -> float:
    return float(median(100 * report["categories"][category]["score"] for report in reports))


def _report(address: str, path: Path) -> dict[str, Any]:
    chrome = shutil.which("chromium") or shutil.which("google-chrome") or ""
    command = [str(LIGHTHOUSE), address, "--quiet", "--no-enable-error-reporting"]
    command += ["--output=json", f"--output-path={path}", f"--only-categories={','.join((SPEED, *LEAST))}"]
    command += [f"--chrome-flags={' '.join(['--headless=new', *ARGUMENTS])}"]
    subprocess.run(command, env={**os.environ, "CHROME_PATH": chrome}, check=True, stdin=subprocess.DEVNULL)
    report: dict[str, Any] = json.loads(path.read_text())
    if "runtimeError" in report:
        raise RuntimeError(f"{address}: {report['runtimeError']}")
    logging.info("Lighthouse, %s: %s", address, _told(report))
    return report


def _told(report: dict[str, Any]) -> str:
    audits = [report["audits"][name] for name in TOLD]
    return ", ".join(f"{audit['title']} {audit['displayValue']}" for audit in audits).replace("\u00a0", " ")
