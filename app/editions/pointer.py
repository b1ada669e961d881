"""The pointer: which edition is current, and which were before it."""

from __future__ import annotations

import json
from dataclasses import dataclass

from app.editions.contract import to_json
from app.editions.places import POINTER, served_mark_of
from app.editions.storage import Storage
from app.errors import DamagedEditionError


@dataclass(frozen=True)
class Pointer:
    """The current edition, and those that were current before it, the latest last.

    `is_held` says that readers were taken back to it, and are to stay there until publishing is resumed.
    """

    edition: str
    before: tuple[str, ...] = ()
    is_held: bool = False


def read_pointer(storage: Storage) -> Pointer | None:
    """Read the pointer, None where nothing is published.

    Raises DamagedEditionError where it does not say what it should.
    """
    where = f"{storage.address}/{POINTER}"
    try:
        content = json.loads(storage.read(POINTER))
        before = tuple(map(str, content["before"]))
        return Pointer(str(content["edition"]), before, content.get("is_held", False) is True)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DamagedEditionError(f"{where} cannot be read ({error.strerror}).") from None
    except (ValueError, KeyError, TypeError):
        raise DamagedEditionError(f"{where} is damaged; publish again to mend it.") from None


def replace_pointer(storage: Storage, pointer: Pointer) -> None:
    """Show an edition to readers, and note for good that they have seen it."""
    mark = served_mark_of(pointer.edition)
    if mark not in storage.entries(pointer.edition):
        storage.write({mark: b""})
    storage.replace(POINTER, to_json(vars(pointer)))
