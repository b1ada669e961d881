"""A published place, and what loading a file does to it."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd
from click.testing import Result

from app.settings import Settings
from app.store import open_store
from app.store.known import known_counts, published_by

Casemap = Callable[..., Result]
Write = Callable[[str, str | bytes], Path]


@dataclass(frozen=True)
class PublishedPlace:
    """The small place, loaded and published: releases of 2 November 2020, whose latest week ends on 27 October."""

    home: Path
    casemap: Casemap
    write: Write

    def state(self) -> dict[str, object]:
        """Return every row of the store, and every file of the editions by its hash."""
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
        """Return the count that the release published last has of an area and week."""
        settings, weeks = Settings(home=self.home), [date.fromisoformat(week_end)]
        with open_store(settings.store_url) as store, store.reading() as connection:
            levels = [known_counts(connection, level, published_by(None), weeks) for level in settings.dataset.slugs]
        rows = pd.concat(levels).dropna()
        return dict(zip(rows["area_code"], rows["cases"].tolist(), strict=True)).get(area_code)
