"""Find the editions that show counts which are to be hidden now."""

from __future__ import annotations

from collections.abc import Iterator

from app.dataset import Dataset, Hidden
from app.editions import EditionsFolder
from app.errors import CasemapError


def editions_that_show_more(editions: EditionsFolder, dataset: Dataset) -> Iterator[str]:
    """Name the editions, the withdrawn ones left out, that show counts which are hidden or withheld now."""
    # By the definition that an edition has: nearly all have the same, and each takes long to read.
    are_exposed: dict[str, bool] = {}
    for edition_id in editions.ids():
        try:
            edition = editions.open(edition_id)
        except CasemapError:  # it is withdrawn, or cannot be read: nobody is shown anything of it
            continue
        definition = repr(edition.facts["dataset"])
        if definition not in are_exposed:
            are_exposed[definition] = _is_exposed(edition.dataset, dataset)
        if are_exposed[definition]:
            yield edition_id


def _is_exposed(before: Dataset, now: Dataset) -> bool:
    """Return whether what was published by a definition shows counts that another hides or withholds."""
    hidden = {level.slug: level.hidden for level in before.levels}
    is_unprotected = now.protects and not before.protects
    return is_unprotected or any(_shows_more(hidden.get(level.slug), level.hidden) for level in now.levels)


def _shows_more(before: Hidden | None, now: Hidden | None) -> bool:
    return now is not None and (before is None or now.least < before.least or now.most > before.most)
