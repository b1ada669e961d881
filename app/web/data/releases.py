"""The releases of an edition as rows: what each changed at each level, and which were withdrawn, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from app.editions import StoredEdition
from app.editions.contents import ReleaseFacts
from app.editions.records import cell_to_json
from app.web.api.fields import STANDS, WITHDRAWN, release_fields

DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(-[0-9]+)?$")  # at the end of a release's name


def release_rows(edition: StoredEdition) -> Iterator[dict[str, Any]]:
    """Return a row for each release and level, the latest release first; of an older edition the names alone."""
    known = edition.corrections.releases["releases"]
    blank: dict[str, Any] = dict.fromkeys(column.name for column in release_fields(edition.dataset))
    for release in known:
        levels: list[Mapping[str, Any]] = [*release["levels"]] or [{}]
        for level in levels:
            figures = {name: value for name, value in level.items() if name in blank}
            yield {**blank, **_facts(release), **figures}
    for name in edition.facts["releases"][::-1] if not known else ():
        day = DAY.search(name)
        yield {**blank, "release": name, "published_on": day[1] if day else None, "status": STANDS}


CHANGES = ("level", "area_code", "area_name", "week_end", "before", "with_release", "now")


def change_rows(edition: StoredEdition, release: str) -> Iterator[dict[str, Any]]:
    """Return a row for each figure that a release revised: what it was before, with the release, and what it is now."""
    for level, changed in edition.corrections.changed_by(release).items():
        areas = edition.areas[level]
        for week in changed["weeks"]:
            cells = edition.tables(edition.period(week["week_end"]))[level].cells
            for place, was, became in zip(week["places"], week["were"], week["became"], strict=True):
                area = areas[place]
                figures = (level, area.code, area.name, week["week_end"], was, became, cell_to_json(cells[place]))
                yield dict(zip(CHANGES, figures, strict=True))


def _facts(release: ReleaseFacts) -> Mapping[str, Any]:
    return {
        "release": release["release"],
        "published_on": release["published_on"],
        "status": WITHDRAWN if release["withdrawn_on"] else STANDS,
        "withdrawn_on": release["withdrawn_on"],
        "because": release["because"],
    }
