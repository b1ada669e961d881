"""The outcome of loading a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from app.domain import Level


@dataclass(frozen=True)
class Loaded:
    """What came of one file.

    `rows` is None where it was loaded before and nothing changed; `withdrawn` says why that release was withdrawn.
    `unknown` are the codes that the hierarchy does not know.
    """

    path: Path
    layout: str
    published_on: date | None = None
    rows: int | None = None
    changed: int | None = None
    withdrawn: str = ""
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    unknown: Mapping[Level, tuple[str, ...]] = field(default_factory=dict)
