"""Propose a definition from the tables of a folder, with the reason for each choice and what is uncertain."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.dataset.definition import Counted, Dataset, Finder, PeriodDefinition
from app.dataset.levels import plural
from app.dataset.lines import Place
from app.domain import Length
from app.errors import DatasetError
from app.propose.answers import NOTHING, Answers, Question
from app.propose.areas import Naming, Told, finder, naming, population, tables_of_areas
from app.propose.boundaries import boundary_layers
from app.propose.counting import Hiding, hiding_of, noun_named, noun_of
from app.propose.drafting import Drafting, no_areas
from app.propose.drafts import Draft, placed
from app.propose.growing import never_falls
from app.propose.hierarchy import Hierarchy, hierarchy_of, level_definitions
from app.propose.lacking import why_no_counts
from app.propose.looks import Look, look_at
from app.propose.main_table import Main, main_tables
from app.propose.notes import Notes, as_sentence, fits, listed
from app.propose.nouns import place_of
from app.propose.period_headings import day_in
from app.propose.reading import dates_named
from app.propose.tables import TextTable
from app.propose.timing import Timing
from app.sources.phrases import number_of

_WEEK = Length(7)
_CHOICES = 5


@dataclass(frozen=True)
class Proposal:
    """A definition, why each of its keys says what it says, by place, what could not be told, and what to ask."""

    dataset: Dataset
    reasons: Mapping[Place, str]
    unclear: tuple[str, ...]
    questions: tuple[Question, ...]


def propose(
    tables: Sequence[TextTable], folder: str, answers: Answers = NOTHING, written: Mapping[str, date] | None = None
) -> Proposal:
    """Propose a definition; `folder` is its name, and `written` says when files without a date were last written.

    Raises DatasetError where no table has counts of areas by days.
    """
    found = main_tables(tables, folder)
    if not found:
        raise DatasetError(why_no_counts(tables))
    main = next((each for each in found if answers.count in each.counts), found[0])
    main = main.counting(answers.count) if answers.count in main.counts else main
    others = [each for each in found if each.table is not main.table]
    return _propose(tables, folder, answers, written or {}, main, others)


def _propose(
    tables: Sequence[TextTable],
    folder: str,
    answers: Answers,
    written: Mapping[str, date],
    main: Main,
    others: Sequence[Main],
) -> Proposal:
    notes = Notes()
    told = tables_of_areas(tables, main)
    taken = {main.count, *main.timing.columns}
    named = naming(told, main, taken)
    its = hierarchy_of(main, told, taken, named.name, notes)
    counted = _counted(main, folder, answers, notes)
    period = _period(main.timing, answers, notes)
    hiding = _hiding(main, answers, notes)
    drafts = Drafting(tables, main, others, its, told, named, hiding, counted.many, answers.blank, notes).drafts()
    levels = level_definitions(its, main, hiding, place_of(folder, counted.many), notes)
    place = levels[0].only.name if levels[0].only else ""
    dataset = Dataset(
        _title(counted, place, its, answers, notes),
        _source(drafts, main, notes),
        levels,
        place=place,
        rate_per=_rate_per(told, notes),
        count=counted,
        period=period,
        finder=_finder(told, main, notes),
        tables=tuple(draft.finished(tables) for draft in drafts),
        boundaries=boundary_layers(main, its, named, tables, notes),
        published=_published(drafts, written, notes),
        **_languages(named, notes),
    )
    _tell_left_out(main, others, drafts, notes)
    if never_falls(main):
        notes.unclear.append(
            f"Whether {main.count} has all in it up to each day: no area's ever falls. The map shows counts of "
            "periods, so put these into a column if it has."
        )
    return Proposal(dataset, {**notes.reasons, **placed(drafts)}, tuple(notes.unclear), tuple(notes.questions))


def _counted(main: Main, folder: str, answers: Answers, notes: Notes) -> Counted:
    noun = noun_of(main.count)
    why = f'From the heading "{main.count}"'
    if not noun:
        noun, why = _noun_elsewhere(main, folder), "From the names of files, sheets and headings"
    if not noun and not answers.one:
        notes.unclear.append("What is counted could not be told: the definition says cases.")
    if not noun:
        noun, why = "case", "What is counted the files do not tell: say it here"
    rest = [each for each in main.counts[1:] if noun_of(each) != noun_of(main.count)]
    if rest and main.count and not answers.count:
        choices = (main.count, *rest[: _CHOICES - 1])
        notes.questions.append(Question("count", "Which column is to be shown?", main.count, choices))
        notes.unclear.append(f"{main.count} is taken for the count; {listed(rest)} could be too.")
    notes.questions.append(Question("one", "What is one called of what is counted?", noun))
    notes.reasons[("count",)] = "As you said" if answers.one else why
    return Counted(answers.one or noun, plural(answers.one or noun))


def _noun_elsewhere(main: Main, folder: str) -> str:
    """Find what is counted in headings of periods, or in the names of the sheet, the files or the folder."""
    wide = [heading for heading in main.table.columns if main.timing.periods and day_in(heading)]
    before = [noun_of(re.split("[0-9]", heading)[0]) for heading in wide[:1]]
    names = (main.table.sheet, *(name.rpartition(".")[0] for name in main.table.files), folder)
    return next((noun for noun in (*before, *map(noun_named, names)) if noun), "")


def _title(counted: Counted, place: str, its: Hierarchy, answers: Answers, notes: Notes) -> str:
    title = answers.title or f"{as_sentence(counted.many)} in {place} by {its.finest.name}"
    notes.questions.append(Question("title", "Title of the map", title))
    notes.reasons[("title",)] = "As you said" if answers.title else "From the folder's name, and what is counted"
    return title


def _source(drafts: Sequence[Draft], main: Main, notes: Notes) -> str:
    layer = [main.layer.files[0]] if main.layer else []
    notes.reasons[("source",)] = "Say whose data it is, and under which licence: the files do not tell"
    notes.unclear.append("Whose data it is could not be told: source names the files alone.")
    return f"Data: {listed(list(dict.fromkeys([*(draft.table.files[0] for draft in drafts), *layer])))}."


def _languages(named: Naming, notes: Notes) -> dict[str, Any]:
    if not named.other:
        return {}
    notes.reasons[("other_language",)] = f"Second names stand in {named.other.heading}"
    return {"language": named.language, "other_language": named.other_language}


def _rate_per(told: Sequence[Told], notes: Notes) -> int:
    if population(told):
        return 100_000
    notes.reasons[("rate_per",)] = "No column of populations was found, so that there are no rates"
    notes.unclear.append("No column of populations was found: there are no rates.")
    return 0


def _finder(told: Sequence[Told], main: Main, notes: Notes) -> Finder | None:
    found = finder(told, main)
    if found is None:
        return None
    its, heading, noun, pattern = found
    notes.reasons[("finder",)] = f"{heading} of {its.table.called}"
    if noun == "ZIP code" and re.fullmatch(r"\[0-9\]\{[34],5\}", pattern):
        notes.reasons[("finder", "digits")] = f"Zeros at the beginning of {heading} were taken away"
        return Finder(noun, pattern="[0-9]{5}", digits=5)
    return Finder(noun, pattern=pattern)


def _period(timing: Timing, answers: Answers, notes: Notes) -> PeriodDefinition:
    length, why = timing.length or _WEEK, timing.why
    if timing.is_daily or timing.length is None:
        length = Length(answers.days) if answers.days else _WEEK
        what = "Counts are of single days: summed up over how many days?"
        if timing.is_daily:
            why = f"{timing.why}: daily counts, summed up over {length.days} days"
        else:
            what, why = "How many days are counts of?", "The files do not tell how long a period is: say it here"
        notes.questions.append(Question("days", what, str(_WEEK.days)))
        if answers.days:
            why = f"{length.days} days, as you said"
        else:
            notes.unclear.append(f"{what} {_WEEK.days} is taken.")
    notes.reasons[("period",)] = as_sentence(why)
    if timing.unclear:
        notes.unclear.append(timing.unclear)
    if timing.every:
        notes.reasons[("period", "every")] = f"Last days are {timing.every} days apart"
    return PeriodDefinition(length.days, length.months, every=timing.every)


def _published(drafts: Sequence[Draft], written: Mapping[str, date], notes: Notes) -> dict[str, date]:
    """Say when files of counts were published whose names do not: no sooner than the day after their last."""
    lasts: dict[str, list[date | None]] = {}
    for draft in drafts:
        for name in dates_named(draft.table.files) if draft.is_of_counts else []:
            lasts.setdefault(name, []).append(draft.last)
    days: dict[str, date] = {}
    for name, its in lasts.items():
        known = [day for day in its if day]
        day = max(known) + timedelta(days=1) if known else written.get(name)
        if day is None:
            notes.unclear.append(f"When {name} was published its name does not say: give --published.")
            continue
        days[name] = day
        why = "the day after the last that it has" if known else "the day on which it was written"
        notes.reasons[("published", name)] = f"Its name does not say when it was published: {why}"
    if days:
        notes.unclear.append(f"When {listed(list(days))} was published: see [published].")
    return days


def _hiding(main: Main, answers: Answers, notes: Notes) -> Hiding:
    look = _counts_of_releases(main) if main.count else _all_counts(main)
    found = hiding_of(look, answers.blank)
    if found.asks:
        what = f"{look.blanks:,} counts are blank. What does a blank mean?"
        notes.questions.append(Question("blank", what, found.blank, ("hidden", "missing", "zero")))
        if not answers.blank:
            notes.unclear.append(f"What a blank count means: taken for {found.blank} ({found.why}).")
    return found


def _counts_of_releases(main: Main) -> Look:
    """Look at the counts of all layers together: a zero or a mark may occur only in a later release."""
    alike = (main.table, *main.table.others)
    return look_at(main.count, (cell for table in alike for cell in table.columns.get(main.count, ())))


def _all_counts(main: Main) -> Look:
    """Look at all columns of a table that is wide by period together."""
    wide = [heading for heading in main.table.columns if fits(main.timing.periods, heading)]
    return look_at("the counts", (cell for heading in wide for cell in main.table.columns[heading]))


def _tell_left_out(main: Main, others: Sequence[Main], drafts: Sequence[Draft], notes: Notes) -> None:
    read = {draft.table.called for draft in drafts}
    for other in others:
        if other.table.called not in read and other.table.files != main.table.files:
            what = listed(other.counts[:2]) or "wide by period"
            notes.unclear.append(f"{other.table.called} has counts too ({what}, by {other.key}), and is not read.")
    known = no_areas(main)
    unmatched = [text for text in main.join.unmatched if text not in known] if main.join else []
    if unmatched:
        notes.unclear.append(
            f"{number_of(len(unmatched), 'text')} of {main.key} {'is' if len(unmatched) == 1 else 'are'} not in the "
            f"boundaries: {listed(unmatched)}. "
            "Name them in other_codes, or say by where which rows to read."
        )
