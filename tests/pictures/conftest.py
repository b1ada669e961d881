from __future__ import annotations

from pathlib import Path

import pytest

from app.editions import EditionsFolder
from app.view import MapView


@pytest.fixture
def whole(published_home: Path) -> MapView:
    """Return the view of all the small place, by its small areas."""
    edition = EditionsFolder(published_home / "editions").current()
    return MapView(edition, edition.week)
