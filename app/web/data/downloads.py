"""The files of data: what `/data` lists, and its description for programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import request, url_for

from app.bulk.asked import CSV, GEOPACKAGE, PARQUET, forms_of_history, forms_of_week
from app.dataset.levels import LevelDefinition
from app.domain import Area, Level, Shape
from app.editions import StoredEdition
from app.editions.contract import DATA
from app.options.places import key_of
from app.statistics.open_data import FORMS, with_facts
from app.web.data.facts import facts_of
from app.web.data.weeks import LATEST
from app.web.pages.rendering import absolute_root

FORM_NAMES = {"json": "JSON", "geojson": "GeoJSON", CSV: "CSV", PARQUET: "Parquet", GEOPACKAGE: "GeoPackage"}


@dataclass(frozen=True)
class Download:
    """A level's areas in the edition's own week in one form.

    `latest` is the address that goes on with the editions, `pinned` that of this week; both below the site's root.
    `size` is that of what is stored, in bytes; what is made when it is first asked for has none yet.
    """

    level: LevelDefinition
    form: str
    latest: str
    pinned: str
    size: int | None

    @property
    def form_name(self) -> str:
        """Return what the form is called."""
        return FORM_NAMES[self.form]


@dataclass(frozen=True)
class History:
    """A level's areas in all weeks on record, and the addresses of that by form, below the site's root."""

    level: LevelDefinition
    weeks: int
    rows: int
    addresses: Mapping[str, str]


def histories(edition: StoredEdition) -> list[History]:
    """Return the whole histories, the finest level's first; none of a level that has no record."""
    levels = reversed(edition.dataset.levels)
    return [_history(edition, level) for level in levels if edition.record[level.slug]]


def _history(edition: StoredEdition, level: LevelDefinition) -> History:
    weeks = len(edition.record[level.slug])
    forms = forms_of_history(edition)
    addresses = {form: path_to("bulk.history_of_level", level=level.slug, form=form) for form in forms}
    return History(level, weeks, weeks * len(edition.areas[level.slug]), addresses)


def downloads(edition: StoredEdition) -> list[Download]:
    """Return the whole levels' files, the finest level first; shapes only where it is known where areas are."""
    levels = reversed(edition.dataset.levels)
    return [_download(edition, level, form) for level in levels for form in _forms(edition)]


def _forms(edition: StoredEdition) -> list[str]:
    return [*(form for form in FORMS if form != "geojson" or Shape.MAP in edition.shapes), *forms_of_week(edition)]


def _download(edition: StoredEdition, level: LevelDefinition, form: str) -> Download:
    latest, pinned = (path_of_week(week, level.slug, form) for week in (LATEST, str(edition.week)))
    return Download(level, form, latest, pinned, _size(edition, level.slug, form))


def _size(edition: StoredEdition, level: Level, form: str) -> int | None:
    if form not in FORMS:
        return None
    stored = edition.size(DATA[form].name(level))
    return stored + (len(with_facts(b"{", facts_of(edition))) - 1 if form == "json" else 0)


def path_of_week(week: str, level: Level, form: str, within: str | None = None) -> str:
    """Return the address of a level's areas in a week, or of those within an area."""
    endpoint = "data.week_of_level" if form in FORMS else "bulk.week_of_level"
    return path_to(endpoint, week=week, level=level, within=within, form=form)


def path_to(endpoint: str, **values: Any) -> str:
    """Return an address below the site's root."""
    return url_for(endpoint, **values).removeprefix(f"{request.script_root}/")


def whole(path: str) -> str:
    """Return the whole address of what lies there below the site's root."""
    return f"{absolute_root()}{path}"


def an_area(edition: StoredEdition) -> Area:
    """Return an area to show addresses by: the first of the reporting level."""
    return edition.areas[edition.dataset.reports_by][0]


def path_of_parts(edition: StoredEdition, form: str) -> str:
    """Return the address of the finest areas within `an_area` in the latest week."""
    within = key_of(edition, an_area(edition), edition.dataset.slugs)
    return path_of_week(LATEST, edition.dataset.finest, form, within)
