"""Propose a definition from the tables of a folder, with the reason for each choice and what could not be told."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from app.dataset.definition import (
    NOT_PUBLISHED,
    BoundaryLayer,
    Counted,
    Dataset,
    Finder,
    LevelDefinition,
    Only,
    PeriodDefinition,
)
from app.dataset.lines import Place
from app.domain import Length
from app.errors import DatasetError
from app.propose.answers import Answers, Question
from app.propose.areas import Told, finder, naming, points, population, tables_of_areas
from app.propose.coarser import Coarser, coarser_tables, said_of
from app.propose.counting import Hiding, hiding_of, noun_named, noun_of, words_for
from app.propose.drafts import Draft, placed
from app.propose.joins import join
from app.propose.levels import Lying, chain, code_pattern, telling_apart
from app.propose.looks import Kind, look_at
from app.propose.main_table import AREAS, Main, main_tables
from app.propose.nouns import Called, called, is_areal, place_of, several
from app.propose.periods import Timing, day_in
from app.propose.reading import dates_named
from app.propose.tables import TextTable
from app.sources.described.naming import slug_of

_WEEK = Length(7)
_LISTED = 5
_OTHERS_AT_MOST = 12
_NO_AREA = re.compile("(?i)unknown|unassigned|undefined|no data|water|n/a")


@dataclass(frozen=True)
class Proposal:
    """A definition, why each of its keys says what it says, by place, what could not be told, and what to ask."""

    dataset: Dataset
    reasons: Mapping[Place, str]
    unclear: tuple[str, ...]
    questions: tuple[Question, ...]


def propose(
    tables: Sequence[TextTable], folder: str, answers: Answers = Answers(), written: Mapping[str, date] | None = None
) -> Proposal:
    """Propose a definition; `folder` is its name, and `written` says when files without a date were last written.

    Raises DatasetError where no table has counts of areas by days.
    """
    found = main_tables(tables, folder)
    if answers.count:
        chosen = [each for each in found if answers.count in each.counts]
        found = [_counting(chosen[0], answers.count), *found] if chosen else found
    if not found:
        raise DatasetError(_no_counts(tables))
    return _Proposing(tables, folder, answers, written or {}, found[0], found[1:]).proposal()


def _counting(main: Main, count: str) -> Main:
    return replace(main, counts=(count, *(each for each in main.counts if each != count)))


def _no_counts(tables: Sequence[TextTable]) -> str:
    if not tables:
        return (
            "There is no table in the folder: put the publisher's files there, counts by area and day and boundaries."
        )
    looked = ", ".join(table.called for table in tables[:_LISTED])
    return (
        f"No table there has all of these: a column of areas{' that a layer of boundaries knows' * _has_layer(tables)}, "
        f"one of counts, and one of days, or headings that name days. Looked at: {looked}."
    )


def _has_layer(tables: Sequence[TextTable]) -> bool:
    return any(table.shapes == AREAS for table in tables)


@dataclass
class _Proposing:
    tables: Sequence[TextTable]
    folder: str
    answers: Answers
    written: Mapping[str, date]
    main: Main
    others: Sequence[Main]
    reasons: dict[Place, str] = field(default_factory=dict)
    unclear: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    def proposal(self) -> Proposal:
        self.told = tables_of_areas(self.tables, self.main)
        self.count = self.main.counts[0] if self.main.counts else ""
        self._order_levels()
        self.one, self.many = self._count_noun()
        self.place = place_of(self.folder, self.many)
        self.timing = self._timing()
        self.hiding = self._hiding()
        self.drafts = self._drafts()
        levels = self._levels()
        boundaries = self._boundaries()
        title = self._title()
        searched = self._finder()
        language = self._languages()
        dataset = Dataset(
            title,
            self._source(),
            levels,
            place=self.place,
            rate_per=100_000 if self.people else 0,
            count=Counted(self.one, self.many),
            period=self._period(),
            finder=searched,
            tables=tuple(draft.finished(self.tables) for draft in self.drafts),
            boundaries=boundaries,
            published=self._published(),
            **language,
        )
        if not self.people:
            self.reasons[("rate_per",)] = "No column of populations was found, so that there are no rates"
        self.reasons |= placed(self.drafts)
        self._tell_left_out()
        return Proposal(dataset, self.reasons, tuple(self.unclear), tuple(self.questions))

    # Levels

    def _order_levels(self) -> None:
        taken = {self.count, *self.main.timing.columns}
        ordered = sorted(self.told, key=lambda each: each.table is not self.main.table)
        columns = [column for each in ordered for column in each.columns if column.heading not in taken]
        whole, left_out = chain(columns, len(self.main.areas))
        for level, why in left_out:
            if len(level.column.texts) > 1:
                self.unclear.append(f"{' and '.join(level.headings)} could be a level, and is left out: {why}.")
        tops = [level for level in whole if len(level.column.texts) == 1]
        self.top = next((each for each in tops if each.code or is_areal(each.column.heading)), None)
        self.lying = [level for level in whole if level not in tops]
        self.homes = _homes(self.lying, self.told)
        self.lacking = self._codes_without_counts()
        self.naming = naming(self.told, self.main, taken | {each for level in self.lying for each in level.headings})
        self.people = population(self.told)
        properties = [self.main.join.known_as] if self.main.join else []
        taken_slugs: list[str] = []
        self.names: list[Called] = []
        for level in self.lying:
            its = called(level.headings, taken_slugs)
            taken_slugs.append(its.slug)
            self.names.append(its)
        self.finest = called([self.main.key, *properties], taken_slugs)
        heading = self.top.column.heading if self.top else ""
        self.whole = called([heading] if heading else ["whole area"], [*taken_slugs, self.finest.slug])
        if not heading:
            self.whole = Called("whole", "whole area", "area", "areas")

    def _levels(self) -> tuple[LevelDefinition, ...]:
        levels = [self._top_level()]
        for number, (level, its) in enumerate(zip(self.lying, self.names, strict=True), 1):
            made = LevelDefinition(its.slug, its.name, noun=its.noun)
            if level.code and (pattern := code_pattern(sorted(level.code.texts))):
                made = replace(made, code=pattern)
            below = several(self.names[number] if number < len(self.names) else self.finest)
            self.reasons[("levels", number)] = (
                f"{' and '.join(level.headings)} of {level.column.table.called}: {len(level.column.texts):,} different, "
                f"and each of the {below} lies in one"
            )
            levels.append(made)
        return (*levels, self._finest_level(len(levels)))

    def _top_level(self) -> LevelDefinition:
        only, why = Only("all", self.place), f"All {several(self.finest)} lie in one area, named after the folder"
        if self.top:
            (text,) = self.top.column.texts
            named = next(iter(self.top.name.texts)) if self.top.name else self.place
            only = Only(text if self.top.code else "all", named)
            why = f'{self.top.column.heading} of {self.top.column.table.called} is "{text}" throughout'
        self.place = only.name
        self.reasons[("levels", 0)] = why
        return LevelDefinition(self.whole.slug, self.whole.name, noun=self.whole.noun, drawn=False, only=only)

    def _finest_level(self, number: int) -> LevelDefinition:
        its, place = self.finest, ("levels", number)
        made = LevelDefinition(its.slug, its.name, noun=its.noun)
        self.reasons[place] = self._joined()
        if pattern := code_pattern(sorted(self.main.areas | set(self.lacking) - set(self._no_shapes()))):
            made = replace(made, code=pattern)
        if self.hiding.hidden:
            made = replace(made, hidden=self.hiding.hidden)
            self.reasons[(*place, "hidden")] = self.hiding.why
        else:
            self.reasons[place] += f"\nNone is hidden: {self.hiding.why}"
        absent, why = self._absent()
        if why:
            self.reasons[(*place, "absent")] = why
        return replace(made, absent=absent)

    def _joined(self) -> str:
        found = self.main.join
        if found is None or self.main.layer is None:
            return (
                f"{len(self.main.areas):,} different in {self.main.key}; there is no layer of boundaries, so that the map "
                "is of hexagons, and needs a point in each area"
            )
        if self.main.layer is self.main.table:
            return f"{found.matched:,} areas with counts and shapes in one, by {found.column}"
        what = "names" if self.main.by_name else "codes"
        said = (
            f"{found.matched:,} of {found.of:,} {what} of {found.column} are in {self.main.layer.called} "
            f"({found.known_as})"
        )
        if found.unmatched:
            said += f"; not there: {_listed(found.unmatched)}"
        return said

    def _absent(self) -> tuple[str, str]:
        """Say what an absent row means, by whether whole parents are absent at once."""
        ends = self.main.table.columns.get(self.main.timing.end)
        if ends is None or self.main.table.shapes:
            return "hidden", ""
        by_end: dict[str, set[str]] = {}
        for end, text in zip(ends, self.main.table.columns[self.main.key], strict=True):
            if text in self.main.codes:
                by_end.setdefault(end, set()).add(self.main.codes[text])
        lacking = {end: self.main.areas - codes for end, codes in by_end.items() if codes != self.main.areas}
        if not lacking:
            if self.hiding.hidden is None:
                return NOT_PUBLISHED, "No area lacks a row, and none is hidden"
            return "hidden", ""
        end, codes = next(iter(lacking.items()))
        many = several(self.finest)
        said = f"{len(codes):,} of {len(self.main.areas):,} {many} have no row for {end}"
        for level, its in reversed(list(zip(self.lying, self.names, strict=True))):
            of = level.column.of
            parents = {of.get(code, "") for code in codes}
            if all({code for code in self.main.areas if of.get(code) == parent} <= codes for parent in parents):
                return NOT_PUBLISHED, f"{said}: all those of {_listed(sorted(parents))}, left out whole ({its.name})"
        if self.hiding.hidden is None:
            self.unclear.append(f"{said}: whether that is no {self.one}, or not published, the file does not tell.")
            return NOT_PUBLISHED, f"{said}, and none is hidden"
        self.unclear.append(f"{said}: taken for hidden, as small counts are. Say absent where they are not published.")
        return "hidden", ""

    # Words

    def _count_noun(self) -> tuple[str, str]:
        noun = self.answers.one or noun_of(self.count) or self._noun_elsewhere()
        if noun:
            where = (
                f'the heading "{self.count}"' if self.count and noun_of(self.count) else "the names of files and sheets"
            )
            self.reasons[("count",)] = f"From {where}"
        if not noun:
            noun = "case"
            self.reasons[("count",)] = "What is counted the headings do not tell: say it here"
            if not self.answers.one:
                self.unclear.append("What is counted could not be told: the definition says cases.")
        if self.answers.one:
            self.reasons[("count",)] = "As you said"
        rest = [each for each in self.main.counts[1:] if noun_of(each) != noun_of(self.count)]
        if rest and not self.answers.count:
            self.questions.append(
                Question("count", "Which column is to be shown?", self.count, (self.count, *rest[: _LISTED - 1]))
            )
            self.unclear.append(f"{self.count} is taken for the count; {_listed(rest)} could be too.")
        self.questions.append(Question("one", "What is one called of what is counted?", noun))
        return words_for(noun)

    def _noun_elsewhere(self) -> str:
        """Find what is counted in headings of periods, the sheet's and the files' names, or the folder's."""
        wide = [each for each in self.main.table.columns if self.main.timing.periods and day_in(each)]
        before = [noun_of(re.split("[0-9]", each)[0]) for each in wide[:1]]
        named = map(
            noun_named,
            (self.main.table.sheet, *(name.rpartition(".")[0] for name in self.main.table.files), self.folder),
        )
        return next((noun for noun in (*before, *named) if noun), "")

    def _title(self) -> str:
        title = self.answers.title or f"{self.many[:1].upper()}{self.many[1:]} in {self.place} by {self.finest.name}"
        self.questions.insert(0, Question("title", "Title of the map", title))
        self.reasons[("title",)] = (
            "As you said" if self.answers.title else "From the folder's name, and what is counted"
        )
        return title

    def _source(self) -> str:
        files = [draft.table.files[0] for draft in self.drafts]
        layer = [self.main.layer.files[0]] if self.main.layer else []
        names = list(dict.fromkeys((*files, *layer)))
        self.reasons[("source",)] = "Say whose data it is, and under which licence: the files do not tell"
        self.unclear.append("Whose data it is could not be told: source names the files alone.")
        return f"Data: {_listed(names)}."

    def _languages(self) -> dict[str, Any]:
        if not self.naming.other:
            return {}
        self.reasons[("other_language",)] = f"Second names stand in {self.naming.other.heading}"
        return {"language": self.naming.language, "other_language": self.naming.other_language}

    # Periods

    def _timing(self) -> Timing:
        timing = self.main.timing
        if self.answers.days and (timing.is_daily or timing.length is None):
            return replace(timing, length=Length(self.answers.days), why="as you said")
        if timing.is_daily:
            self.questions.append(Question("days", "Counts are of single days: summed up over how many days?", "7"))
            self.unclear.append(f"How many days to sum up daily counts over: 7 is taken ({timing.why}).")
            return replace(timing, length=_WEEK, why=f"{timing.why}: daily counts, summed up over {_WEEK.days} days")
        if timing.length is None:
            self.questions.append(Question("days", "How many days are counts of?", "7"))
            self.unclear.append("How many days counts are of could not be told: 7 is taken.")
            return replace(timing, length=_WEEK, why="the files do not tell how long a period is: say it here")
        return timing

    def _period(self) -> PeriodDefinition:
        length = self.timing.length or _WEEK
        self.reasons[("period",)] = self.timing.why[:1].upper() + self.timing.why[1:]
        if self.timing.every:
            self.reasons[("period", "every")] = f"Last days are {self.timing.every} days apart"
        return PeriodDefinition(length.days, length.months, every=self.timing.every)

    def _published(self) -> dict[str, date]:
        counted = [draft for draft in self.drafts if draft.columns.get("count") or draft.said.get("wide")]
        undated = dates_named([name for draft in counted for name in draft.table.files])
        last = self.main.timing.last
        days: dict[str, date] = {}
        for name in dict.fromkeys(undated):
            lasts = [draft.last for draft in counted if name in draft.table.files and draft.last]
            day = max(lasts) + timedelta(days=1) if lasts else self.written.get(name, last)
            if day is None:
                self.unclear.append(f"When {name} was published its name does not say: say it with --published.")
                continue
            days[name] = day
            why = "the day after the last that it has" if lasts else "the day on which it was written"
            self.reasons[("published", name)] = f"Its name does not say when it was published: {why}"
        if days:
            self.unclear.append(f"When {_listed(list(days))} was published: see [published].")
        return days

    # Counts

    def _hiding(self) -> Hiding:
        if self.count:
            look = self.main.table.looks[self.count]
        else:
            looks = self.main.table.looks
            wide = [heading for heading in looks if _fits(self.main.timing.periods, heading)]
            look = look_at("the counts", (cell for heading in wide for cell in self.main.table.columns[heading]))
        found = hiding_of(look, self.answers.blank)
        if found.asks and not self.answers.blank:
            text = f"{look.blanks:,} counts are blank. What does a blank mean?"
            self.questions.append(Question("blank", text, found.blank, ("hidden", "missing", "zero")))
            self.unclear.append(f"What a blank count means: taken for {found.blank} ({found.why}).")
        return found

    def _drafts(self) -> list[Draft]:
        drafts = [self._main_draft(), *self._more_of_the_same()]
        by_table = {id(self.main.table): drafts[0]}
        for told in self.told:
            self._describe(told, by_table)
        drafts += [draft for draft in by_table.values() if draft not in drafts]
        drafts += self._coarser_drafts()
        for number, draft in enumerate(drafts):
            same = [each.name for each in drafts[:number]]
            if draft.name in same:
                draft.name = f"{draft.name} ({draft.table.sheet or draft.table.files[0]})"
        return [draft for draft in drafts if _says_something(draft)]

    def _main_draft(self) -> Draft:
        main = self.main
        draft = Draft(main.table, self.finest.slug, f"{self.many} by {self.finest.noun or self.finest.name}")
        self._name_areas(draft, main)
        self._count(draft, main.timing, self.count, self.hiding)
        if main.join and (others := _no_areas(main)):
            draft.say("other_codes", others, "Rows of these are of no area that the boundaries know")
        return draft

    def _name_areas(self, draft: Draft, main: Main) -> None:
        draft.column("name" if main.by_name and main.code_property != main.join_property else "code", main.key)
        if main.join and main.join.digits and main.join.fills_column:
            draft.say("digits", main.join.digits, f"Zeros at the beginning of {main.key} were taken away")

    def _count(self, draft: Draft, timing: Timing, count: str, hiding: Hiding) -> None:
        if timing.periods:
            draft.say("wide", {"periods": timing.periods})
            draft.why[("wide",)] = f"A column for each period: {timing.why}"
        else:
            draft.column("count", count, _shown(draft.table, count))
            draft.column("end", timing.end)
            if timing.start:
                draft.column("start", timing.start)
        if timing.is_daily:
            draft.say("daily", True, timing.why[:1].upper() + timing.why[1:])
        if timing.where:
            draft.say("where", dict(timing.where), "Rows of other periods are left out")
        if timing.day_first is False:
            draft.say("day_first", False, "Months stand before days")
        if hiding.marks:
            draft.say("marks", hiding.marks, hiding.why[:1].upper() + hiding.why[1:])
        if hiding.blank != "hidden":
            draft.say("blank", hiding.blank, hiding.why[:1].upper() + hiding.why[1:] if hiding.asks else "")
        draft.last = timing.last

    def _more_of_the_same(self) -> list[Draft]:
        """Take other tables of the same counts of the same areas, as one publisher's other editions are."""
        drafts = []
        for main in self.others:
            is_same = self.count in main.counts and main.by_name == self.main.by_name and main.key == self.main.key
            if is_same and main.timing.length in (self.main.timing.length, None) and main.timing.periods == "":
                name = f"{self.many} by {self.finest.noun or self.finest.name}"
                draft = Draft(main.table, self.finest.slug, name)
                self._name_areas(draft, main)
                hiding = hiding_of(main.table.looks[self.count], self.answers.blank)
                self._count(draft, main.timing, self.count, hiding)
                drafts.append(draft)
        self.same = [draft.table for draft in drafts]
        return drafts

    def _coarser_drafts(self) -> list[Draft]:
        levels = [(_names_by_code(level), level.code is not None) for level in self.lying]
        found = coarser_tables(self.tables, self.main, levels, noun_of(self.count))
        return [self._coarser_draft(each) for each in found]

    def _coarser_draft(self, found: Coarser) -> Draft:
        its = self.names[found.level]
        draft = Draft(found.table, its.slug, f"{self.many} by {its.noun or its.name}")
        if found.areas:
            draft.say("wide", {"areas": dict(found.areas)})
            draft.why[("wide",)] = f"A column for each {its.name}: {said_of(found.areas)}"
            draft.column("end", found.timing.end)
            if found.timing.day_first is False:
                draft.say("day_first", False, "Months stand before days")
            if found.timing.is_daily:
                draft.say("daily", True, found.timing.why[:1].upper() + found.timing.why[1:])
            draft.last = found.timing.last
            return draft
        why = f"{found.matched:,} of {found.of:,} texts of {found.key} are known"
        draft.column("name" if found.by_name else "code", found.key, why)
        self._count(draft, found.timing, found.count, hiding_of(found.table.looks[found.count]))
        if found.same_names:
            draft.say("same_names", dict(found.same_names), "Spelt otherwise than elsewhere")
        if found.others:
            draft.say("other_codes", found.others, "Rows of these are of no such area")
        if draft.said.get("marks") or found.timing.is_daily:
            draft.said.pop("marks", None)
        return draft

    # What tables say of areas

    def _describe(self, told: Told, by_table: dict[int, Draft]) -> None:
        draft = by_table.get(id(told.table))
        if draft is None:
            draft = Draft(told.table, self.finest.slug, f"{several(self.finest)} of {told.table.files[0]}")
            draft.column("code", told.key, f"{len(told.codes):,} of {len(self.main.areas):,} areas")
            if told.digits:
                draft.say("digits", told.digits)
            self._leave_out_others(draft, told)
            by_table[id(told.table)] = draft
        for key, column in (("name", self.naming.name), ("other_name", self.naming.other)):
            is_layer = told.table is self.main.layer is not self.main.table and not self.main.by_name
            if (
                column
                and column.table is told.table
                and not is_layer
                and key not in draft.columns
                and column.heading != told.key
            ):
                draft.column(key, column.heading, f"{len(column.texts):,} different names" if key == "name" else "")
        for level, its, home in zip(self.lying, self.names, self.homes, strict=True):
            if home is told:
                code, name = level.of_table(told.table)
                if code:
                    draft.column("parents", code.heading, of=its.slug)
                if name:
                    draft.column("parent_names", name.heading, of=its.slug)
        if self.people and self.people[0] is told:
            look = told.table.looks[self.people[1]]
            decimals = "; decimals are rounded" if look.kind is Kind.DECIMALS else ""
            draft.column(
                "population",
                self.people[1],
                f"{min(look.numbers.values()):,.0f} to {max(look.numbers.values()):,.0f} people{decimals}",
            )
        if (at := points(self.told)) and at[0] is told:
            draft.column("longitude", at[1])
            draft.column("latitude", at[2])
        if (found := finder(self.told, self.main)) and found[0] is told:
            draft.column("finds", found[1], f"{len(told.table.looks[found[1]].texts):,} are found by it")

    def _leave_out_others(self, draft: Draft, told: Told) -> None:
        """Say which rows of a table are of other areas, by what their codes begin with, or one by one."""
        others = sorted(set(told.table.looks[told.key].texts) - told.codes.keys())
        begins = telling_apart(sorted(told.codes), others) if others and told.codes else ""
        if len(others) > _OTHERS_AT_MOST and begins:
            draft.say("where", {told.key: begins}, f"{len(others):,} codes are of other areas, such as {others[0]}")
        elif others and len(others) <= _OTHERS_AT_MOST:
            draft.say("other_codes", tuple(others), "No counts are of these")
        elif others:
            self.unclear.append(
                f"{len(others):,} codes of {told.key} in {told.table.called} have no counts: {_listed(others)}."
            )

    def _finder(self) -> Finder | None:
        found = finder(self.told, self.main)
        if found is None:
            return None
        told, heading, noun, pattern = found
        self.reasons[("finder",)] = f"{heading} of {told.table.called}"
        return Finder(noun, pattern=pattern)

    def _codes_without_counts(self) -> tuple[str, ...]:
        layer, found = self.main.layer, self.main.join
        if layer is None or found is None:
            return ()
        digits = 0 if found.fills_column else found.digits
        codes = {text.zfill(digits) if text.isdigit() else text for text in layer.looks[self.main.code_property].texts}
        return tuple(sorted(codes - self.main.areas))

    def _no_shapes(self) -> tuple[str, ...]:
        """Give the codes of shapes that stand for none: 99999."""
        return tuple(code for code in self.lacking if len(set(code)) == 1 and len(code) > 1 or _NO_AREA.search(code))

    def _boundaries(self) -> tuple[BoundaryLayer, ...]:
        layer, found = self.main.layer, self.main.join
        if layer is None or found is None:
            return ()
        name = self.naming.name.heading if self.naming.name and self.naming.name.table is layer else ""
        if self.main.by_name:
            name = found.known_as
        made = BoundaryLayer(self.finest.slug, self.main.code_property, name=name)
        self.reasons[("boundaries", 0)] = self._joined()
        if found.digits and not found.fills_column:
            made = replace(made, digits=found.digits)
            self.reasons[("boundaries", 0, "digits")] = "Zeros at the beginning of its codes were taken away"
        others = self._no_shapes()
        if others:
            made = replace(made, other_codes=others)
            self.reasons[("boundaries", 0, "other_codes")] = "No table has counts of these shapes"
            self.unclear.append(f"Whether {_listed(others)} is an area: it has a shape and no counts, and is left out.")
        elif self.lacking:
            self.unclear.append(
                f"{len(self.lacking):,} shapes have no counts, such as {_listed(self.lacking[:2])}: they are not drawn."
            )
        return (made, *self._coarser_layers(layer))

    def _coarser_layers(self, taken: TextTable) -> list[BoundaryLayer]:
        layers: list[BoundaryLayer] = []
        for level, its in zip(self.lying, self.names, strict=True):
            if not level.code:
                continue
            for table in self.tables:
                if table.shapes != AREAS or table is taken or table is self.main.table:
                    continue
                looks = [look for look in table.looks.values() if len(look.texts) == look.rows]
                joins = [join(look.heading, look.texts, "", level.code.texts) for look in looks]
                fit = [each for each in joins if each.matched == len(level.code.texts) > 1]
                if fit and all(layer.level != its.slug for layer in layers):
                    layers.append(BoundaryLayer(its.slug, fit[0].column))
                    self.reasons[("boundaries", len(layers))] = f"All {fit[0].matched:,} are in {table.called}"
        return layers

    def _tell_left_out(self) -> None:
        used = {id(draft.table) for draft in self.drafts} | {id(self.main.layer)}
        for main in self.others:
            if id(main.table) not in used and main.table.files != self.main.table.files:
                self.unclear.append(
                    f"{main.table.called} has counts too ({_listed(main.counts[:2]) or 'wide'}, by {main.key}), and is "
                    "not read."
                )
        if self.main.join and self.main.join.unmatched and not _no_areas(self.main):
            self.unclear.append(
                f"{len(self.main.join.unmatched):,} texts of {self.main.key} are not in the boundaries: "
                f"{_listed(self.main.join.unmatched)}."
            )


