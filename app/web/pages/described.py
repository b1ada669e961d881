"""Describe the data as a schema.org Dataset, for dataset searches."""

from __future__ import annotations

from typing import Any

from flask import url_for

from app.domain import Shape
from app.editions import StoredEdition
from app.settings import Settings
from app.view import whole_area, whole_name
from app.web.data.weeks import LATEST, MIMETYPES
from app.wording import Wording, all_of, capitalize_first

Json = dict[str, Any]


def described(edition: StoredEdition, settings: Settings, root: str) -> Json:
    """Describe an edition's data; `root` is the site's address, and what is not known is left out."""
    dataset = edition.dataset
    organisation = {"@type": "Organization", "name": settings.operator or dataset.title, "url": root}
    described: Json = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": dataset.title,
        "description": _description(edition),
        "url": f"{root}about",
        "version": edition.id,
        "dateModified": edition.last_published_on.isoformat(),
        "temporalCoverage": f"{edition.period(edition.weeks[0]).start}/{edition.weeks[-1]}",
        "spatialCoverage": _place(edition),
        "license": {"@type": "CreativeWork", "name": dataset.licence, "url": f"{root}about#sources"},
        "creditText": dataset.source,
        "creator": organisation,
        "publisher": organisation,
        "isAccessibleForFree": True,
        "variableMeasured": _variables(edition),
        "distribution": _downloads(edition, root),
    }
    return {name: value for name, value in described.items() if name != "license" or dataset.licence}


def _description(edition: StoredEdition) -> str:
    """Say what is counted, of which areas, and what is hidden."""
    dataset, wording = edition.dataset, Wording(edition.dataset)
    levels = all_of(list(dict.fromkeys(level.in_sentences for level in dataset.levels)))
    counted = dataset.count.meaning.rstrip(".") or f"{capitalize_first(dataset.count.many)} are counted"
    hidden = [
        f"{capitalize_first(wording.hidden(level.slug))} are hidden for {level.in_sentences}."
        for level in dataset.levels
        if level.hidden
    ]
    return " ".join((f"{dataset.title}: {dataset.count.many} {wording.each} by {levels}. {counted}.", *hidden))


def _place(edition: StoredEdition) -> Json:
    whole = whole_area(edition)
    box = edition.box(whole, Shape.MAP) if whole else None
    place: Json = {"@type": "Place", "name": whole_name(edition)}
    if box:
        west, south, east, north = box
        place["geo"] = {"@type": "GeoShape", "box": f"{south} {west} {north} {east}"}
    return place


def _variables(edition: StoredEdition) -> list[Json]:
    wording = Wording(edition.dataset)
    return [
        {"@type": "PropertyValue", "name": wording.measure(measure), "alternateName": measure}
        for measure in edition.dataset.measures
    ]


def _downloads(edition: StoredEdition, root: str) -> list[Json]:
    """Return the addresses of the latest figures of every level, in every form."""
    own = url_for("map_page.map_page")
    return [
        {
            "@type": "DataDownload",
            "name": f"{level.in_a_list}, {form}",
            "encodingFormat": mimetype,
            "contentUrl": root + address.removeprefix(own),
        }
        for level in edition.dataset.levels
        for form, mimetype in MIMETYPES.items()
        for address in [url_for("data.week_of_level", week=LATEST, level=level.slug, form=form)]
    ]
