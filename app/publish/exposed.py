"""Find the editions that show what is to be hidden now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.domain import Level
from app.editions import EditionsFolder, StoredEdition
from app.errors import CasemapError


def editions_that_show_more(editions: EditionsFolder, hide_up_to: Mapping[Level, int]) -> Iterator[str]:
    """Name the editions, the withdrawn ones left out, that were published under a lower threshold of some level."""
    for edition_id in editions.ids():
        try:
            edition = editions.open(edition_id)
        except CasemapError:  # it is withdrawn, or cannot be read: nobody is shown anything of it
            continue
        if any(_shows_more(edition, level, most) for level, most in hide_up_to.items()):
            yield edition_id


def _shows_more(edition: StoredEdition, level: Level, most: int) -> bool:
    before = edition.hide_up_to(level)
    return before is None or before < most
