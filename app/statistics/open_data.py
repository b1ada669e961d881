"""Write a level's areas in a period as open data: CSV, JSON and GeoJSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from app.dataset import Dataset
from app.domain import Level, Period
from app.statistics.joined import columns

Written = tuple[str, str]  # an area's code, and its row as JSON


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

    @cached_property
    def written(self) -> list[Written]:
        """Return each row as JSON, once for all forms that hold it."""
        return [_written(row) for row in self.rows]


def as_csv(names: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Write rows of these columns as CSV (RFC 4180)."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")  # in half the time of a DictWriter
    writer.writerow(names)
    writer.writerows([row.get(name) for name in names] for row in rows)
    return text.getvalue().encode()


def as_geojson(rows: Iterable[Mapping[str, Any]], shapes: Iterable[bytes], facts: Mapping[str, Any]) -> bytes:
    """Write areas and their shapes as GeoJSON (RFC 7946), with more that is told of all."""
    return _collection(map(_written, rows), shapes, facts)


def _written(row: Mapping[str, Any]) -> Written:
    return row["area_code"], json.dumps(row, ensure_ascii=False)


def _collection(rows: Iterable[Written], shapes: Iterable[bytes], facts: Mapping[str, Any]) -> bytes:
    features = ",".join(_feature(code, written, shape) for (code, written), shape in zip(rows, shapes, strict=True))
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
    areas = ", ".join(written for _, written in data.written)
    return f'{json.dumps(facts)[:-1]}, "areas": [{areas}]}}'.encode()


def _geojson(data: OpenData) -> bytes:
    return _collection(data.written, data.shapes(), {})


def as_feature(feature_id: str, row: Mapping[str, Any], shape: bytes) -> str:
    """Write an area as a GeoJSON feature (RFC 7946)."""
    return _feature(feature_id, json.dumps(row, ensure_ascii=False), shape)


def _feature(feature_id: str, properties: str, shape: bytes) -> str:
    return f'{{"type":"Feature","id":{json.dumps(feature_id)},"geometry":{shape.decode()},"properties":{properties}}}'


FORMS: dict[str, Callable[[OpenData], bytes]] = {"csv": _csv, "json": _json, "geojson": _geojson}


def with_facts(content: bytes, facts: Mapping[str, Any]) -> bytes:
    """Add the edition and facts about it to stored JSON, which cannot hold them: the id is a hash of the files."""
    return json.dumps(facts, ensure_ascii=False)[:-1].encode() + b", " + content[1:]
