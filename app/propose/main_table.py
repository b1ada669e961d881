"""Find which table holds the counts, and which layer has their areas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.propose.counting import count_columns, noun_named
from app.propose.groups import rows_of_all
from app.propose.joins import Join, best_join
from app.propose.lengths import with_heading, with_releases
from app.propose.looks import Kind, Look
from app.propose.periods import timing_of
from app.propose.tables import TextTable
from app.propose.timing import Timing

AREAS = "areas"  # what a layer of areas draws
_CODE_WORDS = {"code", "cd", "id", "geoid", "fips", "zip", "zcta", "gss"}


@dataclass(frozen=True)
class Main:
    """The table of counts of the finest areas, read so that the counts of one length of period are left.

    `key` is the column that names the area, `code_property` the property of the layer that holds its code, and `codes`
    the code for each text of the key. `by_name` tells whether the key holds names. `counts` are the columns that may
    hold counts, none where the table is wide by period.
    """

    table: TextTable
    key: str
    timing: Timing
    counts: tuple[str, ...]
    layer: TextTable | None
    join: Join | None
    code_property: str
    codes: Mapping[str, str]
    by_name: bool

    @property
    def count(self) -> str:
        """Return the column that is taken for the counts; blank where the table is wide by period."""
        return self.counts[0] if self.counts and not self.timing.periods else ""

    def counting(self, count: str) -> Main:
        """Return the same with another column taken for the counts."""
        return replace(self, counts=(count, *(each for each in self.counts if each != count)))

    @property
    def join_property(self) -> str:
        """Return the property that the key matches."""
        return self.join.known_as if self.join else ""

    @property
    def areas(self) -> set[str]:
        """Return the codes of the areas that counts are of."""
        return set(self.codes.values())


def main_tables(tables: Sequence[TextTable], folder: str = "") -> list[Main]:
    """Find the tables that may hold the counts of the finest areas, the likeliest first.

    The folder's name may say what is counted.
    """
    noun = noun_named(folder)
    layers = [table for table in tables if table.shapes == AREAS]
    found = [main for table in tables if (main := _main_of(table, layers, noun))]
    return sorted(found, key=_worth, reverse=True)


def _worth(main: Main) -> tuple[object, ...]:
    joined = main.join.matched if main.join else 0
    told = main.timing.length is not None
    return (joined > 0, not main.by_name, joined, told, main.timing.last or date.min, len(main.areas), main.table.rows)


def _main_of(table: TextTable, layers: Sequence[TextTable], noun: str) -> Main | None:
    timing = timing_of(table)
    if timing is None:
        return None
    if timing.where:
        (heading, begins), *_ = timing.where.items()
        table = table.where(heading, begins)
    own = {heading: look for heading, look in table.looks.items() if heading not in timing.columns}
    if table.shapes == AREAS:
        return _of_itself(table, own, timing, noun)
    found = [(join, layer) for layer in layers if (join := best_join(own, layer.looks))]
    if not found:
        return None if layers else _without_layer(table, own, timing, noun)
    join, layer = max(found, key=lambda each: (each[0].matched, each[0].share))
    if everybody := rows_of_all(table, join.column, timing.day):
        for heading, text in everybody.items():
            table = table.where(heading, text)
        timing = replace(timing, where={**timing.where, **everybody})
        own = {heading: look for heading, look in table.looks.items() if heading not in timing.columns}
    counts = _counts(own, join.column, noun)
    if not counts and not timing.periods:
        return None
    timing = with_heading(timing, counts[0] if counts else "", table.files)
    by_name, code_property = _code_property(layer, join.known_as)
    codes = _codes(layer, join, code_property, own[join.column])
    return Main(table, join.column, timing, counts, layer, join, code_property, codes, by_name)


def _counts(own: Mapping[str, Look], key: str, noun: str) -> tuple[str, ...]:
    return tuple(count_columns([look for heading, look in own.items() if heading != key], noun))


def _of_itself(table: TextTable, own: Mapping[str, Look], timing: Timing, noun: str) -> Main | None:
    key = key_of(table, own, timing)
    counts = _counts(own, key, noun)
    if not key or not (counts or timing.periods):
        return None
    timing = with_heading(timing, counts[0] if counts else "", table.files)
    timing = with_releases(timing, (table, *table.others))
    codes = {text: text for text in own[key].texts}
    join = Join(key, key, len(codes), len(codes), (), ())
    return Main(table, key, timing, counts, table, join, key, codes, by_name=False)


def _without_layer(table: TextTable, own: Mapping[str, Look], timing: Timing, noun: str) -> Main | None:
    key = key_of(table, own, timing)
    counts = _counts(own, key, noun)
    if not key or not (counts or timing.periods):
        return None
    timing = with_heading(timing, counts[0] if counts else "", table.files)
    codes = {text: text for text in own[key].texts}
    return Main(table, key, timing, counts, None, None, "", codes, by_name=False)


def key_of(table: TextTable, own: Mapping[str, Look], timing: Timing) -> str:
    """Find the column that tells areas apart within a period; empty where none does."""
    ends = table.columns[timing.day] if timing.day else ("",) * table.rows
    best, worth = "", (0.0, 0.0, 0.0)
    for heading, look in own.items():
        if (
            look.kind not in (Kind.TEXT, Kind.COUNTS)
            or look.is_numbering
            or (look.marks and look.numbers)
            or look.blanks
        ):
            continue
        if look.kind is Kind.COUNTS and not _CODE_WORDS & set(look.words):
            continue
        told_apart = len(set(zip(table.columns[heading], ends, strict=True))) / max(table.rows, 1)
        codes = bool(_CODE_WORDS & set(look.words)) or all(any(map(str.isdigit, text)) for text in look.texts)
        this = (round(told_apart, 1), float(codes), -float(len(look.texts)))
        if told_apart > 0.6 and len(look.texts) > 1 and this > (worth if best else (0.0, 0.0, -1e9)):
            best, worth = heading, this
    return best


def _code_property(layer: TextTable, known_as: str) -> tuple[bool, str]:
    """Return whether a property holds names, and which holds the codes: the same where the layer has no codes."""
    look = layer.looks[known_as]
    if not is_named(look):
        return False, known_as
    coded = [its for its in layer.looks.values() if its.heading != known_as and _is_key(its) and not is_named(its)]
    best = max(coded, key=lambda its: (bool(_CODE_WORDS & set(its.words)), not its.is_numbering), default=None)
    return True, best.heading if best else known_as


def is_named(look: Look) -> bool:
    """Return whether a column holds names rather than codes."""
    spaced = sum(" " in text or not any(map(str.isdigit, text)) for text in look.texts)
    return spaced > 0.5 * len(look.texts) and not _CODE_WORDS & set(look.words)


def _is_key(look: Look) -> bool:
    return look.kind in (Kind.TEXT, Kind.COUNTS) and len(look.texts) == look.rows


def _codes(layer: TextTable, join: Join, code_property: str, key: Look) -> dict[str, str]:
    """Return the code for each text of the key that the layer knows."""
    of = {text: text for text in layer.looks[join.known_as].texts}
    if code_property != join.known_as:
        pairs = layer.pairs(join.known_as, code_property)
        of = {text: next(iter(codes)) for text, codes in pairs.items() if len(codes) == 1}
    if join.digits and not join.fills_column:
        of = {text.zfill(join.digits): code.zfill(join.digits) for text, code in of.items()}
    filled = {text: _filled(text, join) for text in key.texts}
    return {text: of[its] for text, its in filled.items() if its in of}


def _filled(text: str, join: Join) -> str:
    return text.zfill(join.digits) if join.digits and join.fills_column and text.isdigit() else text
