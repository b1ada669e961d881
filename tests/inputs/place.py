"""A published place, and what loading a file does to it."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from click.testing import Result

Casemap = Callable[..., Result]
Write = Callable[[str, str | bytes], Path]


@dataclass(frozen=True)
class PublishedPlace:
    """The small place, loaded and published: releases of 2 November 2020, whose latest week ends on 27 October."""

    home: Path
    casemap: Casemap
    write: Write

    def state(self) -> dict[str, object]:
        """Give every row of the store, and every file of the editions by its hash."""
        with sqlite3.connect(self.home / "casemap.db") as connection:
            names = [str(name) for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            rows = {name: sorted(map(repr, connection.execute(f"SELECT * FROM {name}"))) for name in names}
        connection.close()
        files = [path for path in sorted((self.home / "editions").rglob("*")) if path.is_file()]
        return {**rows, **{str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}}

    def refuses(self, file: Path, *options: str) -> str:
        """Load a file that cannot be right: nothing may change. Gives what is said of the file."""
        before = self.state()
        result = self.casemap("load", *options, file)
        assert result.exit_code == 1, result.output
        assert self.state() == before
        (said,) = [line for line in result.stderr.splitlines() if line.startswith("Error: ")]
        assert said.startswith(f"Error: {file}: ")
        return said.removeprefix(f"Error: {file}: ")

    def loads(self, file: Path, *options: str) -> list[str]:
        """Load a file that can be right, of a few areas; gives what is reported, with the warnings at the end."""
        result = self.casemap("load", "--accept", "areas", *options, file)
        assert result.exit_code == 0, result.output
        warnings = [line for line in result.stderr.splitlines() if line.startswith("Warning: ")]
        return [line.strip() for line in result.stdout.splitlines()] + warnings

    def count(self, area_code: str, week_end: str) -> int | None:
        """Give the count that the release published last has of an area and week."""
        query = """SELECT cases FROM counts JOIN releases ON releases.id = release_id
                   WHERE area_code = ? AND week_end = ? ORDER BY published_on DESC, releases.id DESC"""
        with sqlite3.connect(self.home / "casemap.db") as connection:
            found = connection.execute(query, (area_code, week_end)).fetchone()
        connection.close()
        return found[0] if found else None
