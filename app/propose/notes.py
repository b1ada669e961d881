"""Notes made while a definition is proposed: reasons, what is uncertain, and what to ask."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.dataset.lines import Place
from app.propose.answers import Question

_LISTED = 5


@dataclass
class Notes:
    """Reasons by the place of what they are of, sentences on what could not be told, and questions."""

    reasons: dict[Place, str] = field(default_factory=dict)
    unclear: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


def listed(texts: Sequence[str]) -> str:
    """Name a few, and count the others."""
    if len(texts) > _LISTED:
        return f"{', '.join(texts[: _LISTED - 2])} and {len(texts) - _LISTED + 2:,} more"
    return ", ".join(texts[:-1]) + (" and " if len(texts) > 1 else "") + (texts[-1] if texts else "")


def as_sentence(text: str) -> str:
    """Begin a reason with a capital."""
    return text[:1].upper() + text[1:]


def fits(pattern: str, text: str) -> bool:
    """Return whether the whole text matches."""
    return re.fullmatch(pattern, text) is not None
