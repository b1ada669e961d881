"""Draft the tables of a definition: those of counts, and those that say something of areas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.propose.areas import Naming, Told, finder, points, population
from app.propose.coarser import Coarser, coarser_tables, said_of
from app.propose.counting import Hiding, hiding_of, noun_of
from app.propose.drafts import Draft
from app.propose.hierarchy import Hierarchy
from app.propose.levels import Lying, code_pattern, telling_apart
from app.propose.looks import Kind
from app.propose.main_table import Main
from app.propose.notes import Notes, as_sentence, fits
from app.propose.nouns import Called, several
from app.propose.tables import TextTable
from app.propose.timing import Timing
from app.sources.described.naming import slug_of

_OTHERS_AT_MOST = 12  # rows of more codes than these are not named one by one


@dataclass(frozen=True)
class Drafting:
    """What drafts are made from: the table of counts and others like it, the levels, and what tables tell of areas.

    `many` is what is counted; `blank` is what a person said that a blank count means.
    """

    tables: Sequence[TextTable]
    main: Main
    others: Sequence[Main]
    hierarchy: Hierarchy
    told: Sequence[Told]
    naming: Naming
    hiding: Hiding
    many: str
    blank: str
    notes: Notes

    def drafts(self) -> list[Draft]:
        """Draft all tables that say something."""
        counted = [self._main(), *self._more_of_the_same()]
        of_areas = [self._of_areas(told, counted[0]) for told in self.told]
        drafts = [*counted, *(draft for draft in of_areas if draft not in counted), *self._coarser()]
        drafts = [draft for draft in drafts if draft.says_something]
        for number, draft in enumerate(drafts):
            if draft.name in [each.name for each in drafts[:number]]:
                draft.name = f"{draft.name} ({draft.table.sheet or draft.table.files[0]})"
        return drafts

    def _by(self, level: Called) -> str:
        return f"{self.many} by {level.noun or level.name}"

    # Counts

    def _main(self) -> Draft:
        draft = self._counting(self.main, self.hiding)
        if others := no_areas(self.main):
            draft.say("other_codes", others, "Rows of these are of no area that the boundaries know")
        return draft

    def _counting(self, main: Main, hiding: Hiding) -> Draft:
        draft = Draft(main.table, self.hierarchy.finest.slug, self._by(self.hierarchy.finest))
        is_named = main.by_name and main.code_property != main.join_property
        draft.column("name" if is_named else "code", main.key)
        if main.join and main.join.digits and main.join.fills_column:
            draft.say("digits", main.join.digits, f"Zeros at the beginning of {main.key} were taken away")
        _count(draft, main.timing, main.count, hiding)
        return draft

    def _more_of_the_same(self) -> Iterator[Draft]:
        """Take other tables of the same counts of the same areas, as one publisher's other editions are."""
        for main in self.others:
            is_same = (
                main.key == self.main.key
                and self.main.count in main.counts
                and main.by_name == self.main.by_name
                and main.timing.length in (self.main.timing.length, None)
                and not main.timing.periods
            )
            if is_same and main.table.files != self.main.table.files:
                same = main.counting(self.main.count)
                yield self._counting(same, hiding_of(main.table.looks[same.count], self.blank))

    def _coarser(self) -> Iterator[Draft]:
        levels = [_names_by_code(level.lying) for level in self.hierarchy.above]
        for found in coarser_tables(self.tables, self.main, levels, noun_of(self.main.count)):
            its = self.hierarchy.above[found.level].called
            draft = Draft(found.table, its.slug, self._by(its))
            if found.areas:
                draft.say("wide", {"areas": dict(found.areas)}, f"A column for each {its.name}: {said_of(found.areas)}")
                _days(draft, found.timing)
            else:
                _long(draft, found)
            yield draft

    # Areas

    def _of_areas(self, told: Told, counted: Draft) -> Draft:
        """Say what a table tells of areas: in the draft of counts, where it is that table."""
        draft = counted if told.table is counted.table else self._new(told)
        is_layer = told.table is self.main.layer is not self.main.table and not self.main.by_name
        for key, column in (("name", self.naming.name), ("other_name", self.naming.other)):
            if column and column.table is told.table and not is_layer and column.heading != told.key:
                draft.column(key, column.heading, f"{len(column.texts):,} different names" if key == "name" else "")
        for level in self.hierarchy.above:
            if level.home is told:
                code, name = level.lying.of_table(told.table)
                if code:
                    draft.column("parents", code.heading, of=level.called.slug)
                if name:
                    draft.column("parent_names", name.heading, of=level.called.slug)
        self._figures(draft, told)
        return draft

    def _figures(self, draft: Draft, told: Told) -> None:
        """Say which columns are of people, points, and what areas are found by."""
        people, at, found = population(self.told), points(self.told), finder(self.told, self.main)
        if people and people[0] is told:
            look = told.table.looks[people[1]]
            most, least = max(look.numbers.values(), default=0), min(look.numbers.values(), default=0)
            decimals = "; decimals are rounded" if look.kind is Kind.DECIMALS else ""
            draft.column("population", people[1], f"{least:,.0f} to {most:,.0f} people{decimals}")
        if at and at[0] is told:
            draft.column("longitude", at[1])
            draft.column("latitude", at[2])
        if found and found[0] is told:
            draft.column("finds", found[1], f"{len(told.table.looks[found[1]].texts):,} are found by it")

    def _new(self, told: Told) -> Draft:
        finest = self.hierarchy.finest
        draft = Draft(told.table, finest.slug, f"{several(finest)} of {told.table.files[0]}")
        draft.column("code", told.key, f"{len(set(told.codes.values())):,} of {len(self.main.areas):,} areas")
        if told.digits:
            draft.say("digits", told.digits, f"Zeros at the beginning of {told.key} were taken away")
        _leave_out_others(draft, told)
        return draft


