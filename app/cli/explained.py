"""The explanation that `casemap explain` gives of a figure, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain import Cell, Shown, Withheld
from app.store.said import Said
from app.trace import Origin, Trace
from app.trace.missing import Because
from app.wording import Wording, capitalize_first, counted, day
from app.wording.origin import Origin as Steps

_KEPT_BACK = (Withheld.HIDDEN, Withheld.PROTECTING, Withheld.MISSING)
_BLANK = "blank"
_NOT_AT_HAND = "The file is not at hand: say --file with it, or with a folder that has it, to see its rows."


def lines_of(traced: Trace) -> Iterator[str]:
    """Return the explanation of a figure as lines: headings, and what belongs to them indented."""
    dataset, area, week = traced.edition.dataset, traced.area, traced.week
    wording = Wording(dataset)
    yield f"{area.name} ({dataset.level(area.level).in_a_sentence} {area.code}), {wording.period(week)}"
    yield f"Readers see: {seen(traced)}."
    for heading, lines in (
        ("Published", _told(traced, traced.origin)),
        ("Revised", _revisions(traced, traced.origin)),
        ("What became of it", outcome_of(traced)),
        (f"{capitalize_first(wording.before)}: {wording.period(week.before)}", _told(traced, traced.origin_before)),
        ("On the map", on_the_map(traced)),
    ):
        yield from ("", heading, *(f"  {line}" for line in lines))
    yield from ("", f"It is told of edition {traced.edition.id}, which readers see.")
    if any(_is_kept_back(traced, origin) for origin in (traced.origin, traced.origin_before)):
        yield "Counts marked [not shown] are for you alone: no reader is told them."


def seen(traced: Trace) -> str:
    """Say what readers see of the figure."""
    wording, area = Wording(traced.edition.dataset), traced.area
    said = (
        wording.count(traced.cell, traced.week, area.level),
        wording.rate(traced.cell, area.population),
        wording.change(traced.cell, traced.before, area.level),
    )
    return "; ".join(filter(None, said))


def outcome_of(traced: Trace) -> list[str]:
    """Say how the published count became the figure: what was decided, why it is missing, its total, its population."""
    area = traced.area
    steps = Steps(traced.edition.dataset).steps(area.level, traced.week, traced.cell, traced.before, area.population)
    return [*steps, *_why_missing(traced), *_totals(traced), *_population(traced)]


def _cell_of(traced: Trace, origin: Origin) -> Cell:
    return traced.cell if origin is traced.origin else traced.before


def _is_kept_back(traced: Trace, origin: Origin) -> bool:
    has_count = any(one.count is not None for one in (*origin.said, *origin.since))
    return has_count and _cell_of(traced, origin) in _KEPT_BACK


def _number(traced: Trace, origin: Origin, said: Said) -> str:
    """Say what a release says, marked where readers are not told it."""
    if said.count is None:
        return "not published" if said.is_left_out else "no count"
    hidden = traced.edition.dataset.level(traced.area.level).hidden
    is_small = hidden is not None and hidden.least <= said.count <= hidden.most
    is_told = isinstance(_cell_of(traced, origin), Shown) and not is_small
    return f"{Wording(traced.edition.dataset).counted(said.count)}{'' if is_told else ' [not shown]'}"


def _told(traced: Trace, origin: Origin) -> Iterator[str]:
    last = origin.last
    if last is None:
        yield "No release that the edition was made from speaks of this area in these days."
    else:
        loaded = last.loaded
        layout, published = capitalize_first(loaded.release.layout), day(loaded.release.published_on)
        yield f"{layout}, published {published}: {loaded.release.id}"
        yield f"{loaded.file_name}, loaded {loaded.loaded_at:%Y-%m-%d %H:%M}, SHA-256 {last.sha256}"
        yield from _rows(traced, origin)
        yield f"Read as {_number(traced, origin, last)}."
    yield from (
        f"{one.loaded.release.id}, loaded and not published yet, says {_number(traced, origin, one)}."
        for one in origin.since
    )


def _rows(traced: Trace, origin: Origin) -> Iterator[str]:
    """Say which rows of the file a count was read from, and what is printed there."""
    file, rows = origin.file, origin.rows
    if file is None:
        return
    if file.path is None:
        yield from (f"{other} has its name and another SHA-256: it is another file." for other in file.others)
        yield _NOT_AT_HAND
        return
    yield f"Found again by its SHA-256: {file.path}"
    if origin.problem:
        yield f"Its rows cannot be told, as it cannot be read now: {origin.problem}"
        return
    for one in rows.printed:
        where = f"{one.file}, row {one.row:,}" if one.file else f"Row {one.row:,}"
        said = f"{one.column} = {one.text.strip() or _BLANK}" if one.column else "says it"
        yield f"{where}{f', {day(one.day)}' if rows.are_daily else ''}: {said}"
    if not rows.printed:
        names = counted(rows.of_area, "row names", "rows name") if rows.of_area else "No row names"
        yield f"{names} the area{', and none has a count for these days' if rows.of_area else ''}."
    elif rows.are_daily:
        week = Wording(traced.edition.dataset).week
        yield f"These are counts of single days, of which the {week}'s is the sum; a day without a row had none."
    elif rows.are_rates:
        yield "These are rates, from which the count follows by the population."


def _revisions(traced: Trace, origin: Origin) -> Iterator[str]:
    """Say how what was published of the count changed from release to release."""
    changed = [one for one in origin.said if one.is_new]
    if not changed:
        yield "There is nothing to revise."
        return
    for one in changed:
        published = day(one.loaded.release.published_on)
        yield f"{published}: {_number(traced, origin, one)} ({one.loaded.release.id})"
    last, latest = changed[-1], origin.said[-1]
    if last is not latest:
        yield f"{day(latest.loaded.release.published_on)}: the same again ({latest.loaded.release.id})"
    if len(changed) == 1:
        yield "No later release said otherwise."


def _why_missing(traced: Trace) -> Iterator[str]:
    why, wording = traced.why_missing, Wording(traced.edition.dataset)
    if why is None:
        return
    parts = traced.edition.dataset.level(traced.area.level).in_sentences
    where = why.authority.name if why.authority else ""
    own = f"{where}'s own count is {wording.counted(why.total)}" if why.total is not None else ""
    if why.because is Because.SILENT:
        so_many = own or f"they had far more {wording.than_before}"
        yield f"None of the {why.areas:,} {parts} in {where} has a figure, and {so_many}: they cannot all be small."
    elif why.because is Because.SHORT:
        hidden = wording.hidden(traced.area.level)
        yield (
            f"{own}. Those of its {why.areas:,} {parts} that are shown ({why.shown:,}) come to {why.sum_shown:,}; the "
            f"others cannot have the rest with {hidden} each."
        )
    elif why.because is Because.BETWEEN:
        (before, first), (after, second) = why.around
        yield (
            f"It had {wording.counted(first)} in {wording.days(before)} and {wording.counted(second)} in "
            f"{wording.days(after)}, which share days with these: a count between them cannot be small."
        )
    elif traced.origin.said:
        yield "The release has no count of it, and counts of this kind are published in full."


def _totals(traced: Trace) -> Iterator[str]:
    """Say what holds for the total that the count is part of, where counts beside it are hidden."""
    totals, dataset = traced.totals, traced.edition.dataset
    if totals is None or not isinstance(totals.cell, Shown) or not totals.hidden:
        return
    parts, total = dataset.level(traced.area.level).in_sentences, f"{totals.cell.cases:,}"
    yield (
        f"{totals.whole.name}'s total of {total} is told. {totals.hidden:,} of its {totals.parts:,} {parts} "
        f"{'is' if totals.hidden == 1 else 'are'} hidden."
    )
    if totals.withheld:
        names = ", ".join(f"{area.name} ({area.code})" for area in totals.withheld)
        yield f"Withheld, so that these do not follow: {names}."
    elif dataset.protects:
        yield "Nothing is withheld beside them: there are too many of them to follow, or none that could be."
    else:
        yield "Nothing is withheld, so hidden counts may follow: `casemap audit --areas` lists those that do."


def _population(traced: Trace) -> Iterator[str]:
    if not isinstance(traced.cell, Shown) or not traced.area.population or not traced.edition.dataset.rate_per:
        return
    if said := traced.edition.dataset.population:
        yield f"The population: {said}"
    if traced.population:
        file = traced.population.file
        yield f"It stands in row {traced.population.row:,} of {file.file_name}, SHA-256 {file.sha256}."
    elif traced.area.level != traced.edition.dataset.finest:
        parts = traced.edition.dataset.level(traced.edition.dataset.finest).in_sentences
        yield f"Unless a file says it by itself, it is the sum of those of its {parts}."
    else:
        yield "No file at hand says it; --file may name the one."


def on_the_map(traced: Trace) -> Iterator[str]:
    """Describe how the area is drawn in each measure."""
    edition, area = traced.edition, traced.area
    drawn = {one["level"]: one for one in edition.map_parts(edition.shape)["levels"]} if edition.shape else {}
    if area.level not in drawn:
        yield "Areas of this level are not drawn; their figures stand on their pages and in lists."
        return
    if not isinstance(traced.cell, Shown):
        yield {
            Withheld.HIDDEN: "It is grey, as counts that are hidden are.",
            Withheld.MISSING: "It is hatched, as areas are of which no data came.",
            Withheld.PROTECTING: "It is striped, as counts that are withheld are.",
        }.get(traced.cell, "It is left as land.")
        return
    for measure in edition.dataset.measures:
        label = _class_of(traced, measure)
        drawn_as = f"in the class “{label}”" if label else "dotted, as there is no figure"
        yield f"{Wording(edition.dataset).short_measure(measure)}: {drawn_as}."


def _class_of(traced: Trace, measure: str) -> str | None:
    from app.pictures.fills import figure_of, place_among

    edition, area = traced.edition, traced.area
    assert isinstance(traced.cell, Shown)  # noqa: S101  none else has a class
    before = traced.before.cases if isinstance(traced.before, Shown) else None
    figure = figure_of(measure, traced.cell.cases, before, area.population, edition.dataset.rate_per)
    classes = edition.facts["measures"][measure][area.level]
    place = place_among(*figure, classes) if figure else None
    return None if place is None else classes[place]["label"]
