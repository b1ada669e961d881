"""What the same work takes with the libraries alone: `python -m tests.bench.alone WORK PATHS`, a process each."""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli
import geopandas
import pandas as pd

LEVELS = ("ltla", "utla", "region")


def load_counts(counts: Path) -> None:
    """Read a file of counts with pandas, and put its rows into a table of SQLite."""
    with tempfile.NamedTemporaryFile(suffix=".db") as file, sqlite3.connect(file.name) as connection:
        pd.read_csv(counts).to_sql("counts", connection)


def load_boundaries(boundaries: Path, hierarchy: Path) -> None:
    """Read boundaries with GeoPandas, and dissolve them to every level above."""
    shapes = geopandas.read_file(boundaries).merge(pd.read_csv(hierarchy), left_on="MSOA11CD", right_on="msoa_code")
    for level in LEVELS:
        shapes.dissolve(f"{level}_code")
    shapes.dissolve()


def publish(layers: Path) -> None:
    """Compress an edition's layers."""
    with ThreadPoolExecutor() as threads:
        list(threads.map(brotli.compress, (path.read_bytes() for path in layers.glob("*.json"))))


WORKS = {work.__name__: work for work in (load_counts, load_boundaries, publish)}

if __name__ == "__main__":
    WORKS[sys.argv[1]](*map(Path, sys.argv[2:]))
