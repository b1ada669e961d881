"""A dataset's words for the map's script: see `static/js/words/vocabulary.js`."""

from __future__ import annotations

from typing import Any

from app.dataset import Dataset
from app.dataset.definition import Finder
from app.dataset.levels import plural
from app.domain import Level
from app.wording import Wording, capitalize_first


def vocabulary(dataset: Dataset) -> dict[str, Any]:
    """Return what the script needs to name levels, counts, periods and what places are found by."""
    wording = Wording(dataset)
    return {
        "place": dataset.place,
        "language": dataset.language,
        "otherLanguage": dataset.other_language,
        "count": {"one": dataset.count.one, "many": dataset.count.many, "slug": dataset.count_slug},
        "ratePer": dataset.rate_per,
        "measures": list(dataset.measures),
        "period": _period(dataset, wording),
        "levels": [_level(dataset, wording, slug) for slug in dataset.slugs],
        "drawn": list(dataset.drawn),
        "finest": dataset.finest,
        "reportsBy": dataset.reports_by,
        "finder": _finder(dataset.finder) if dataset.finder else None,
    }


def _period(dataset: Dataset, wording: Wording) -> dict[str, Any]:
    days, months = dataset.length
    return {
        "days": days,
        "months": months,
        "every": dataset.period.every or days,
        "one": wording.week,
        "many": wording.weeks,
        "length": wording.length,
        "before": wording.before,
        "thanBefore": wording.than_before,
    }


def _level(dataset: Dataset, wording: Wording, slug: Level) -> dict[str, Any]:
    level = dataset.level(slug)
    return {
        "slug": slug,
        "name": level.name,
        "noun": level.in_a_sentence,
        "nouns": level.in_sentences,
        "names": level.in_a_list,
        "parent": dataset.parent(slug),
        "hidden": capitalize_first(wording.hidden(slug)) or None,
    }


def _finder(finder: Finder) -> dict[str, Any]:
    return {
        "name": finder.name,
        "names": finder.names or plural(finder.name),
        "isBritish": finder.is_british,
        "pattern": finder.pattern,
    }
