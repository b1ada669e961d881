"""The entries of feeds: an edition's figures in words, what it corrects, and what was withdrawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from types import MappingProxyType

from app.domain import Area, Cell, Level, Period, Shown, Withheld
from app.editions import StoredEdition
from app.editions.contract import AREAS, WEEK
from app.editions.records import areas_from_rows, cell_from_json
from app.options.view import AREA, WITHIN
from app.view import MapView, shown_week, whole_area
from app.web.data.atom import Entry, Said
from app.web.data.corrections import Correction, corrected_areas, corrections
from app.web.pages.headline import Headline, headline_of
from app.web.pages.rendering import absolute_root, area_path
from app.web.serving.options import write_query
from app.web.serving.site import site
from app.wording import Wording, capitalize_first, counted
from app.wording import day as wording_day

CORRECTED = 6  # weeks of an area that are named with what changed, the latest

Before = StoredEdition | None


def withdrawn_entries(edition: StoredEdition, pinned: Callable[[str], str], at_most: int) -> Iterator[Entry]:
    """Return entries of the editions that were withdrawn last: they say why, in the place of what these said."""
    wording = Wording(edition.dataset)
    for edition_id, withdrawal in islice(site().withdrawn().items(), at_most):
        week = edition.period(edition_id[: len("2020-10-31")])
        day = date.fromisoformat(withdrawal.on)
        yield Entry(
            id=pinned(edition_id),
            title=f"Withdrawn: what was published of {wording.days(week)}",
            updated=day,
            page=f"{absolute_root()}releases#withdrawn",
            said=(
                f"Withdrawn on {wording_day(day)}: {withdrawal.because.rstrip('.')}.",
                "Its figures are given no more.",
            ),
            is_withdrawn=True,
        )


def pinned_address(edition_id: str, place: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return the permanent address of an edition, of all or of a place."""
    return f"{absolute_root()}embed{write_query({**place, 'edition': edition_id})}"


def place_options(edition: StoredEdition, area: Area) -> Mapping[str, str]:
    """Return the options of an embed that shows an area."""
    is_finest = area.level == edition.dataset.finest
    return {(AREA if is_finest else WITHIN).name: f"{area.level}.{area.code}"}


def entry_of_whole(edition: StoredEdition, before: Before) -> Entry:
    """Describe an edition: the figures of the whole, the highest areas, and what changed since the edition before."""
    view = MapView(edition, edition.week)
    headline = headline_of(view)
    pinned = pinned_address(edition.id)
    return Entry(
        id=pinned,
        title=_title(edition, headline),
        updated=edition.last_published_on,
        page=_page("", edition.week, pinned),
        said=(*_highest(edition, headline), *_withdrawn_since(edition, before), *_corrected(edition, before)),
    )


def _title(edition: StoredEdition, headline: Headline) -> str:
    days = Wording(edition.dataset).days(headline.week or edition.week)
    said = f"{headline.number} {headline.of} in {days}"
    return f"{said}, {headline.beside}" if headline.beside else said


def _highest(edition: StoredEdition, headline: Headline) -> Iterator[Said]:
    if not headline.highest:
        return
    days = Wording(edition.dataset).days(headline.week_of_highest or edition.week)
    yield f"{headline.heading} in {days}:"
    yield [f"{', '.join(filter(None, (one.area.name, one.around)))}: {one.figure}" for one in headline.highest]


def _withdrawn_since(edition: StoredEdition, before: Before) -> Iterator[Said]:
    """Say which releases that the edition before was made from were withdrawn since, and why."""
    for release in edition.corrections.releases["releases"]:
        if before and release["withdrawn_on"] and release["release"] in before.facts["releases"]:
            day = wording_day(date.fromisoformat(release["published_on"]))
            because = (release["because"] or "").rstrip(".")
            said = f"The release of {day} ({release['layout']}) was withdrawn: {because}."
            yield f"{said} What it alone said counts no more."


