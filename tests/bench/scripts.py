"""How much JavaScript of our own a reader loads."""

from __future__ import annotations

import subprocess

import brotli

from tests.bench.report import Row, at_most
from tests.bench.site import ROOT

ESBUILD = ROOT / "node_modules" / ".bin" / "esbuild"
OPTIONS = ("--bundle", "--minify", "--format=esm", "--target=es2022", "--external:leaflet/*")  # as static/build.mjs has


def measure() -> Row:
    """Weigh the map's script without Leaflet, and tell what is loaded once the first view is there."""
    first, tools = (_compressed(name) / 1000 for name in ("map.js", "tools.js"))
    remark = f" (the tools after it {tools:.1f} kB)"
    return at_most("JavaScript of our own in the first view, beside Leaflet, in brotli", first, 20, " kB", remark)


def _compressed(name: str) -> int:
    """Return the bytes of a script with all that it imports, Leaflet left out."""
    command = [str(ESBUILD), str(ROOT / "static" / "js" / name), *OPTIONS]
    return len(brotli.compress(subprocess.run(command, capture_output=True, check=True).stdout, quality=11))
