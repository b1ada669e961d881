"""A published place, and files written by hand to load on top of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.inputs.place import PublishedPlace


@pytest.fixture
def place(
    small_home: Path, casemap: Callable[..., Result], write: Callable[[str, str | bytes], Path]
) -> PublishedPlace:
    return PublishedPlace(small_home, casemap, write)
