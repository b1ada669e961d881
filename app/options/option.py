"""The description of an option of addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from app.dataset import Dataset
from app.options.values import Options
from app.view import MapView
from app.wording import Wording

Choices = Callable[[MapView, Wording], Iterable[tuple[str, str]]]
Schema = dict[str, Any]


@dataclass(frozen=True)
class Option:
    """An option: its name, what it asks for, what it may be, and what holds without it.

    An option of the view has a `field` of MapView, which `read` gives for what was asked of the whole map, and `write`
    says as an address does. `label` names it in a form, where `choices` are the values and names to choose from.
    `schema` is the JSON Schema of its values for a dataset, which the API's description gives.
    """

    name: str
    help: str
    may_be: str
    otherwise: str
    field: str = ""
    read: Callable[[Options, MapView], Any] | None = None
    write: Callable[[MapView], str] | None = None
    label: str = ""
    choices: Choices | None = None
    is_several: bool = False
    schema: Callable[[Dataset], Schema] = lambda _: {"type": "string"}


def as_markdown(options: Iterable[Option]) -> str:
    """Return the table of options that docs/embedding.md holds."""
    rows = ((f"`{option.name}`", option.may_be, option.otherwise) for option in options)
    lines = (f"| {' | '.join(row)} |" for row in (("option", "values", "without it"), ("---",) * 3, *rows))
    return "\n".join((*lines, ""))
