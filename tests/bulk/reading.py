"""Read every form of the open data back into rows, by other programs than wrote it where there are any."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
from flask.testing import FlaskClient

from app.editions import StoredEdition
from app.editions.contract import LAYER
from app.statistics.joined import columns
from app.wording.dictionary import fields

Row = dict[str, Any]
FROM_TEXT: Mapping[str, Callable[[str], Any]] = {"integer": int, "number": float}


class Reader:
    """Asks a site for files and reads them; `folder` is where those that are databases lie meanwhile."""

    def __init__(self, client: FlaskClient, folder: Path) -> None:
        self._client = client
        self._folder = folder
        self.edition: StoredEdition = client.application.extensions["casemap"].current()
        self._types = {field.name: FROM_TEXT.get(field.type, str) for field in fields(self.edition.dataset)}

    def week(self, week: str, level: str) -> dict[str, list[Row]]:
        """Return the rows of a week in every form."""
        address = f"/api/v1/weeks/{week}/{level}"
        forms = {
            "csv": self._csv(f"{address}.csv"),
            "json": json.loads(self.content(f"{address}.json"))["areas"],
            "geojson": [each["properties"] for each in json.loads(self.content(f"{address}.geojson"))["features"]],
            "parquet": self._parquet(f"{address}.parquet"),
        }
        return {**forms, "gpkg": self._geopackage(f"{address}.gpkg", f'"{level}"')} if self.edition.shapes else forms

    def history(self, level: str) -> dict[str, list[Row]]:
        """Return the rows of all weeks in every form."""
        address, joined = f"/api/v1/history/{level}", f'"{level}" JOIN figures USING (area_code) ORDER BY figures.fid'
        forms = {"csv": self._csv(f"{address}.csv"), "parquet": self._parquet(f"{address}.parquet")}
        return {**forms, "gpkg": self._geopackage(f"{address}.gpkg", joined)} if self.edition.shapes else forms

    def mapped(self, level: str) -> dict[str, Any]:
        """Return the cells of the areas that the map's layers draw, by code."""
        areas = self.edition.areas[level]
        cells: dict[str, Any] = {}
        for name in filter(LAYER.is_name, self.edition.names):
            layer = json.loads(self.content(f"/editions/{self.edition.id}/{name}"))
            if layer["level"] == level:
                drawn = [areas[place].code for place in layer["columns"]["place"]]
                cells.update(zip(drawn, layer["columns"]["cases"], strict=True))
        return cells

    def cell(self, row: Row) -> Any:
        """Return a row's count, or the word for why there is none."""
        return row[self.edition.dataset.count_slug] if row["status"] == "shown" else row["status"]

    def content(self, address: str) -> bytes:
        """Return what an address answers."""
        with self._client.get(address) as answer:
            assert answer.status_code == 200, (address, answer.status_code)
            return bytes(answer.data)

    def file(self, address: str) -> Path:
        """Lay what an address answers into a file."""
        file = self._folder / address.strip("/").replace("/", "-")
        file.write_bytes(self.content(address))
        return file

    def _csv(self, address: str) -> list[Row]:
        rows = csv.DictReader(io.StringIO(self.content(address).decode(), newline=""))
        return [{name: self._types[name](cell) if cell else None for name, cell in row.items()} for row in rows]

    def _parquet(self, address: str) -> list[Row]:
        found = duckdb.read_parquet(str(self.file(address)))
        return [self._plain(dict(zip(found.columns, row, strict=True))) for row in found.fetchall()]

    def _geopackage(self, address: str, table: str) -> list[Row]:
        named = ", ".join(f'"{name}"' for name in columns(self.edition.dataset))
        with closing(sqlite3.connect(self.file(address))) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(f"SELECT {named} FROM {table}")]

    def _plain(self, row: Row) -> Row:
        """Write days as the other forms do."""
        return {
            name: value if self._types[name] is not str or value is None else str(value) for name, value in row.items()
        }


def check_forms(reader: Reader, level: str, week: str = "latest") -> list[Row]:
    """Check that every form of a week has the same rows, and these the cells of the map; give them."""
    forms = reader.week(week, level)
    rows = forms.pop("csv")
    assert [row["area_code"] for row in rows] == [area.code for area in reader.edition.areas[level]]
    for form, others in forms.items():
        assert others == rows, form
    if week == "latest":
        mapped = reader.mapped(level)
        assert mapped == {
            code: cell for row in rows if (code := row["area_code"]) in mapped for cell in [reader.cell(row)]
        }
    return rows


def check_history(reader: Reader, level: str) -> list[Row]:
    """Check that every form of all weeks has the same rows; give them."""
    forms = reader.history(level)
    rows = forms.pop("csv")
    for form, others in forms.items():
        assert others == rows, form
    return rows