def _homes(lying: Sequence[Lying], told: Sequence[Told]) -> list[Told | None]:
    """Choose for each level the table that says who lies in it: as few tables as may be, those with codes before."""
    homes: dict[int, Told] = {}
    while len(homes) < len(lying):
        left = [place for place in range(len(lying)) if place not in homes]
        worth = {}
        for number, each in enumerate(told):
            pairs = [lying[place].of_table(each.table) for place in left]
            coded = sum(code is not None for code, _ in pairs)
            worth[number] = (coded, sum(any(pair) for pair in pairs), -number)
        best = max(worth, key=lambda number: worth[number])
        for place in left:
            if any(lying[place].of_table(told[best].table)):
                homes[place] = told[best]
        if worth[best][1] == 0:
            break
    return [homes.get(place) for place in range(len(lying))]


def _fits(pattern: str, text: str) -> bool:
    return re.fullmatch(pattern, text) is not None


def _no_areas(main: Main) -> tuple[str, ...]:
    """Give the few texts of the key that are no area: Unknown, Total."""
    unmatched = main.join.unmatched if main.join else ()
    return unmatched if len(unmatched) <= min(_OTHERS_AT_MOST, 0.1 * len(main.areas) + 3) else ()


def _names_by_code(level: Lying) -> dict[str, str]:
    """Give a level's names by code; by themselves where it has no codes."""
    if level.code:
        names = level.name.of if level.name else {}
        return {code: names.get(area, "") for area, code in level.code.of.items()}
    return {slug_of(text): text for text in level.column.texts}


def _shown(table: TextTable, count: str) -> str:
    look = table.looks[count]
    numbers = look.numbers.values()
    blank = f", {look.blanks:,} blank" if look.blanks else ""
    marked = sum(look.texts[mark] for mark in look.marks)
    marks = f', {marked:,} "{look.marks[0]}"' if look.marks else ""
    return f"{min(numbers, default=0):,.0f} to {max(numbers, default=0):,.0f} in {look.rows:,} rows{blank}{marks}"


def _says_something(draft: Draft) -> bool:
    return bool(draft.columns.keys() - {"code", "end"} or draft.said.get("wide"))


def _listed(texts: Sequence[str]) -> str:
    if len(texts) > _LISTED:
        return f"{', '.join(texts[: _LISTED - 2])} and {len(texts) - _LISTED + 2:,} more"
    return ", ".join(texts[:-1]) + (" and " if len(texts) > 1 else "") + (texts[-1] if texts else "")
