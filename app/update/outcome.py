"""The outcome of an update, for people, for the log and for the caller."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from app.editions import StoredEdition
from app.load import Loaded


class Outcome(Enum):
    """How an update ended: its word in the log, the exit code, and what it means."""

    PUBLISHED = "published", 0, "Readers see a new edition."
    UNCHANGED = "unchanged", 0, "The publisher has nothing new."
    LATE = "late", 0, "The publisher has nothing new, and the definition says that it is due."
    HELD = "held", 0, "What came was loaded. A rollback holds, so it was not published."
    FAILED = "failed", 1, "A setting cannot be used, the store cannot be reached, or the program is wrong."
    BUSY = "busy", 3, "Another update is at work on this store."
    NOT_FETCHED = "not_fetched", 4, "A file did not come whole, or what came is no file of a known layout."
    REFUSED = "refused", 5, "A file cannot be right, or can hardly be, and was not loaded."
    NOT_PUBLISHED = "not_published", 6, "All was loaded, and an edition cannot be made of it."

    def __init__(self, word: str, exit_code: int, meaning: str) -> None:
        self.word = word
        self.exit_code = exit_code
        self.meaning = meaning


@dataclass(frozen=True)
class Update:
    """What an update did, and the edition that readers see after it.

    `reason` says why where something failed, `fetched` is how many files came, `passed_over` what was wrong with those
    that later ones stand in for.
    """

    outcome: Outcome
    reason: str = ""
    edition: StoredEdition | None = None
    fetched: int = 0
    loaded: tuple[Loaded, ...] = ()
    passed_over: tuple[str, ...] = ()
    overdue_since: date | None = None

    def for_the_log(self, seconds: float) -> dict[str, Any]:
        """Return what one line of the log says of it beside its word."""
        return {
            "outcome": self.outcome.word,
            "exit_code": self.outcome.exit_code,
            "reason": self.reason or None,
            "edition": self.edition.id if self.edition else None,
            "published_on": self.edition.facts["published_on"] if self.edition else None,
            "overdue_since": self.overdue_since.isoformat() if self.overdue_since else None,
            "files_fetched": self.fetched,
            "files_loaded": len(self.loaded),
            "files_passed_over": len(self.passed_over),
            "seconds": round(seconds, 1),
        }


def as_markdown() -> str:
    """Return the table of outcomes that docs/operation.md holds."""
    rows = ((f"`{one.word}`", str(one.exit_code), one.meaning) for one in Outcome)
    return "\n".join(f"| {' | '.join(row)} |" for row in (("outcome", "ends with", "meaning"), ("---",) * 3, *rows))
