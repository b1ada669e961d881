"""Tables of a definition while they are put together, each choice with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.dataset.files import Table, TableColumns, WideColumns
from app.dataset.lines import Place
from app.propose.levels import common_beginning
from app.propose.tables import TextTable
from app.sources.publication import is_called

_DATE = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}[-_.]?(?:[01]?[0-9](?:[-_.]?[0-3]?[0-9])?)?(?![0-9])")


@dataclass
class Draft:
    """A table: which columns are what, what else is said of it, and why, by the keys that lead there.

    `last` is the last day that its counts are of, where it is known.
    """

    table: TextTable
    level: str
    name: str
    columns: dict[str, Any] = field(default_factory=dict)
    said: dict[str, Any] = field(default_factory=dict)
    why: dict[Place, str] = field(default_factory=dict)
    last: date | None = None

    def column(self, key: str, heading: str, why: str = "", of: str = "") -> None:
        """State what a column holds; `of` is the level of a parent."""
        if of:
            self.columns.setdefault(key, {})[of] = heading
        else:
            self.columns[key] = heading
        if why:
            before = self.why.get(("columns", key))
            self.why[("columns", key)] = f"{before}\n{why}" if before else why

    def say(self, key: str, value: Any, why: str = "") -> None:
        """State a key of the table."""
        self.said[key] = value
        if why:
            self.why[(key,)] = why

    @property
    def is_of_counts(self) -> bool:
        """Return whether the table holds counts."""
        return "count" in self.columns or "wide" in self.said

    @property
    def says_something(self) -> bool:
        """Return whether it says more than which areas there are."""
        return bool(self.columns.keys() - {"code", "end"} or "wide" in self.said)

    @property
    def needed(self) -> set[str]:
        """Return the headings by which it is recognised."""
        flat = [value for value in self.columns.values() if isinstance(value, str)]
        inner = [each for value in self.columns.values() if isinstance(value, dict) for each in value.values()]
        return {*flat, *inner, *self.said.get("where", {})}

    def finished(self, tables: Sequence[TextTable]) -> Table:
        """Make the table; its files are named where other files have its columns too, or their names are dated."""
        said = dict(self.said)
        others = [
            table
            for table in tables
            if (table.files != self.table.files or table.sheet != self.table.sheet)
            and self.needed <= table.columns.keys()
        ]
        if others or len(self.table.files) > 1 or _DATE.search(self.table.files[0]):
            names = {name for table in tables for name in table.files} - set(self.table.files)
            said["files"] = with_undated(pattern_of_names(self.table.files), names)
        if self.table.sheet:
            said["sheet"] = self.table.sheet
        if self.table.headings > 1:
            said["headings"] = self.table.headings
        if self.table.encoding:
            said["encoding"] = self.table.encoding
            self.why[("encoding",)] = (
                "It is neither UTF-8 nor Windows-1252: in this encoding its words have letters only"
            )
        wide = WideColumns(**said.pop("wide", {}))
        return Table(self.name, self.level, columns=TableColumns(**self.columns), wide=wide, **said)


def pattern_of_names(names: Sequence[str]) -> str:
    """Make a pattern of files' names, a star for what differs: dates, or what stands between beginning and end."""
    starred = {_DATE.sub("*", name) for name in names}
    if len(starred) == 1:
        return starred.pop()
    begins = common_beginning(names)
    ends = common_beginning([name[::-1] for name in names])[::-1]
    return f"{begins}*{ends[max(0, len(begins) + len(ends) - min(map(len, names))) :]}"


def with_undated(pattern: str, others: Iterable[str]) -> str:
    """Widen a pattern to names that have no date: wards*.csv has wards.csv too; not where it has these others so."""
    wider = re.sub(r"(?<=[^*])[-_. ]+\*(?=\.)", "*", pattern)
    return pattern if any(is_called(name, wider) for name in others) else wider


def placed(drafts: Sequence[Draft]) -> Mapping[Place, str]:
    """Return all drafts' reasons by their places in a definition."""
    return {("tables", number, *keys): why for number, draft in enumerate(drafts) for keys, why in draft.why.items()}
