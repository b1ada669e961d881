"""Find the files that geodata/world/build.mjs makes."""

from __future__ import annotations

import gzip
from pathlib import Path

from app.errors import CannotPublishError

FOLDER = Path(__file__).parent.parent.parent / "geodata" / "world" / "dist"


def lines_of(name: str) -> list[str]:
    """Read the lines of one of the files; raises CannotPublishError where it was not made."""
    try:
        return gzip.decompress((FOLDER / f"{name}.tsv.gz").read_bytes()).decode().splitlines()
    except FileNotFoundError as error:
        raise CannotPublishError(
            "The land and the towns of the world, which maps stand among, are not there yet: run `make setup`, which "
            "takes them out of their packages."
        ) from error
