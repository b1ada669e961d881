"""Say what an edition shows."""

from __future__ import annotations

from collections.abc import Iterator

from app.editions import Standing, StoredEdition
from app.wording import Wording, day


def describe_standing(standing: Standing) -> Iterator[str]:
    """Describe the edition that readers see, and what is wrong with it, if anything is."""
    if standing.problem:
        yield f"{standing.problem} Readers see:"
    yield from describe(standing.edition)


def describe(edition: StoredEdition) -> Iterator[str]:
    """Say what an edition shows."""
    wording = Wording(edition.dataset)
    yield f"Edition {edition.id}: {wording.period(edition.week)}, published {day(edition.published_on)}"
    for level, facts in edition.facts["levels"].items():
        if facts["published_on"] is None:
            yield f"  {level}: no record of this {wording.week}"
            continue
        hidden = f", {facts['hidden']:,} hidden" if edition.hide_up_to(level) is not None else ""
        withheld = f", {facts['withheld']:,} withheld" if facts.get("withheld") else ""
        missing = f", {facts['missing']:,} missing" if facts["missing"] else ""
        yield f"  {level}: {facts['shown']:,} shown{hidden}{withheld}{missing}"
    for passed in edition.facts["passed_over"]:
        yield f"  passed over {passed['week_end']}: authorities missing: {passed['authorities_missing']:,}"
