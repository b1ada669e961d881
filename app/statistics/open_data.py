"""Write a level's areas in a period as open data: CSV, JSON and GeoJSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
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


def as_csv(names: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Write rows of these columns as CSV (RFC 4180)."""
    text = io.StringIO()
    writer = csv.DictWriter(text, names, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def as_geojson(rows: Iterable[Mapping[str, Any]], shapes: Iterable[bytes], facts: Mapping[str, Any]) -> bytes:
    """Write areas and their shapes as GeoJSON (RFC 7946), with more that is told of all."""
    features = ",".join(as_feature(row["area_code"], row, shape) for row, shape in zip(rows, shapes, strict=True))
    told = "".join(f"{json.dumps(name)}:{json.dumps(fact, ensure_ascii=False)}," for name, fact in facts.items())
    return f'{{"type":"FeatureCollection",{told}"features":[{features}]}}'.encode()


def _csv(data: OpenData) -> bytes:
    return as_csv(columns(data.dataset), data.rows)


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
    return as_geojson(data.rows, data.shapes(), {})


def as_feature(feature_id: str, row: Mapping[str, Any], shape: bytes) -> str:
    """Write an area as a GeoJSON feature (RFC 7946)."""
    return (
        f'{{"type":"Feature","id":{json.dumps(feature_id)},"geometry":{shape.decode()},'
        f'"properties":{json.dumps(row, ensure_ascii=False)}}}'
    )


FORMS: dict[str, Callable[[OpenData], bytes]] = {"csv": _csv, "json": _json, "geojson": _geojson}


def with_facts(content: bytes, facts: Mapping[str, Any]) -> bytes:
    """Add the edition and facts about it to stored JSON, which cannot hold them: the id is a hash of the files."""
    return json.dumps(facts, ensure_ascii=False)[:-1].encode() + b", " + content[1:]
