"""Enforce `totals = "protect"`: what was withheld stays so, and no hidden count above zero can be deduced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from app.audit import Served, audit, audited_together, served_by, served_of
from app.domain import Level, Period, Withheld
from app.editions import EditionsFolder, StoredEdition
from app.editions.contents import LevelValues
from app.editions.contract import WEEK
from app.errors import CannotPublishError, CasemapError
from app.publish.edition import Edition
from app.withholding import Key
from app.wording import Wording, counted


def withheld_by(editions: EditionsFolder) -> dict[Key, frozenset[str]]:
    """Return the areas whose counts the served editions withhold to protect others, by level and period."""
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


def refuse_exact(edition: Edition, editions: EditionsFolder | None = None) -> None:
    """Raise CannotPublishError if a hidden count above zero can be deduced from what the edition shows.

    This includes what can be deduced from the edition together with others that are served.
    """
    served = served_of(edition.dataset, edition.areas, edition.tables, edition.partly_known)
    if number := _above_zero(served):
        raise CannotPublishError(
            f"{counted(number, 'hidden count')} above zero would follow from totals, though one more is withheld "
            "beside few hidden ones. Nothing was published. Hide more at the level of the totals or of the areas "
            '(`hidden` in the definition), or say totals = "report".'
        )
    others = [served_by(other) for other in _with_other_periods(edition, editions)] if editions else []
    apart = [served, *others] if others else []
    if number := sum(map(_above_zero, audited_together(apart))) - sum(map(_above_zero, apart)):
        raise CannotPublishError(
            f"{counted(number, 'hidden count')} above zero would follow from periods that share days with those of "
            f"editions that are served. Nothing was published. Publish the {Wording(edition.dataset).week} that "
            "readers see, or withdraw the editions that have others: `casemap editions` lists them."
        )


def _above_zero(served: Served) -> int:
    """Count the hidden counts above zero that can be deduced."""
    found = audit(served).total
    return found.above_zero if found else 0


def _with_other_periods(edition: Edition, editions: EditionsFolder) -> Iterator[StoredEdition]:
    """Return the editions that serve other periods of levels that hide counts, of publications that this one is of."""
    hiding = [level.slug for level in edition.dataset.levels if level.hidden]
    days = {(table.level, table.published_on) for table in edition.tables.values()}
    for edition_id in editions.ids():
        try:
            other = editions.open(edition_id)
        except CasemapError:  # it is withdrawn, or cannot be read: nobody is shown anything of it
            continue
        served = ((level, week) for level in hiding for week in other.record.get(level, ()))
        if other.dataset.protects and any(
            (level, week) not in edition.tables and (level, _published(other, level, week)) in days
            for level, week in served
        ):
            yield other


def _published(edition: StoredEdition, level: Level, week: Period) -> date:
    day: date = edition.tables(week)[level].published_on
    return day
