"""The facts that go with figures everywhere: edition, source, licence, and which counts are hidden."""

from __future__ import annotations

from typing import Any

from app.dataset import Dataset
from app.editions import StoredEdition
from app.web.pages.rendering import absolute_root


def facts_of(edition: StoredEdition) -> dict[str, Any]:
    """Return what each answer in JSON says of its figures; the licence is None where none is said."""
    dataset = edition.dataset
    return {
        "edition": edition.id,
        "source": dataset.source,
        "licence": dataset.licence or None,
        "hidden": thresholds(dataset),
    }


def thresholds(dataset: Dataset) -> dict[str, dict[str, int]]:
    """Return the least and the largest count that is hidden, of the levels that hide any."""
    hidden = {level.slug: level.hidden for level in dataset.levels}
    return {slug: {"least": its.least, "most": its.most} for slug, its in hidden.items() if its}


def description_link(edition: StoredEdition) -> str:
    """Lead from what cannot say itself what it is (RFC 8288): to the API's address of its edition."""
    return f'<{absolute_root()}api/v1/editions/{edition.id}>; rel="describedby"'