def _corrected(edition: StoredEdition, before: Before) -> Iterator[Said]:
    """Say of how many areas a figure of an earlier edition changed, and what of the whole."""
    dataset = edition.dataset
    if before is None or before.dataset.length != dataset.length:
        return
    shared = [level for level in dataset.levels if level.slug in before.dataset.slugs]
    changed = [(level, corrected_areas(before, edition, level.slug)) for level in shared]
    areas = [f"{level.in_a_list}: {number:,}" for level, number in changed if number]
    if areas:
        yield f"Areas whose figures of {Wording(dataset).weeks} already published changed since the edition before:"
        yield areas
    elif before.week == edition.week:
        yield f"No {dataset.count.many} are counted otherwise than in the edition before."
    whole = whole_area(edition)
    if whole and whole.level in before.dataset.slugs:
        found = corrections(before, edition, whole.level, whole.code)
        yield from _told(edition, whole, found)


def entry_of_area(edition: StoredEdition, before: Before, sought: Area) -> Entry | None:
    """Describe an area's figures in an edition; None where it has no such area."""
    area = _area_in(edition, sought)
    if area is None:
        return None
    week = shown_week(edition, area.level, edition.week) or edition.week
    wording, path = Wording(edition.dataset), area_path(area)
    cell, cell_before = (_cell(edition, area, each) for each in (week, week.before))
    said = wording.rate(cell, area.population), wording.change(cell, cell_before, area.level)
    is_comparable = before is not None and before.dataset.length == edition.dataset.length
    found = corrections(before, edition, area.level, area.code) if before and is_comparable else []
    pinned = pinned_address(edition.id, place_options(edition, area))
    return Entry(
        id=pinned,
        title=f"{area.name}: {wording.count(cell, week, area.level)}",
        updated=edition.last_published_on,
        page=_page(path, week, pinned, area.level),
        said=(*filter(None, said), *_withdrawn_since(edition, before), *_told(edition, area, found)),
    )


def _area_in(edition: StoredEdition, sought: Area) -> Area | None:
    """Find an area again, reading no level but its own."""
    if sought.level not in edition.dataset.slugs:
        return None
    areas = areas_from_rows(sought.level, AREAS.read(edition.read, sought.level))
    return next((area for area in areas if area.code == sought.code), None)


def _cell(edition: StoredEdition, area: Area, week: Period) -> Cell:
    """Read one area's cell, making none of the others."""
    values = WEEK.read(edition.read, week).get(area.level) if edition.has(WEEK.name(week)) else None
    if values is None:
        return Withheld.NOT_PUBLISHED
    codes = [row[0] for row in AREAS.read(edition.read, area.level)]
    return cell_from_json(values["cases"][codes.index(area.code)])


def _told(edition: StoredEdition, area: Area, found: Sequence[Correction]) -> Iterator[Said]:
    """Say what changed of an area's weeks, the latest first."""
    if not found:
        return
    wording = Wording(edition.dataset)
    yield f"Figures of {area.name} that changed since the edition before:"
    yield [said_of(wording, area.level, one) for one in reversed(found[-CORRECTED:])]
    if len(found) > CORRECTED:
        yield f"And those of {counted(len(found) - CORRECTED, f'earlier {wording.week}', f'earlier {wording.weeks}')}."


def said_of(wording: Wording, level: Level, one: Correction) -> str:
    """Say what changed; what is hidden or withheld now is not told as it was."""
    said = f"{capitalize_first(wording.days(one.week))}: {wording.short_cases(one.now, level)}"
    is_hidden = one.now in (Withheld.HIDDEN, Withheld.PROTECTING) and isinstance(one.before, Shown)
    return said if is_hidden else f"{said}, before: {wording.short_cases(one.before, level)}"


def _page(path: str, week: Period, pinned: str, level: Level | None = None) -> str:
    """Return the address at which readers find a week now: the pinned one where the week is not on record any more."""
    now = site().current()
    weeks = now.record[level] if level else {step.day for step in now.timeline}
    return f"{absolute_root()}{path}{write_query({'week': str(week)})}" if week in weeks else pinned
