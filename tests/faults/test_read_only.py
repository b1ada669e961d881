"""A container that can only be read, as docs/operation.md has it: all goes on in its home and a small folder /tmp."""

from __future__ import annotations

import os
import subprocess
import urllib.request
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.faults.conftest import SMALL
from tests.serving import CASEMAP, free_port, started

PROTECT = """
mount --bind "$CASEMAP_HOME" "$CASEMAP_HOME"
mount -t tmpfs -o size=64m tmpfs "$TMPDIR"
mount -o remount,ro,bind /
! touch "$UNWRITABLE" 2>/dev/null
exec "$@"
"""
READ_ONLY = ("unshare", "--mount", "sh", "-ec", PROTECT, "sh")


@pytest.fixture
def container(tmp_path: Path) -> Mapping[str, str]:
    if os.geteuid() != 0:
        pytest.skip("only root may mount a file system")
    for name in ("data", "tmp"):
        (tmp_path / name).mkdir()
    home = tmp_path / "data"
    return {
        "CASEMAP_HOME": str(home),
        "CASEMAP_GEODATA": str(home / "geodata"),
        "TMPDIR": str(tmp_path / "tmp"),
        "UNWRITABLE": str(tmp_path / "written"),
    }


def test_a_week_is_loaded_published_and_served(container: Mapping[str, str]) -> None:
    for command in (("load", SMALL), ("publish",)):
        subprocess.run([*READ_ONLY, CASEMAP, *command], env={**os.environ, **container}, check=True)

    port = free_port()
    with started(container, port, within=READ_ONLY):
        for path in ("", "image.png"):
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=60) as answer:
                assert answer.status == 200
