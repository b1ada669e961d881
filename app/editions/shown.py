"""Find the edition of what an operator loaded that readers see."""

from __future__ import annotations

from contextlib import suppress

from app.editions.folder import EditionsFolder
from app.editions.stored import StoredEdition
from app.errors import DamagedEditionError, NoEditionError


def shown_edition(editions: EditionsFolder) -> StoredEdition | None:
    """Give the edition that readers see; None where they see none, a damaged one or the built-in sample."""
    with suppress(NoEditionError, DamagedEditionError):
        current = editions.current()
        return None if current.facts["is_sample"] else current
    return None
