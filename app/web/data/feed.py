"""The feeds of editions: one of the whole, and one of each area that many readers share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from itertools import islice, pairwise
from types import MappingProxyType

from flask import Blueprint, Response

from app.domain import Area, Cell, Level, Period, Shown, Withheld
from app.editions import StoredEdition
from app.editions.contract import AREAS, WEEK
from app.editions.records import areas_from_rows, cell_from_json
from app.errors import DamagedEditionError, NotServedError, WithdrawnEditionError
from app.options.view import AREA, WITHIN
from app.view import MapView, shown_week, whole_area
from app.web.data.atom import MIMETYPE, Entry, Feed, Said, as_atom
from app.web.data.corrections import Correction, corrected_areas, corrections
from app.web.pages.headline import Headline, headline_of
from app.web.pages.hierarchy import find_area
from app.web.pages.rendering import absolute_root, area_path
from app.web.serving.bodies import Body
from app.web.serving.options import write_query
from app.web.serving.site import site
from app.wording import Wording, capitalize_first, counted
from app.wording import day as wording_day

blueprint = Blueprint("feed", __name__)

LATEST = 12  # editions in a feed
CORRECTED = 6  # weeks of an area that are named with what changed, the latest

Before = StoredEdition | None


@blueprint.get("/feed.atom")
def feed() -> Response:
    """Serve the feed of the whole."""
    edition = site().current()
    return _answer(edition, "", edition.dataset.title, _entry_of_whole, _pinned)


@blueprint.get("/areas/<level>/<code>/feed.atom")
def feed_of_area(level: str, code: str) -> Response:
    """Serve the feed of an area."""
    edition = site().current()
    area = find_area(edition, level, code)
    if level not in edition.dataset.followed:
        raise NotServedError(f"There is no feed of {area.name}.", choices=edition.dataset.followed)

    def entry(one: StoredEdition, before: Before) -> Entry | None:
        return _entry_of_area(one, before, area)

    def pinned(edition_id: str) -> str:
        return _pinned(edition_id, _place(edition, area))

    return _answer(edition, area_path(area), f"{area.name}: {edition.dataset.title}", entry, pinned)


def _answer(
    edition: StoredEdition,
    path: str,
    title: str,
    entry: Callable[[StoredEdition, Before], Entry | None],
    pinned: Callable[[str], str],
) -> Response:
    seen = site().seen()[: LATEST + 1]

    def make() -> Body:
        editions = list(_opened(edition, seen))
        entries = [_whole(entry, one, before, edition) for one, before in pairwise((*editions, None)) if one]
        told = [one for one in entries if one is not None][:LATEST]
        return Body(as_atom(_feed(edition, path, title, [*_withdrawn(edition, pinned), *told])))

    body = site().costly_body(("feed", absolute_root(), path, seen), make)
    return body.response(MIMETYPE)


def _whole(
    entry: Callable[[StoredEdition, Before], Entry | None], one: StoredEdition, before: Before, current: StoredEdition
) -> Entry | None:
    """Return an edition's entry, none of an earlier one that is damaged; what is damaged is not compared with."""
    try:
        return entry(one, before)
    except DamagedEditionError as error:
        if error.edition != one.id:
            return entry(one, None)
        if one is current:
            raise
        return None


def _opened(current: StoredEdition, seen: Sequence[str]) -> Iterator[StoredEdition]:
    """Open editions, but those that are gone or that cannot be read; not through what is kept open for readers."""
    yield current
    for each in seen[1:]:
        with suppress(DamagedEditionError, NotServedError, WithdrawnEditionError):
            yield site().open(each)


def _withdrawn(edition: StoredEdition, pinned: Callable[[str], str]) -> Iterator[Entry]:
    """Say of the editions that were withdrawn last that they were, and why: in the place of what they said."""
    wording = Wording(edition.dataset)
    for edition_id, withdrawal in islice(site().withdrawn().items(), LATEST):
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


def _pinned(edition_id: str, place: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return the address at which an edition stays, of all or of a place."""
    return f"{absolute_root()}embed{write_query({**place, 'edition': edition_id})}"


def _place(edition: StoredEdition, area: Area) -> Mapping[str, str]:
    is_finest = area.level == edition.dataset.finest
    return {(AREA if is_finest else WITHIN).name: f"{area.level}.{area.code}"}


def _feed(edition: StoredEdition, path: str, title: str, entries: Sequence[Entry]) -> Feed:
    settings, dataset, root = site().settings, edition.dataset, absolute_root()
    return Feed(
        address=f"{root}{path}/feed.atom" if path else f"{root}feed.atom",
        page=f"{root}{path}",
        title=title,
        subtitle=dataset.source,
        rights=dataset.licence,
        author=settings.operator or dataset.title,
        contact=settings.contact.removeprefix("mailto:"),
        updated=max((edition.last_published_on, *(one.updated for one in entries))),
        entries=entries,
    )


def _entry_of_whole(edition: StoredEdition, before: Before) -> Entry:
    view = MapView(edition, edition.week)
    headline = headline_of(view)
    pinned = _pinned(edition.id)
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


def _entry_of_area(edition: StoredEdition, before: Before, sought: Area) -> Entry | None:
    """Say an area's figures in an edition, nothing where it has no such area."""
    area = _area_in(edition, sought)
    if area is None:
        return None
    week = shown_week(edition, area.level, edition.week) or edition.week
    wording, path = Wording(edition.dataset), area_path(area)
    cell, cell_before = (_cell(edition, area, each) for each in (week, week.before))
    said = wording.rate(cell, area.population), wording.change(cell, cell_before, area.level)
    is_comparable = before is not None and before.dataset.length == edition.dataset.length
    found = corrections(before, edition, area.level, area.code) if before and is_comparable else []
    pinned = _pinned(edition.id, _place(edition, area))
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
