"""List which of an area's figures were revised since they were first published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain import Area, Period, Revision, Withheld
from app.editions import StoredEdition
from app.wording import Wording


@dataclass(frozen=True)
class ToldRevision:
    """A revised figure in words; `first` is empty where it is not told what it was."""

    week: Period
    first: str
    now: str
    published_on: date
    revised_on: date


LISTED_AT_MOST = 20  # of an area's revised figures, the latest


def revisions_of(edition: StoredEdition, area: Area) -> list[ToldRevision]:
    """Return the revised figures of an area, those of the latest week first."""
    wording = Wording(edition.dataset)
    return [_told(each, area, wording) for each in reversed(edition.revisions(area))]


def _told(revision: Revision, area: Area, wording: Wording) -> ToldRevision:
    first, now = (
        "" if each is None else wording.short_count(each, area.level) for each in (revision.first, revision.now)
    )
    if revision.first is Withheld.HIDDEN:
        now = f"{now}, no longer hidden"
    return ToldRevision(revision.week, first, now, revision.published_on, revision.revised_on)
