"""Keep which editions were withdrawn, and why: their addresses are no longer answered."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypedDict

from app.editions.contract import to_json
from app.editions.places import WITHDRAWN
from app.editions.storage import Storage
from app.errors import DamagedEditionError


class _Entry(TypedDict):
    because: str
    on: str


@dataclass(frozen=True)
class Withdrawal:
    """Why an edition was withdrawn, and on which day (ISO)."""

    because: str
    on: str


def read_withdrawals(storage: Storage) -> Mapping[str, Withdrawal]:
    """Read the withdrawals of editions, by their ids.

    Raises DamagedEditionError where they cannot be told: then nothing may be served that might be among them.
    """
    where = f"{storage.address}/{WITHDRAWN}"
    try:
        entries: dict[str, _Entry] = json.loads(storage.read(WITHDRAWN))
        return {edition: Withdrawal(entry["because"], entry["on"]) for edition, entry in entries.items()}
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise DamagedEditionError(f"{where} cannot be read ({error.strerror}).") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise DamagedEditionError(f"{where} is damaged: put it back from a copy.") from None


def add_withdrawals(storage: Storage, added: Mapping[str, Withdrawal]) -> None:
    """Add withdrawals to those that are kept."""
    entries = {edition: vars(each) for edition, each in {**read_withdrawals(storage), **added}.items()}
    storage.replace(WITHDRAWN, to_json(entries))
