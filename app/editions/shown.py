"""Find the edition that readers see, if it is of data that an operator loaded."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime

from app.editions.folder import EditionsFolder
from app.editions.stored import StoredEdition
from app.errors import DamagedEditionError, NoEditionError
from app.settings import Settings
from app.statistics.lateness import overdue_since


def shown_edition(editions: EditionsFolder) -> StoredEdition | None:
    """Return the edition that readers see; None where they see none, a damaged one or the built-in sample."""
    with suppress(NoEditionError, DamagedEditionError):
        current = editions.current()
        return None if current.facts["is_sample"] else current
    return None


def overdue_of(edition: StoredEdition, settings: Settings, now: datetime) -> date | None:
    """Return the day since which figures after an edition's own are due, None where none are.

    None are of the sample, nor where the site is archived.
    """
    if edition.facts["is_sample"] or settings.archived_on:
        return None
    return overdue_since(edition.dataset, edition.published_on, now)
