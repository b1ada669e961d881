"""Say on a page of an earlier edition how many of its figures were revised since, and where the current ones are."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from flask import request

from app.dataset.levels import LevelDefinition
from app.domain import Area, Level, Period
from app.editions import StoredEdition
from app.editions.contents import ReleaseFacts
from app.errors import CasemapError
from app.options.view import AREA, WEEK
from app.view import MapView, codes_by_level, lies_in
from app.web.serving.options import write_query
from app.web.serving.site import site
from app.wording import Wording


@dataclass(frozen=True)
class Since:
    """What readers see now of what a view of an earlier edition shows.

    Of `compared` figures that both have `revised` differ: these were revised since, unless readers were `taken_back`
    from the edition to one before it. `latest` is the address of the same on the map of now, `now` the edition that
    readers see; `has_same_areas` tells whether an area has the same place in both, so that the map can set figures
    beside one another. `withdrawn` are the releases that the earlier one was made from and that were withdrawn since.
    """

    level: LevelDefinition
    week: Period
    revised: int
    compared: int
    latest: str
    now: StoredEdition
    has_same_areas: bool
    taken_back: bool
    withdrawn: Sequence[ReleaseFacts]

    def now_of(self, area: Area, week: Period) -> str:
        """Say an area's count of a week as readers see it now; nothing where they see none of it."""
        table = self.now.tables(week).get(area.level)
        place = self.now.area_index.get((area.level, area.code))
        if table is None or place is None:
            return ""
        return Wording(self.now.dataset).short_count(table.cells[place], area.level)


def edition_of_now() -> str:
    """Name the edition that readers see, nothing where there is none."""
    with suppress(CasemapError):
        return site().current().id
    return ""


def since_of(view: MapView, level: Level | None = None) -> Since | None:
    """Say what became of an earlier edition's figures, of the finest level unless another is named.

    None where the view is of what readers see.
    """
    if not view.is_pinned or edition_of_now() in ("", view.edition.id):
        return None
    edition, now = view.edition, site().current()
    recorded = [slug for slug in reversed(edition.dataset.slugs) if slug in view.weeks]
    level = level or next(iter(recorded), edition.dataset.finest)
    week = view.weeks.get(level, view.week)
    pairs = _pairs(view, level, week, now)
    return Since(
        edition.dataset.level(level),
        week,
        sum(was != is_now for was, is_now in pairs),
        len(pairs),
        _latest(view, now),
        now,
        _has_same_areas(edition, now),
        not edition.facts["is_sample"] and site().was_taken_back(edition.id),
        [
            release
            for release in now.corrections.releases["releases"]
            if release["withdrawn_on"] and release["release"] in edition.facts["releases"]
        ],
    )


def _pairs(view: MapView, level: str, week: Period, now: StoredEdition) -> list[tuple[object, object]]:
    """Return the cells of the areas that both editions have in a week; none where they cannot be compared."""
    if level not in now.dataset.slugs or now.dataset.length != view.dataset.length:
        return []
    was, is_now = view.edition.tables(week).get(level), now.tables(week).get(level)
    if was is None or is_now is None:
        return []
    codes = codes_by_level(view.around if view.places else ())
    return [
        (cell, is_now.cells[place])
        for area, cell in zip(view.edition.areas[level], was.cells, strict=True)
        if (place := now.area_index.get((level, area.code))) is not None and (not codes or lies_in(area, codes))
    ]


def _latest(view: MapView, now: StoredEdition) -> str:
    """Return the address of the same week and area on the map of now, as far as that has them."""
    weeks = {*now.weeks, *(str(step.day) for step in now.timeline)}
    week = str(view.week) if str(view.week) in weeks and view.week != now.week else None
    area = view.selected if view.selected and now.area(view.selected.level, view.selected.code) else None
    named = {WEEK.name: week, AREA.name: f"{area.level}.{area.code}" if area else None}
    return f"{request.script_root}/{write_query(named)}"


def _has_same_areas(edition: StoredEdition, now: StoredEdition) -> bool:
    """Return whether both have the same areas in the same order."""
    return edition.dataset.slugs == now.dataset.slugs and all(
        [area.code for area in edition.areas[level]] == [area.code for area in now.areas[level]]
        for level in edition.dataset.slugs
    )
