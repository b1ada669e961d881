"""Describe a key of a definition: the help, default and limits that its field carries."""

from __future__ import annotations

from dataclasses import field
from typing import Any


def told(
    help: str,
    default: Any = ...,
    *,
    pattern: str = "",
    form: str = "",
    choices: tuple[str, ...] = (),
    least: int | None = None,
) -> Any:
    """Describe a field to people; without a default the file must have it.

    `form` says in words what `pattern` asks for; `least` is the least number that it, or each of it, may be.
    """
    about = {"help": help, "pattern": pattern, "form": form, "choices": choices, "least": least}
    if default is ...:
        return field(metadata=about)
    if isinstance(default, dict):
        return field(default_factory=lambda: dict(default), metadata=about)
    return field(default=default, metadata=about)
