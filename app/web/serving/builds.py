"""Share the files of several builds of the front end, so that pages of each find theirs during a replacement.

The files lie beside the editions, which every server reads: a page of the build before may be answered by a server of
the next, and the other way round.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from app.editions import Storage
from app.errors import CasemapError
from app.web.serving.assets import Assets
from app.web.serving.bodies import Body

FOLDER = "static"
A_DAY = timedelta(days=1)  # after which a build that is used is written again, so as not to be taken for unused
DAYS_KEPT = 30  # after the last start of a server of the build
KEPT = timedelta(days=DAYS_KEPT)
HASHED = re.compile(r"[a-z]+-[A-Z0-9]{8}\.(?:js|css)")


def is_of_build(name: str) -> bool:
    """Return whether a file is named by a build after its content, so that it never changes."""
    return HASHED.fullmatch(name) is not None


def share_build(storage: Storage, assets: Assets) -> None:
    """Put a build's files beside the editions, where that can be written, and remove what was not used for long."""
    ours, now = {f"{FOLDER}/{name}": assets.bodies[name].plain for name in assets.bodies if is_of_build(name)}, _now()
    try:
        if not storage.folders():  # no edition is there: a server makes no place for them
            return
        shared = storage.entries(FOLDER)
        storage.write(
            {name: ours[name] for name in ours if name not in shared or now - shared[name].written_at > A_DAY}
        )
        unused = (name for name, file in shared.items() if now - file.written_at > KEPT)
        storage.remove(name for name in unused if name not in ours)
    except (OSError, CasemapError):  # a server that only reads serves its own build, and those that others share
        return


def _now() -> datetime:
    return datetime.now(UTC)


def shared_body(storage: Storage, name: str) -> Body | None:
    """Read a file of another build, None where no server shares it."""
    if not is_of_build(name):
        return None
    try:
        return Body(storage.read(f"{FOLDER}/{name}"))
    except OSError:
        return None
