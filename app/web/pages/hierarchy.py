"""Find the area of an address, and the areas above, beside and inside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain import Area, Level
from app.editions import StoredEdition
from app.editions.contract import NEIGHBOURS
from app.errors import NotServedError
from app.options.places import codes_near, is_same_place
from app.web.serving.site import site


@dataclass(frozen=True)
class Group:
    """Places to choose from, in a place that can be chosen itself, or in none."""

    place: Area | None
    parts: tuple[Area, ...]


def find_area(edition: StoredEdition, level: str, code: str) -> Area:
    """Find an area by the words of an address.

    Raises NotServedError with the choices where there is none.
    """
    found = edition.area(find_level(edition, level), code)
    if found is None:
        problem = f"There is no {edition.dataset.level(level).name} with the code {code[:40]}."
        raise NotServedError(problem, choices=codes_near(edition, code, [level]))
    return found


def find_level(edition: StoredEdition, level: str) -> Level:
    """Find a level by its name in an address.

    Raises NotServedError with the choices where there is none.
    """
    if level not in edition.dataset.slugs:
        raise NotServedError(f"There is no level {level[:40]}.", choices=edition.dataset.slugs)
    return level


def parents(edition: StoredEdition, area: Area) -> list[Area]:
    """Return the areas that an area lies in, the coarsest first; a place that several levels share stands once."""
    above = (edition.area(level, area.within.get(level, "")) for level in edition.dataset.above(area.level))
    found: list[Area] = []
    for parent in filter(None, above):
        if not is_same_place(edition, parent, area) and not any(is_same_place(edition, one, parent) for one in found):
            found.append(parent)
    return found


def compared_with(edition: StoredEdition, area: Area) -> list[Area]:
    """Return the areas that an area is compared with: of levels with figures the smallest around it and the largest."""
    above = [parent for parent in parents(edition, area) if edition.record[parent.level]]
    return [above[-1], above[0]] if len(above) > 1 else above


def neighbours(edition: StoredEdition, area: Area) -> list[Area]:
    """Read which areas share a border with an area; none where true boundaries are not known."""
    level = area.level
    if not edition.has(NEIGHBOURS.name(level)):
        return []
    places = site().once(("neighbours", edition.id, level), lambda: NEIGHBOURS.read(edition.read, level))
    return [edition.areas[level][place] for place in places[edition.area_index[level, area.code]]]


def members(edition: StoredEdition, area: Area) -> list[Area]:
    """Return an area's parts: those of the next finer level that are not the area itself, by code."""
    return site().once(("members", edition.id, area.level, area.code), lambda: _members(edition, area))


def _members(edition: StoredEdition, area: Area) -> list[Area]:
    levels = edition.dataset.slugs
    finer = (level for level in levels[levels.index(area.level) + 1 :] if area.level in edition.dataset.above(level))
    parts = (
        [part for part in edition.areas[level] if part.is_within(area) and not is_same_place(edition, area, part)]
        for level in finer
    )
    return next(filter(None, parts), [])


def place_groups(edition: StoredEdition) -> list[Group]:
    """Return the places that lists can be of: those of the reporting level by name, in groups of the level above.

    Where the one level is the other, or the reporting level is the finest, there are no such groups.
    """
    dataset = edition.dataset
    lists_by, reports_by = dataset.lists_by, dataset.reports_by
    groups = () if lists_by in (reports_by, dataset.finest) else edition.areas[lists_by]
    places = () if reports_by == dataset.finest else edition.areas[reports_by]
    grouped = [Group(group, _by_name(place for place in places if place.is_within(group))) for group in groups]
    known = {group.code for group in groups}
    alone = _by_name(place for place in places if place.within.get(lists_by) not in known)
    return [*grouped, Group(None, alone)] if alone else grouped


def _by_name(areas: Iterable[Area]) -> tuple[Area, ...]:
    return tuple(sorted(areas, key=lambda area: area.name))
