"""Reading files of England."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from app import sources
from app.sources import Contents, Recognised
from tests.england import ENGLAND


def kind_of(path: Path) -> Recognised:
    return sources.kind_of(path, ENGLAND)


def read_contents(path: Path, published_on: date | None = None, hidden_marks: Sequence[str] = ()) -> Contents:
    return sources.read_contents(path, ENGLAND, published_on, hidden_marks)
