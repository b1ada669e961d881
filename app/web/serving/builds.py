"""Share what builds of the front end made, so that while one replaces another both builds' pages find their files.

The files lie beside the editions, which every server reads: a page of the build before may be answered by a server of
the next, and the other way round.
"""

from __future__ import annotations

import re
import time
from pathlib import Path

from app.disk import write_synced
from app.web.serving.assets import Assets
from app.web.serving.bodies import Body

FOLDER = "static"
DAYS_KEPT = 30  # after the last start of a server of the build
HASHED = re.compile(r"[a-z]+-[A-Z0-9]{8}\.(?:js|css)")


def is_of_build(name: str) -> bool:
    """Tell whether a file is named by a build after its content, so that it never changes."""
    return HASHED.fullmatch(name) is not None


def share_build(editions: Path, assets: Assets) -> None:
    """Put a build's files beside the editions, where that can be written, and remove what was not used for long."""
    folder = editions / FOLDER
    if not editions.is_dir():
        return
    try:
        for name in filter(is_of_build, assets.bodies):
            _share(folder / name, assets.bodies[name].plain)
        for file in folder.glob("*"):
            if file.stat().st_mtime < time.time() - DAYS_KEPT * 86_400:
                file.unlink()
    except OSError:  # a server that only reads the editions serves its own build, and those that others share
        return


def _share(file: Path, content: bytes) -> None:
    if file.exists():
        file.touch()
        return
    writing = file.with_name(f".{file.name}")
    write_synced(writing, content)
    writing.replace(file)


def shared_body(editions: Path, name: str) -> Body | None:
    """Read a file of another build, None where no server shares it."""
    if not is_of_build(name):
        return None
    try:
        return Body((editions / FOLDER / name).read_bytes())
    except OSError:
        return None
