"""The metadata of a file: where it comes from, its licence, its edition, and what is hidden."""

from __future__ import annotations

import json

from app.bulk.asked import Asked
from app.editions import StoredEdition
from app.wording import Wording
from app.wording.dictionary import fields, statuses


def about(edition: StoredEdition, asked: Asked) -> dict[str, str]:
    """Return the facts by their names; `hidden_least` and `hidden_most` are there where the level hides counts."""
    dataset, level = edition.dataset, edition.dataset.level(asked.level)
    hidden = {"hidden_least": level.hidden.least, "hidden_most": level.hidden.most} if level.hidden else {}
    return {
        "title": f"{dataset.title}: {level.in_a_list}, {_days(edition, asked)}",
        "edition": edition.id,
        "published_on": edition.published_on.isoformat(),
        "level": level.slug,
        "source": dataset.source,
        "licence": dataset.licence,
        **{name: str(count) for name, count in hidden.items()},
        "statuses": json.dumps(statuses(dataset), ensure_ascii=False),
        "columns": json.dumps({field.name: field.meaning for field in fields(dataset)}, ensure_ascii=False),
    }


def _days(edition: StoredEdition, asked: Asked) -> str:
    wording = Wording(edition.dataset)
    if asked.week:
        return wording.days(asked.week).removeprefix("the ")
    return f"all {wording.weeks} on record"
