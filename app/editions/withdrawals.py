"""Keep which editions were withdrawn, and why: no address of theirs is answered any more."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from app.disk import replace_synced
from app.editions.contract import to_json
from app.errors import DamagedEditionError

WITHDRAWN = "withdrawn"  # lies beside the editions


class _Entry(TypedDict):
    because: str
    on: str


@dataclass(frozen=True)
class Withdrawal:
    """Why an edition was withdrawn, and on which day (ISO)."""

    because: str
    on: str


def read_withdrawals(folder: Path) -> Mapping[str, Withdrawal]:
    """Read the withdrawals of the editions in a folder, by their ids.

    Raises DamagedEditionError where they cannot be told: then nothing may be served that might be among them.
    """
    try:
        entries: dict[str, _Entry] = json.loads((folder / WITHDRAWN).read_bytes())
        return {edition: Withdrawal(entry["because"], entry["on"]) for edition, entry in entries.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise DamagedEditionError(f"{folder / WITHDRAWN} is damaged: put it back from a copy.") from None


def add_withdrawals(folder: Path, added: Mapping[str, Withdrawal]) -> None:
    """Add withdrawals to those that are kept."""
    entries = {edition: vars(each) for edition, each in {**read_withdrawals(folder), **added}.items()}
    replace_synced(folder / WITHDRAWN, to_json(entries))
