"""The headline of the map's page: the figure of the whole, its change, a line of its weeks, and the highest areas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import Blueprint, Response

from app.domain import Area, Cell, Period, Shown, Withheld
from app.editions import StoredEdition
from app.errors import NotServedError
from app.statistics.rankings import Compared, highest
from app.view import MapView, whole_area
from app.web.pages.compared import compared_areas
from app.web.pages.rendering import render
from app.web.serving.bodies import Body
from app.web.serving.site import site
from app.wording import Wording, capitalize_first, counted

NAMED = 5
WIDTH, HEIGHT = 100, 30  # units of the line of weeks

blueprint = Blueprint("headline", __name__)


@dataclass(frozen=True)
class Line:
    """The line of weeks: a path in WIDTH by HEIGHT units, and the share across and down at which the week shown is."""

    path: str
    left: float
    top: float
    text: str


@dataclass(frozen=True)
class High:
    """One of the highest areas, with its figure and what it lies in."""

    area: Area
    around: str
    figure: str


@dataclass(frozen=True)
class Headline:
    """A number, what it is of, and what is to be said beside it; `week` is its own where that is not the one asked for.

    `highest` are the areas with the highest figures, which `heading` names; `week_of_highest` is as `week`.
    """

    number: str
    of: str
    beside: str | None
    week: Period | None
    line: Line | None
    heading: str
    highest: tuple[High, ...]
    week_of_highest: Period | None


@blueprint.get("/editions/<edition_id>/headlines/<day>")
def headline(edition_id: str, day: str) -> Response:
    """Serve the headline of a step of the timeline, to stand in for that of the page's week."""
    edition = site().edition(edition_id)
    week = _step_of(edition, day)
    body = site().body(("headline", edition.id, week), lambda: Body(_render(edition, week).encode()))
    return body.response("text/html", immutable=True)


def _step_of(edition: StoredEdition, day: str) -> Period:
    steps = {str(step.day): step.day for step in edition.timeline}
    if day not in steps:
        problem = f"The {Wording(edition.dataset).week} {day[:40]} is no step of the timeline."
        raise NotServedError(problem, choices=list(reversed(steps)))
    return steps[day]


def _render(edition: StoredEdition, week: Period) -> str:
    return render("headline.html", edition=edition, week=week, headline=headline_of(MapView(edition, week)))


def headline_of(view: MapView) -> Headline:
    """Say what is first to be said of a view's week; where the whole has no figure, how many areas are shown."""
    edition, level = view.edition, view.dataset.finest
    whole, finest = whole_area(edition), view.weeks.get(level)
    rows = compared_areas(edition, level, finest) if finest else ()
    own = _compared(view, whole) if whole else None
    # A sample shows but a part of the whole.
    is_told = own is not None and own.cases is not None and not edition.facts["is_sample"]
    measure = measure_of_highest(view)
    number, of, beside = _figure(view, own) if own and is_told else _shown(view, rows)
    week = view.weeks.get(own.area.level) if own and is_told else finest
    return Headline(
        number=number,
        of=of,
        beside=beside,
        week=None if week == view.week else week,
        line=_line(view, whole) if whole and is_told else None,
        heading=_heading(view, measure),
        highest=tuple(_highest(view, rows, measure)),
        week_of_highest=None if finest == view.week else finest,
    )


def _compared(view: MapView, area: Area) -> Compared | None:
    week = view.weeks.get(area.level)
    rows = compared_areas(view.edition, area.level, week) if week else ()
    return next((row for row in rows if row.area == area), None)


def _figure(view: MapView, own: Compared) -> tuple[str, str, str | None]:
    """Say the figure of the whole, and how it changed."""
    wording = Wording(view.dataset)
    number, _, noun = wording.counted(own.cases or 0).partition(" ")
    return number, f"{noun} in {view.dataset.the(own.area.name)}", wording.trend(own.cell, own.before)


def _shown(view: MapView, rows: Sequence[Compared]) -> tuple[str, str, str | None]:
    """Say how many areas are shown, and how many are not: hidden counts are never added up."""
    level = view.dataset.level(view.dataset.finest)
    wording = Wording(view.dataset)
    counts = [row.cases for row in rows if row.cases is not None]
    hidden = sum(row.cell is Withheld.HIDDEN for row in rows)
    areas = counted(len(view.edition.areas[level.slug]), level.in_a_sentence, level.in_sentences)
    are = "shown" if any(counts) or not counts else f"had no {view.dataset.count.many}"
    protecting = sum(row.cell is Withheld.PROTECTING for row in rows)
    said = [f"{hidden:,} {'has' if hidden == 1 else 'have'} {wording.hidden(level.slug)}"] if hidden else []
    if protecting:
        said.append(f"{protecting:,} {'is' if protecting == 1 else 'are'} withheld to keep others hidden")
    have = "; ".join(said) or None
    return f"{len(counts):,}", f"of {areas} {are}", have


def measure_of_highest(view: MapView) -> str:
    """Return the measure that the map opens the finest areas with; a change is no height."""
    finest, count_slug = view.dataset.finest, view.dataset.count_slug
    drawn = (one["measure"] for one in view.map_parts["levels"] if one["level"] == finest)
    return "rate" if next(drawn, count_slug) == "rate" else count_slug


def _heading(view: MapView, measure: str) -> str:
    wording = Wording(view.dataset)
    return f"Highest rates {wording.per}" if measure == "rate" else f"Most {view.dataset.count.many}"


def _highest(view: MapView, rows: Sequence[Compared], measure: str) -> Iterator[High]:
    dataset, wording = view.dataset, Wording(view.dataset)
    above = dataset.reports_by if dataset.reports_by != dataset.finest else ""
    for row in highest(rows, dataset, measure)[:NAMED]:
        is_rate = measure == "rate"
        figure = wording.short_rate(row.cell, row.area.population) if is_rate else f"{row.cases:,}"
        yield High(row.area, view.edition.name(above, row.area.within.get(above, "")) if above else "", figure)


def _line(view: MapView, area: Area) -> Line | None:
    """Draw the weeks of an area up to the edition's own, with gaps where none is shown."""
    cells = view.edition.history(area)
    counts = [cell.cases if isinstance(cell, Shown) else None for cell in cells]
    place = _place(view)
    current = counts[place]
    if sum(count is not None for count in counts) < 2 or current is None:
        return None
    most = max(count for count in counts if count is not None) or 1

    def at(step: int, count: int) -> tuple[float, float]:
        return round(WIDTH * step / (len(counts) - 1), 1), round(HEIGHT * (1 - count / most), 1)

    runs = [
        [at(step, count) for step, count in run if count is not None]
        for is_known, run in groupby(enumerate(counts), lambda one: one[1] is not None)
        if is_known
    ]
    path = "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in run) for run in runs)
    x, y = at(place, current)
    return Line(path, 100 * x / WIDTH, 100 * y / HEIGHT, _said(view, area, cells))


def _place(view: MapView) -> int:
    steps = view.edition.timeline
    return next((place for place, step in enumerate(steps) if step.day >= view.week), len(steps) - 1)


def _said(view: MapView, area: Area, cells: Sequence[Cell | None]) -> str:
    """Say what the line shows."""
    wording, steps = Wording(view.dataset), view.edition.timeline
    most, when = max(
        (cell.cases, step.weeks[area.level]) for cell, step in zip(cells, steps, strict=True) if isinstance(cell, Shown)
    )
    many = capitalize_first(view.dataset.count.many)
    return f"{many} in {view.dataset.the(area.name)} {wording.each}: the most, {most:,}, in {wording.days(when)}"
