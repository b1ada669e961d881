"""Print what was found, as a table of aligned text, and what is uncertain."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping

from app.dataset.definition import Dataset
from app.dataset.files import BoundaryLayer, Table
from app.dataset.levels import LevelDefinition
from app.dataset.lines import Place
from app.propose.proposal import Proposal

_WIDTH = 116
_ROW = tuple[str, str, str]


def told(proposal: Proposal) -> str:
    """Return what was found and what was not, as lines."""
    rows = list(_rows(proposal.dataset, proposal.reasons))
    first, second = (max(len(row[place]) for row in rows) for place in (0, 1))
    second = min(second, 44)
    lines = [line for row in rows for line in _lines(row, first, second)]
    if proposal.unclear:
        lines += ["", "What could not be told:"]
        for sentence in proposal.unclear:
            lines += textwrap.wrap(sentence, _WIDTH, initial_indent="  ", subsequent_indent="    ")
    return "\n".join(lines)


def _lines(row: _ROW, first: int, second: int) -> Iterator[str]:
    what, value, why = row
    indent = " " * (first + second + 4)
    start = f"{what:<{first}}  {value:<{second}}  "
    if len(value) > second:
        yield start.rstrip()
        start = indent
    parts = textwrap.wrap(why, max(_WIDTH - len(indent), 30)) or [""]
    yield f"{start}{parts[0]}".rstrip()
    yield from (f"{indent}{part}" for part in parts[1:])


def _rows(dataset: Dataset, reasons: Mapping[Place, str]) -> Iterator[_ROW]:
    yield "map", dataset.title, ""
    yield "counts", f"{dataset.count.one}, {dataset.count.many}", reasons.get(("count",), "")
    yield "period", _length(dataset), reasons.get(("period",), "")
    for number, level in enumerate(dataset.levels):
        yield from _of_level(level, ("levels", number), reasons)
    for number, table in enumerate(dataset.tables):
        yield from _of_table(table, ("tables", number), reasons)
    for number, layer in enumerate(dataset.boundaries):
        yield from _of_layer(layer, ("boundaries", number), reasons)
    if dataset.finder:
        yield "found by", dataset.finder.name, reasons.get(("finder",), "")
    for name, day in dataset.published.items():
        yield "published", f"{name}: {day}", reasons.get(("published", name), "")


def _length(dataset: Dataset) -> str:
    days, months = dataset.period.days, dataset.period.months
    number, noun = (months, "month") if months else (days, "day")
    return f"{number} {noun}{'s' * (number != 1)}"


def _of_level(level: LevelDefinition, place: Place, reasons: Mapping[Place, str]) -> Iterator[_ROW]:
    first, *rest = reasons.get(place, "").splitlines() or [""]
    yield "level", f"{level.name}{f' ({level.only.name})' if level.only else ''}", first
    if level.hidden:
        yield "  hidden", f"{level.hidden.least} to {level.hidden.most}", reasons.get((*place, "hidden"), "")
    elif rest:
        yield "  hidden", "none", re.sub("^None is hidden: ", "", rest[0])
    if (*place, "absent") in reasons:
        yield "  no row", level.absent, reasons[(*place, "absent")]


def _of_table(table: Table, place: Place, reasons: Mapping[Place, str]) -> Iterator[_ROW]:
    yield "table", table.name, ", ".join(filter(None, (table.files, table.sheet and f"sheet {table.sheet}")))
    for name in ("code", "name", "other_name", "count", "start", "end", "population", "longitude", "latitude", "finds"):
        if heading := getattr(table.columns, name):
            yield f"  {name.replace('_', ' ')}", heading, reasons.get((*place, "columns", name), "")
    for level in dict.fromkeys((*table.columns.parents, *table.columns.parent_names)):
        headings = (table.columns.parents.get(level), table.columns.parent_names.get(level))
        yield "  lies in", " and ".join(filter(None, headings)), level
    if table.wide.periods:
        yield "  periods", table.wide.periods, reasons.get((*place, "wide"), "")
    if table.wide.areas:
        yield "  areas", f"{len(table.wide.areas)} columns", reasons.get((*place, "wide"), "")
    for key in ("where", "digits", "marks", "blank", "other_codes", "same_names", "encoding", "daily", "day_first"):
        if (*place, key) in reasons:
            yield f"  {key.replace('_', ' ')}", _short(getattr(table, key)), reasons[(*place, key)]


def _of_layer(layer: BoundaryLayer, place: Place, reasons: Mapping[Place, str]) -> Iterator[_ROW]:
    named = f", name {layer.name}" if layer.name else ""
    yield "boundaries", f"{layer.level}: {layer.code}{named}", reasons.get(place, "").splitlines()[0]
    for key in ("other_codes", "digits"):
        if (*place, key) in reasons:
            yield f"  {key.replace('_', ' ')}", _short(getattr(layer, key)), reasons[(*place, key)]


def _short(value: object) -> str:
    if isinstance(value, Mapping):
        said = ", ".join(f"{key}: {each}" for key, each in value.items())
    elif isinstance(value, tuple):
        said = ", ".join(map(str, value))
    else:
        said = str(value).lower() if isinstance(value, bool) else str(value)
    return textwrap.shorten(said, 44, placeholder=" ...")