def no_areas(main: Main) -> tuple[str, ...]:
    """Return the texts of the key that are no area, where they are few: Unknown, Total.

    What has the form of the areas' codes may be an area that the boundaries lack.
    """
    blank = ("",) if main.join and main.table.looks[main.key].blanks else ()
    form = code_pattern(sorted(main.areas))
    others = [text for text in main.join.unmatched if not (form and fits(form, text))] if main.join else []
    unmatched = (*others, *blank)
    return unmatched if len(unmatched) <= min(_OTHERS_AT_MOST, 0.1 * len(main.areas) + 3) else ()


def _count(draft: Draft, timing: Timing, count: str, hiding: Hiding) -> None:
    """Say which columns hold counts and days, and what stands for a hidden count."""
    if timing.periods:
        draft.say("wide", _wide_of(timing), f"A column for each period: {timing.why}")
    else:
        draft.column("count", count, _shown(draft.table, count))
    _days(draft, timing)
    if hiding.marks:
        draft.say("marks", hiding.marks, as_sentence(hiding.why))
    if hiding.blank != "hidden":
        draft.say("blank", hiding.blank, as_sentence(hiding.why) if hiding.asks else "")


def _wide_of(timing: Timing) -> dict[str, object]:
    return {"periods": timing.periods, **({"starts": True} if timing.starts else {})}


def _days(draft: Draft, timing: Timing) -> None:
    if timing.end:
        draft.column("end", timing.end)
    if timing.start:
        draft.column("start", timing.start)
    if timing.is_daily:
        draft.say("daily", True, as_sentence(timing.why))
    if timing.where:
        draft.say("where", dict(timing.where), "Rows of other periods or groups are left out")
    if timing.day_first is False:
        draft.say("day_first", False, "Months stand before days")
    draft.last = timing.last_day


def _long(draft: Draft, found: Coarser) -> None:
    why = f"{found.matched:,} of {found.of:,} texts of {found.key} are known"
    draft.column("name" if found.by_name else "code", found.key, why)
    hiding = hiding_of(found.table.looks[found.count])
    _count(draft, found.timing, found.count, Hiding(None, (), "missing", hiding.why, asks=hiding.asks))
    if found.same_names:
        draft.say("same_names", dict(found.same_names), "Spelt otherwise than elsewhere")
    if found.others:
        draft.say("other_codes", found.others, "Rows of these are of no such area")


def _leave_out_others(draft: Draft, told: Told) -> None:
    """Say which rows of a table are of other areas: by what codes begin with, or one by one."""
    others = sorted(set(told.table.looks[told.key].texts) - told.codes.keys())
    begins = telling_apart(sorted(told.codes), others) if len(others) > _OTHERS_AT_MOST else ""
    if begins:
        draft.say("where", {told.key: begins}, f"{len(others):,} codes are of other areas, such as {others[0]}")
    elif others:
        draft.say("other_codes", tuple(others), "No counts are of these")


def _names_by_code(level: Lying) -> Mapping[str, str]:
    """Return a level's names by code, blank where they are not known; codes are made of names where it has none."""
    if level.code:
        names = level.name.of if level.name else {}
        return {code: names.get(area, "") for area, code in level.code.of.items()}
    return {slug_of(text): text for text in level.column.texts}


def _shown(table: TextTable, count: str) -> str:
    look = table.looks[count]
    least, most = min(look.numbers.values(), default=0), max(look.numbers.values(), default=0)
    blank = f", {look.blanks:,} blank" if look.blanks else ""
    marks = f', {look.texts[look.marks[0]]:,} "{look.marks[0]}"' if look.marks else ""
    return f"{least:,.0f} to {most:,.0f} in {look.rows:,} rows{blank}{marks}"
