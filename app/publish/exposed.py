"""Find the editions that show counts which are to be hidden now."""

from __future__ import annotations

from collections.abc import Iterator

from app.dataset import Dataset, Hidden
from app.editions import EditionsFolder
from app.errors import CasemapError


def editions_that_show_more(editions: EditionsFolder, dataset: Dataset) -> Iterator[str]:
    """Name the editions, the withdrawn ones left out, that show counts which are hidden or withheld now."""
    for edition_id in editions.ids():
        try:
            edition = editions.open(edition_id)
        except CasemapError:  # it is withdrawn, or cannot be read: nobody is shown anything of it
            continue
        before = {level.slug: level.hidden for level in edition.dataset.levels}
        is_unprotected = dataset.protects and not edition.dataset.protects
        if is_unprotected or any(_shows_more(before.get(level.slug), level.hidden) for level in dataset.levels):
            yield edition_id


def _shows_more(before: Hidden | None, now: Hidden | None) -> bool:
    return now is not None and (before is None or now.least < before.least or now.most > before.most)
