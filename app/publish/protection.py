"""Hold what `totals = "protect"` promises: what was withheld stays so, and no hidden count follows but a zero."""

from __future__ import annotations

from collections.abc import Mapping

from app.audit import audit, served_of
from app.domain import Withheld
from app.editions import EditionsFolder
from app.editions.contract import WEEK, LevelValues
from app.errors import CannotPublishError, CasemapError
from app.publish.edition import Edition
from app.withholding import Key
from app.wording import counted


def withheld_by(editions: EditionsFolder) -> dict[Key, frozenset[str]]:
    """Name the areas whose counts the editions that are served withhold to protect others, by level and period."""
    found: dict[Key, frozenset[str]] = {}
    read: dict[str, Mapping[str, LevelValues]] = {}
    for edition_id in editions.ids():
        try:
            edition = editions.open(edition_id)
        except CasemapError:  # it is withdrawn, or cannot be read: nobody is shown anything of it
            continue
        for day in edition.weeks if edition.dataset.protects else ():
            week = edition.period(day)
            digest = edition.digest(WEEK.name(week)) or ""
            if digest not in read:  # many editions have the same
                read[digest] = WEEK.read(edition.read, week)
            for level, values in read[digest].items():
                pairs = zip(edition.areas[level], values["cases"], strict=True)
                codes = frozenset(area.code for area, cell in pairs if cell == Withheld.PROTECTING.value)
                found[level, week] = found.get((level, week), frozenset()) | codes
    return found


def refuse_exact(edition: Edition) -> None:
    """Raise CannotPublishError where a hidden count above zero follows from what the edition shows."""
    found = audit(served_of(edition.dataset, edition.areas, edition.tables, edition.partly_known)).total
    if found and found.above_zero:
        raise CannotPublishError(
            f"{counted(found.above_zero, 'hidden count')} above zero would follow from totals, though one more is "
            "withheld beside few hidden ones. Nothing was published. Hide more at the level of the totals or of the "
            'areas (`hidden` in the definition), or say totals = "report".'
        )
