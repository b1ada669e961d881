"""The words of a picture: those in it, and its alternative text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.dataset import Dataset
from app.domain import Area, Cell, Level, Period, Shape, Shown, Withheld
from app.editions.contents import MeasureClassFacts
from app.pictures.bar import Mark, Step, mark_of_selected, mark_of_whole, steps_of, tally
from app.pictures.fills import DOTTED, HATCHED, HIDDEN, STRIPED
from app.pictures.ink import scheme_of
from app.statistics.joined import cells_of
from app.statistics.rankings import Compared, compare, ranked, ranked_by
from app.view import MapView
from app.wording import Wording, capitalize_first, counted, day

NAMED_AT_MOST = 3  # areas of most note
NO_BREAK = "\u00a0"


@dataclass(frozen=True)
class Highest:
    """The most notable areas: their heading, and the name and the figure of each."""

    heading: str
    areas: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Words:
    """The words in a picture.

    The legend has a step for each class, marks for the whole and the selected area where they have a figure, and fills
    with their labels for areas `without` one.
    """

    title: str
    place: str
    week: str
    published: str
    heading: str
    steps: tuple[Step, ...]
    without: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    source: str
    alternative: str
    whole: Mark | None = None
    selected: Mark | None = None
    highest: Highest | None = None


def words_of(view: MapView, level: Level, title: str, source: str, listed: int = 0) -> Words:
    """Write the words of a picture of a view at a level, with so many of the highest areas listed."""
    edition, week, rows = view.edition, week_at(view, level), _rows(view, level)
    wording, measure = Wording(edition.dataset), measure_at(view, level)
    scheme, counted = scheme_of(view.scheme), tally(view, level, measure)
    table = edition.tables(week).get(level)
    published = table.published_on if table else edition.published_on
    return Words(
        title=title,
        place="" if view.place_name.casefold() in title.casefold() else capitalize_first(view.place_name),
        week=_unbroken(capitalize_first(wording.period(week))),
        # What a pinned edition shows was published by the day of the latest of the releases that it is made of.
        published=(
            f"As published on {day(max(published, edition.published_on))}"
            if view.is_pinned
            else f"Published {day(published)}"
        ),
        heading=wording.measure(measure),
        steps=tuple(steps_of(classes_at(view, level), counted, lambda one: one[scheme])),
        without=tuple(_without(wording.hidden(level), counted)),
        notes=tuple(_notes(view, level, rows)),
        source=source,
        alternative=alternative_text(view, level),
        whole=mark_of_whole(view, level, measure),
        selected=mark_of_selected(view, level, measure),
        highest=_highest(view, measure, rows, listed),
    )


def measure_at(view: MapView, level: Level) -> str:
    """Return the measure that a level is drawn in."""
    return next(str(drawn["measure"]) for drawn in view.levels if drawn["level"] == level)


def classes_at(view: MapView, level: Level) -> list[MeasureClassFacts]:
    """Return the classes that a level is drawn in."""
    return view.edition.facts["measures"][measure_at(view, level)][level]


def week_at(view: MapView, level: Level) -> Period:
    """Return the week that a level shows, the view's own where it has no record of it."""
    return view.weeks.get(level, view.week)


def alternative_text(view: MapView, level: Level) -> str:
    """Write the alternative text of a picture: its place and dates, and the most notable figures."""
    dataset, measure = view.edition.dataset, measure_at(view, level)
    wording, named, rows = Wording(dataset), dataset.level(level).name, _rows(view, level)
    period = wording.period(week_at(view, level))
    said = [f"Map of {wording.mapped(measure)} in {view.place_name} by {named}, {period}"]
    if view.selected:
        selected = view.selected
        count = wording.count(cell_of(view, selected), week_at(view, selected.level), selected.level)
        said.append(f"{selected.name}: {count}")
    said.extend(_most_noted(view, measure, rows))
    said.extend(_withheld(rows, wording.hidden(level)))
    return ". ".join(said) + "."


def cell_of(view: MapView, area: Area) -> Cell:
    """Return what is known of an area in the view's week."""
    table = view.edition.tables(week_at(view, area.level)).get(area.level)
    return cells_of(table, view.edition.areas[area.level])[view.edition.area_index[area.level, area.code]]


def _unbroken(period: str) -> str:
    """Keep texts in brackets in one line."""
    days, bracket, rest = period.partition("(")
    return days + bracket + rest.replace(" ", NO_BREAK)


def _without(hidden: str, counted: Counter[int | str]) -> Iterator[tuple[str, str]]:
    """Return what stands for hidden counts where any may be, and for other figures where there are not all of them."""
    if hidden:
        yield HIDDEN, hidden
    if counted[STRIPED]:
        yield STRIPED, "withheld"
    if counted[HATCHED]:
        yield HATCHED, "no data came"
    if counted[DOTTED]:
        yield DOTTED, "not calculable"


