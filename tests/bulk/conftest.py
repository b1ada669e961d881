from __future__ import annotations

from pathlib import Path

import pytest

from app import create_app
from app.settings import Settings
from tests.bulk.reading import Reader


@pytest.fixture(scope="module")
def small(published_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Read the small place's files."""
    return Reader(create_app(Settings(home=published_home)).test_client(), tmp_path_factory.mktemp("read"))
