"""The small place's site as files, written once for all that look at it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exported import export


@pytest.fixture(scope="session")
def exported(published_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which www/cases is the export of the small place."""
    folder = tmp_path_factory.mktemp("exported")
    folder.chmod(0o755)  # nginx may be another user
    export({"CASEMAP_HOME": str(published_home)}, folder / "www" / "cases")
    return folder


@pytest.fixture
def tree(exported: Path) -> Path:
    """Return the exported site."""
    return exported / "www" / "cases"