def _notes(view: MapView, level: Level, rows: Sequence[Compared]) -> Iterator[str]:
    dataset = view.edition.dataset
    wording = Wording(dataset)
    if level not in view.weeks:
        yield f"{wording.count(Withheld.NOT_PUBLISHED, view.week, level)}."
    if unpublished := _unpublished(rows):
        yield f"{unpublished}."
    yield f"By {dataset.level(level).name}."
    if view.edition.facts["is_sample"] and dataset.sample:
        yield dataset.sample.notice
    if view.shape is Shape.HEXES:
        yield f"Each hexagon is one {dataset.level(dataset.finest).in_a_sentence}, near its true place."


def _rows(view: MapView, level: Level) -> Sequence[Compared]:
    """Return the areas of a level that the view is fitted to, beside the period before."""
    edition, week = view.edition, week_at(view, level)
    table, before = edition.tables(week).get(level), edition.tables(week.before).get(level)
    return compare(edition.areas[level], table, before, edition.dataset.rate_per, view.is_fitted_to)


def _most_noted(view: MapView, measure: str, rows: Sequence[Compared]) -> Iterator[str]:
    most = _most(view.edition.dataset, measure, rows, NAMED_AT_MOST)
    if most:
        yield f"{_heading(view.edition.dataset, measure)}: {', '.join(_figure(view, row, measure) for row in most)}"


def _most(dataset: Dataset, measure: str, rows: Sequence[Compared], number: int) -> list[Compared]:
    by_measure = ranked(rows, ranked_by(dataset)[measure], descending=True)
    return [row for row in by_measure if _is_noted(row, measure)][:number]


def _heading(dataset: Dataset, measure: str) -> str:
    noted = {"rate": f"Highest rates per {dataset.rate_per:,}", "change": "Largest rises"}
    return noted.get(measure, f"Most {dataset.count.many}")


def _highest(view: MapView, measure: str, rows: Sequence[Compared], number: int) -> Highest | None:
    """List so many areas of most note, None where there are none."""
    dataset = view.edition.dataset
    most = _most(dataset, measure, rows, number)
    areas = tuple((_named(view, row.area, ", {}"), _short(Wording(dataset), row, measure)) for row in most)
    return Highest(_heading(dataset, measure), areas) if areas else None


def _short(wording: Wording, row: Compared, measure: str) -> str:
    if measure == "change":
        return wording.short_change(row.cell, row.before)
    return wording.short_rate(row.cell, row.area.population) if measure == "rate" else f"{row.cases:,}"


def _is_noted(row: Compared, measure: str) -> bool:
    if measure == "change":
        return row.cases is not None and row.cases_before is not None and row.cases > row.cases_before
    return isinstance(row.cell, Shown) and (measure != "rate" or row.rate is not None)


def _figure(view: MapView, row: Compared, measure: str) -> str:
    dataset = view.edition.dataset
    said = _short(Wording(dataset), row, measure)
    counts = f" ({row.cases_before:,} to {row.cases:,} {dataset.count.many})" if measure == "change" else ""
    return f"{_named(view, row.area, ' ({})')} {said}{counts}"


def _named(view: MapView, area: Area, beside: str) -> str:
    """Name an area, one of the finest with its authority written beside it."""
    dataset = view.edition.dataset
    is_part = area.level == dataset.finest != dataset.reports_by
    authority = view.edition.name(dataset.reports_by, area.within.get(dataset.reports_by, "")) if is_part else ""
    return area.name + (beside.format(authority) if authority else "")


def _withheld(rows: Sequence[Compared], hidden_counts: str) -> Iterator[str]:
    """Say how many areas have no count, and why; `hidden_counts` are those that are hidden, in words."""
    cells = [row.cell for row in rows]
    hidden, missing = cells.count(Withheld.HIDDEN), cells.count(Withheld.MISSING)
    if hidden:
        have, are = ("has", "is") if hidden == 1 else ("have", "are")
        yield f"{hidden:,} of {counted(len(cells), 'area')} {have} {hidden_counts} and {are} not shown"
    if protecting := cells.count(Withheld.PROTECTING):
        yield f"{protecting:,} {'is' if protecting == 1 else 'are'} withheld to keep others hidden"
    if missing:
        yield f"For {counted(missing, 'area')} no data came"
    if unpublished := _unpublished(rows):
        yield unpublished


def _unpublished(rows: Sequence[Compared]) -> str:
    """Say how many areas are not published though others are; nothing where that holds for all or none."""
    number = sum(row.cell is Withheld.NOT_PUBLISHED for row in rows)
    if number in (0, len(rows)):
        return ""
    return f"{number:,} of {counted(len(rows), 'area')} {'was' if number == 1 else 'were'} not published"
