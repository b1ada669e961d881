"""Find the levels of a definition: their names, the table that holds the hierarchy, and the one area at the top."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.dataset.levels import NOT_PUBLISHED, LevelDefinition, Only
from app.propose.areas import Told
from app.propose.counting import Hiding
from app.propose.levels import Column, Lying, chain, code_pattern
from app.propose.main_table import Main
from app.propose.notes import Notes, listed
from app.propose.nouns import Called, called, is_areal, several

_NO_AREA = re.compile("(?i)unknown|unassigned|undefined|no data|water|n/a")
_WHOLE = Called("whole", "whole area", "area", "areas")


@dataclass(frozen=True)
class Above:
    """A level that finest areas lie in: its columns, what it is called, and the table that says who lies in it."""

    lying: Lying
    called: Called
    home: Told | None


@dataclass(frozen=True)
class Hierarchy:
    """The levels, the coarsest first: the one area on top, where a column names it, those between, and the finest.

    `without_counts` are codes of shapes that no counts are of, `no_shapes` those of them that stand for no area.
    """

    top: Lying | None
    whole: Called
    above: tuple[Above, ...]
    finest: Called
    without_counts: tuple[str, ...]
    no_shapes: tuple[str, ...]


def hierarchy_of(
    main: Main, told: Sequence[Told], taken: set[str], names_of_areas: Column | None, notes: Notes
) -> Hierarchy:
    """Find the levels in what tables tell of areas, but for these columns of the table of counts."""
    ordered = sorted(told, key=lambda each: each.table is not main.table)
    columns = [column for each in ordered for column in each.columns if column.heading not in taken]
    whole, left_out = chain(columns, len(main.areas))
    for level, why in left_out:
        if len(level.column.texts) > 1:
            notes.unclear.append(f"{' and '.join(level.headings)} could be a level, and is left out: {why}.")
    tops = [level for level in whole if len(level.column.texts) == 1]
    top = next((each for each in tops if each.code or is_areal(each.column.heading)), None)
    lying = [level for level in whole if level not in tops]
    names = _names([level.headings for level in lying])
    slugs = [each.slug for each in names]
    finest = called(_headings_of_finest(main, names_of_areas), slugs)
    above = tuple(Above(*each) for each in zip(lying, names, _homes(lying, told), strict=True))
    lacking = _without_counts(main)
    no_shapes = tuple(code for code in lacking if _is_no_area(code))
    top_called = called([top.column.heading], [*slugs, finest.slug]) if top else _WHOLE
    return Hierarchy(top, top_called, above, finest, lacking, no_shapes)


def level_definitions(
    its: Hierarchy, main: Main, hiding: Hiding, place: str, notes: Notes
) -> tuple[LevelDefinition, ...]:
    """Define the levels, the coarsest first; `place` is what all of it is called, where no file names it."""
    levels = [_top(its, place, notes), *_between(its, notes)]
    return (*levels, _finest(its, main, hiding, len(levels), notes))


def joined(main: Main) -> str:
    """Say how many areas of the table of counts the boundaries know."""
    found = main.join
    if found is None or main.layer is None:
        return (
            f"{len(main.areas):,} different in {main.key}; there is no layer of boundaries, so that the map is of "
            "hexagons, and needs a point in each area"
        )
    if main.layer is main.table:
        return f"{found.matched:,} areas with counts and shapes in one, by {found.column}"
    what = "names" if main.by_name else "codes"
    said = f"{found.matched:,} of {found.of:,} {what} of {found.column} are in {main.layer.called} ({found.known_as})"
    return f"{said}; not there: {listed(found.unmatched)}" if found.unmatched else said


def _headings_of_finest(main: Main, names: Column | None) -> list[str]:
    """Return what heads the finest areas' codes and names; a layer's own headings come last, as they are shortened."""
    in_table = [names.heading] if names and names.table is main.table and not main.table.shapes else []
    return [main.key, *in_table, *([main.join.known_as] if main.join else [])]


def _names(headings: Sequence[tuple[str, ...]]) -> list[Called]:
    names: list[Called] = []
    for each in headings:
        names.append(called(each, [name.slug for name in names]))
    return names


def _homes(lying: Sequence[Lying], told: Sequence[Told]) -> list[Told | None]:
    """Choose for each level the table that says who lies in it: as few tables as may be, those with codes before."""
    homes: dict[int, Told] = {}
    while left := [place for place in range(len(lying)) if place not in homes]:
        found = {number: [lying[place].of_table(each.table) for place in left] for number, each in enumerate(told)}
        best = max(
            found,
            key=lambda number: (sum(bool(code) for code, _ in found[number]), sum(map(any, found[number])), -number),
        )
        telling = [place for place, pair in zip(left, found[best], strict=True) if any(pair)]
        if not telling:
            break
        homes |= dict.fromkeys(telling, told[best])
    return [homes.get(place) for place in range(len(lying))]


def _without_counts(main: Main) -> tuple[str, ...]:
    if main.layer is None or main.join is None:
        return ()
    digits = 0 if main.join.fills_column else main.join.digits
    codes = {text.zfill(digits) if text.isdigit() else text for text in main.layer.looks[main.code_property].texts}
    return tuple(sorted(codes - main.areas))


def _is_no_area(code: str) -> bool:
    """Return whether a code stands for no area: 99999, unknown."""
    return (len(code) > 1 and len(set(code)) == 1) or _NO_AREA.search(code) is not None


def _top(its: Hierarchy, place: str, notes: Notes) -> LevelDefinition:
    only, why = Only("all", place), f"All {several(its.finest)} lie in one area, named after the folder"
    if its.top:
        (text,) = its.top.column.texts
        named = next(iter(its.top.name.texts)) if its.top.name else place
        only = Only(text if its.top.code else "all", named)
        why = f'{its.top.column.heading} of {its.top.column.table.called} is "{text}" throughout'
    notes.reasons[("levels", 0)] = why
    return LevelDefinition(its.whole.slug, its.whole.name, noun=its.whole.noun, drawn=False, only=only)


def _between(its: Hierarchy, notes: Notes) -> Iterator[LevelDefinition]:
    for number, level in enumerate(its.above, 1):
        column = level.lying.column
        below = several(its.above[number].called if number < len(its.above) else its.finest)
        notes.reasons[("levels", number)] = (
            f"{' and '.join(level.lying.headings)} of {column.table.called}: {len(column.texts):,} different, and each "
            f"of the {below} lies in one"
        )
        made = LevelDefinition(level.called.slug, level.called.name, noun=level.called.noun)
        pattern = code_pattern(sorted(level.lying.code.texts)) if level.lying.code else ""
        yield replace(made, code=pattern) if pattern else made


def _finest(its: Hierarchy, main: Main, hiding: Hiding, number: int, notes: Notes) -> LevelDefinition:
    place = ("levels", number)
    made = LevelDefinition(its.finest.slug, its.finest.name, noun=its.finest.noun)
    notes.reasons[place] = joined(main)
    if pattern := code_pattern(sorted(main.areas | set(its.without_counts) - set(its.no_shapes))):
        made = replace(made, code=pattern)
    if hiding.hidden:
        made = replace(made, hidden=hiding.hidden)
        notes.reasons[(*place, "hidden")] = hiding.why
    else:
        notes.reasons[place] += f"\nNone is hidden: {hiding.why}"
    absent, why = _absent(its, main, hides=hiding.hidden is not None, notes=notes)
    if why:
        notes.reasons[(*place, "absent")] = why
    return replace(made, absent=absent)


def _absent(its: Hierarchy, main: Main, *, hides: bool, notes: Notes) -> tuple[str, str]:
    """Find what an absent row means: it depends on whether all areas of a coarser one are absent at once."""
    if main.timing.periods or main.layer is main.table:
        return "hidden", ""
    found = _first_lacking(main)
    if found is None:
        return ("hidden", "") if hides else (NOT_PUBLISHED, "No area lacks a row, and none is hidden")
    end, codes = found
    said = f"{len(codes):,} of {len(main.areas):,} {several(its.finest)} have no row for {end}"
    for level in reversed(its.above):
        of = level.lying.column.of
        parents = {of.get(code, "") for code in codes}
        if all({code for code in main.areas if of.get(code) == parent} <= codes for parent in parents):
            return (
                NOT_PUBLISHED,
                f"{said}: all those of {listed(sorted(parents))}, left out whole ({level.called.name})",
            )
    if hides:
        notes.unclear.append(f"{said}: taken for hidden, as small counts are. Say absent where they are not published.")
        return "hidden", ""
    notes.unclear.append(f"{said}: taken for not published, since no count is hidden.")
    return NOT_PUBLISHED, f"{said}, and none is hidden"


def _first_lacking(main: Main) -> tuple[str, set[str]] | None:
    """Return the first period that areas lack a row for, and these areas."""
    by_end: dict[str, set[str]] = {}
    for end, text in zip(main.table.columns[main.timing.day], main.table.columns[main.key], strict=True):
        if text in main.codes:
            by_end.setdefault(end, set()).add(main.codes[text])
    return next(((end, main.areas - codes) for end, codes in by_end.items() if codes != main.areas), None)
