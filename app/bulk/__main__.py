"""Write one file of an edition, as a process of its own with a lower priority than the web server."""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from app.bulk.about import about
from app.bulk.asked import CSV, GEOPACKAGE, PARQUET, Asked
from app.bulk.rows import Rows
from app.editions import StoredEdition
from app.editions.contract import GEOMETRY
from app.editions.handing import edition_of

NICE = 10
QUALITY = 6  # of gzip's: a twentieth of CSV, in about the time that this takes to write


def make(edition: StoredEdition, asked: Asked, folder: Path) -> Path:
    """Make a file and give it: it has another name until it is whole, and then one that tells its content.

    CSV lies compressed beside it.
    """
    writing = folder / f".{asked.name}-{os.getpid()}.{asked.form}"
    try:
        write(edition, asked, writing)
        with writing.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        made = folder / f"{asked.name}-{digest[:20]}.{asked.form}"
        if asked.form == CSV:
            _compress(writing, made.with_name(f"{made.name}.gz"))
        return writing.replace(made)
    finally:
        writing.unlink(missing_ok=True)


def write(edition: StoredEdition, asked: Asked, path: Path) -> None:
    """Write what is asked for to a path where there is nothing; what writes other forms is not even imported."""
    rows = Rows(edition, asked.level, asked.weeks(edition))
    if asked.form == CSV:
        from app.bulk.table import write_csv

        write_csv(rows, path)
    elif asked.form == PARQUET:
        from app.bulk.parquet import write_parquet

        write_parquet(rows, path, about(edition, asked))
    elif asked.form == GEOPACKAGE:
        from app.bulk.geopackage import write_history, write_week

        outlines = GEOMETRY.lines(edition.read, asked.level)
        (write_week if asked.week else write_history)(rows, outlines, path, about(edition, asked))


def _compress(path: Path, target: Path) -> None:
    """Compress a file, the same bytes for the same content."""
    with (
        path.open("rb") as plain,
        target.open("wb") as file,
        gzip.GzipFile("", "wb", QUALITY, file, mtime=0) as compressed,
    ):
        shutil.copyfileobj(plain, compressed, 1 << 20)


def main(arguments: Sequence[str]) -> None:
    """Make the file that arguments say: an edition, a level, a day or nothing for all weeks, a form, and a folder."""
    *words, level, day, form, folder = arguments
    edition = edition_of(words)
    make(edition, Asked(level, edition.period(day) if day else None, form), Path(folder))


if __name__ == "__main__":
    os.nice(NICE)
    main(sys.argv[1:])
