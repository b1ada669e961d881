"""Say what a picture shows: the words in it, and those that stand in its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app import wording
from app.domain import FINEST, Area, Cell, Level, Shape, Shown, Week, Withheld
from app.editions.contract import MeasureClassFacts
from app.pictures.fills import DOTTED, HATCHED
from app.statistics.joined import cells_of
from app.statistics.rankings import RANKED_BY, Compared, compare, ranked
from app.view import MapView

NAMED_AT_MOST = 3  # areas of most note
SAMPLE = "A sample: the areas and counts that a newspaper printed on 2 November 2020."
NO_BREAK = "\u00a0"
MAPPED = {
    "cases": "cases",
    "rate": "cases per 100,000 people",
    "change": "how cases changed on the week before",
}
NOTED = {"cases": "Most cases", "rate": "Highest rates per 100,000", "change": "Largest rises"}


@dataclass(frozen=True)
class Words:
    """The words in a picture; each entry of the legend has a fill and a label."""

    title: str
    place: str
    week: str
    published: str
    heading: str
    legend: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    source: str
    alternative: str


def words_of(view: MapView, level: Level, title: str, source: str) -> Words:
    """Say what a picture of a view at a level says."""
    edition, measure = view.edition, measure_at(view, level)
    table = edition.tables(week_at(view, level)).get(level)
    published = table.published_on if table else edition.published_on
    return Words(
        title=title,
        place="" if view.place_name.casefold() in title.casefold() else view.place_name,
        week=_week(week_at(view, level)),
        published=(
            f"As published on {wording.day(edition.published_on)}"
            if view.is_pinned
            else f"Published {wording.day(published)}"
        ),
        heading=wording.MEASURES[measure],
        legend=tuple(_legend(view, level)),
        notes=tuple(_notes(view, level)),
        source=source,
        alternative=alternative_text(view, level),
    )


def measure_at(view: MapView, level: Level) -> str:
    """Give the measure that a level is drawn in."""
    return next(str(drawn["measure"]) for drawn in view.levels if drawn["level"] == level)


def classes_at(view: MapView, level: Level) -> list[MeasureClassFacts]:
    """Give the classes that a level is drawn in."""
    return view.edition.facts["measures"][measure_at(view, level)][level]


def week_at(view: MapView, level: Level) -> Week:
    """Give the week that a level shows, the view's own where it has no record of it."""
    return view.weeks.get(level, view.week)


def alternative_text(view: MapView, level: Level) -> str:
    """Say what a picture shows to those who do not see it: its place and dates, and the figures of most note."""
    measure = measure_at(view, level)
    days = wording.seven_days(week_at(view, level))
    said = [f"Map of {MAPPED[measure]} in {view.place_name} by {level.words}, {days}"]
    if view.selected:
        selected = view.selected
        count = wording.count(
            cell_of(view, selected), week_at(view, selected.level), view.edition.hide_up_to(selected.level)
        )
        said.append(f"{selected.name}: {count}")
    said.extend(_most_noted(view, level, measure))
    said.extend(_withheld(view, level))
    return ". ".join(said) + "."


def cell_of(view: MapView, area: Area) -> Cell:
    """Give what is known of an area in the view's week."""
    table = view.edition.tables(week_at(view, area.level)).get(area.level)
    return cells_of(table, view.edition.areas[area.level])[view.edition.area_index[area.level, area.code]]


def _week(week: Week) -> str:
    """Say a week so that what stands in brackets is not broken."""
    days, bracket, rest = wording.capitalize_first(wording.seven_days(week)).partition("(")
    return days + bracket + rest.replace(" ", NO_BREAK)


def _legend(view: MapView, level: Level) -> Iterator[tuple[str, str]]:
    for one in classes_at(view, level):
        yield one["colour"], one["label"]
    if measure_at(view, level) == "change":
        yield DOTTED, "not calculable"
    if any(row.cell is Withheld.MISSING for row in _rows(view, level)):
        yield HATCHED, "no data came"


def _notes(view: MapView, level: Level) -> Iterator[str]:
    threshold = view.edition.hide_up_to(level)
    if level not in view.weeks:
        yield f"{wording.count(Withheld.NOT_PUBLISHED, view.week, threshold)}."
    elif threshold is not None:
        yield f"Areas with {wording.or_fewer(threshold)} cases are not shown."
    yield f"By {level.words}."
    if view.edition.facts["is_sample"]:
        yield SAMPLE
    if view.shape is Shape.HEXES:
        yield "Each hexagon is one small area, near its true place."


def _rows(view: MapView, level: Level) -> Sequence[Compared]:
    """Give the areas of a level that the view is fitted to, beside the week before."""
    edition, week = view.edition, week_at(view, level)
    rows = compare(edition.areas[level], edition.tables(week).get(level), edition.tables(week.before).get(level))
    return [row for row in rows if view.is_fitted_to(row.area)]


def _most_noted(view: MapView, level: Level, measure: str) -> Iterator[str]:
    rows = [row for row in ranked(_rows(view, level), RANKED_BY[measure], descending=True) if _is_noted(row, measure)]
    if rows:
        yield f"{NOTED[measure]}: {', '.join(_figure(view, row, measure) for row in rows[:NAMED_AT_MOST])}"


def _is_noted(row: Compared, measure: str) -> bool:
    if measure == "change":
        return row.cases is not None and row.cases_before is not None and row.cases > row.cases_before
    return isinstance(row.cell, Shown) and (measure == "cases" or row.rate is not None)


def _figure(view: MapView, row: Compared, measure: str) -> str:
    authority = view.edition.name(Level.LTLA, row.area.ltla_code) if row.area.level is FINEST else ""
    said = {
        "cases": f"{row.cases:,}",
        "rate": wording.short_rate(row.cell, row.area.population),
        "change": f"{wording.short_change(row.cell, row.before)} ({row.cases_before:,} to {row.cases:,} cases)"
        if measure == "change"
        else "",
    }[measure]
    return f"{row.area.name}{f' ({authority})' if authority else ''} {said}"


def _withheld(view: MapView, level: Level) -> Iterator[str]:
    cells = [row.cell for row in _rows(view, level)]
    hidden, missing = cells.count(Withheld.HIDDEN), cells.count(Withheld.MISSING)
    threshold = view.edition.hide_up_to(level)
    if hidden and threshold is not None:
        have, are = ("has", "is") if hidden == 1 else ("have", "are")
        areas = f"{hidden:,} of {wording.counted(len(cells), 'area')}"
        yield f"{areas} {have} {wording.or_fewer(threshold)} cases and {are} not shown"
    if missing:
        yield f"For {wording.counted(missing, 'area')} no data came"
