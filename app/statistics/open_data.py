"""Write a level's areas in a period as open data: CSV, JSON and GeoJSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.dataset import Dataset
from app.domain import Level, Period
from app.statistics.joined import columns


@dataclass(frozen=True)
class OpenData:
    """The rows to write, of all of a level's areas or of some; `shapes` gives a GeoJSON geometry for each.

    Each form takes them one by one and once, so that whoever gives them can do something else in between.
    """

    dataset: Dataset
    level: Level
    week: Period
    rows: Iterable[dict[str, Any]]
    shapes: Callable[[], Iterable[bytes]]


def _csv(data: OpenData) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns(data.dataset), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(data.rows)
    return text.getvalue().encode()


def _json(data: OpenData) -> bytes:
    facts = {
        "level": data.level,
        "week_start": data.week.start.isoformat(),
        "week_end": str(data.week),
        "hide_up_to": data.dataset.hide_up_to.get(data.level),
    }
    areas = ", ".join(json.dumps(row, ensure_ascii=False) for row in data.rows)
    return f'{json.dumps(facts)[:-1]}, "areas": [{areas}]}}'.encode()


def _geojson(data: OpenData) -> bytes:
    features = ",".join(
        as_feature(row["area_code"], row, shape) for row, shape in zip(data.rows, data.shapes(), strict=True)
    )
    return f'{{"type":"FeatureCollection","features":[{features}]}}'.encode()


def as_feature(feature_id: str, row: Mapping[str, Any], shape: bytes) -> str:
    """Write an area as a GeoJSON feature (RFC 7946)."""
    return (
        f'{{"type":"Feature","id":{json.dumps(feature_id)},"geometry":{shape.decode()},'
        f'"properties":{json.dumps(row, ensure_ascii=False)}}}'
    )


FORMS: dict[str, Callable[[OpenData], bytes]] = {"csv": _csv, "json": _json, "geojson": _geojson}


def with_edition(content: bytes, edition_id: str) -> bytes:
    """Say in JSON of which edition it is: as a file of that edition it cannot, as the id is a hash of its files."""
    return b'{"edition": ' + json.dumps(edition_id).encode() + b", " + content[1:]
