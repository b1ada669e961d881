"""Every kind of file of an edition: its name, and how publishing writes it and serving reads it.

FORMAT is raised whenever an earlier program could not read what is written now; READABLE lists what this one reads.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from app.editions.contents import (
    AreaRow,
    Box,
    ChangedLevel,
    FinerFacts,
    LayerFile,
    LevelValues,
    MapFile,
    Names,
    OutlinesFile,
    Releases,
    Surroundings,
    Timeline,
)

FORMAT = 5
IN_ITS_FOLDER = 3  # the last format whose files lie in their edition's folder, each in every form that is sent
READABLE = (IN_ITS_FOLDER, 4, FORMAT)

Content = TypeVar("Content")
Read = Callable[[str], bytes]  # returns the content of an edition's file by its name


def to_json(content: Any) -> bytes:
    """Write JSON, the same bytes for the same content."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


@dataclass(frozen=True)
class FileKind:
    """A kind of file: `{}` in the pattern of its names stands for what differs between files of the kind."""

    pattern: str

    def name(self, which: object = "") -> str:
        """Return the name of one file."""
        return self.pattern.format(which)

    def is_name(self, name: str) -> bool:
        """Return whether a file of this name is of the kind."""
        return re.fullmatch(re.escape(self.pattern).replace(r"\{\}", "[^/]+"), name) is not None


class JsonFile(FileKind, Generic[Content]):
    """A kind of file that holds JSON."""

    def write(self, content: Content, which: object = "") -> dict[str, bytes]:
        """Return one file's content by its name."""
        return {self.name(which): to_json(content)}

    def read(self, read: Read, which: object = "") -> Content:
        """Read one file."""
        return cast(Content, json.loads(read(self.name(which))))


class LinesFile(FileKind):
    """A kind of file with a line of JSON for each area of a level, in the order of the areas."""

    def write(self, lines: Iterable[bytes], which: object) -> dict[str, bytes]:
        """Return the content of a file of lines that are JSON already, by its name."""
        return {self.name(which): b"\n".join(lines)}

    def lines(self, read: Read, which: object) -> list[bytes]:
        """Read the lines, not decoded."""
        return read(self.name(which)).split(b"\n")


# What stands for `{}` in a name, and what the keys of a file are, is said beside each.
AREAS: JsonFile[list[AreaRow]] = JsonFile("areas/{}.json")  # by level
WEEK: JsonFile[dict[str, LevelValues]] = JsonFile("weeks/{}.json")  # by last day; keys are levels
# Keys are levels and days of publication; the last days of the weeks that were published then.
PUBLISHED: JsonFile[dict[str, dict[str, list[str]]]] = JsonFile("published.json")
RECORD: JsonFile[dict[str, list[str]]] = JsonFile("record.json")  # the weeks that each level has on record
TIMELINE: JsonFile[Timeline] = JsonFile("timeline.json")
RELEASES: JsonFile[Releases] = JsonFile("releases.json")
RELEASE: JsonFile[dict[str, ChangedLevel]] = JsonFile("releases/{}.json")  # by release, quoted; keys are levels
# By level; a list for each figure that was revised since it was first published: its period's place in the record, the
# figure then (None where it is not told) and now, and the places, in the days of RELEASES, of the days on which it was
# first published and last revised.
REVISIONS = LinesFile("revisions/{}.txt")
GEOMETRY = LinesFile("geometry/{}.txt")  # by level; GeoJSON
NEIGHBOURS: JsonFile[list[list[int]]] = JsonFile("neighbours/{}.json")  # by level; for each area the places of others
BOXES: JsonFile[dict[str, dict[str, dict[str, Box]]]] = JsonFile("boxes.json")  # keys are shapes, levels and codes
MAP: JsonFile[MapFile] = JsonFile("{}.json")  # by shape
LAYER: JsonFile[LayerFile] = JsonFile("layers/{}.json")  # by name
# A layer's shapes stand before the first of these, and what no count changes before the second: no text that a
# layer holds has plain quotes.
LEVEL, CASES = b',"level":', b',"cases":'
FINER: JsonFile[list[FinerFacts]] = JsonFile("finer/{}.json")  # by level, where there are any; the coarsest first
OUTLINES: JsonFile[OutlinesFile] = JsonFile("outlines/{}.json")  # by a part's name
SURROUNDINGS: JsonFile[Surroundings] = JsonFile("surroundings.json")
NAMES: JsonFile[Names] = JsonFile("search.json")
POSTCODES: JsonFile[dict[str, dict[str, tuple[str, str]]]] = JsonFile(
    "postcodes/{}.json"
)  # by letters; keys are outward codes
# Keys are what the finest areas are found by, such as ZIP codes; values are the places of these areas.
FINDER: JsonFile[dict[str, list[int]]] = JsonFile("finder.json")
DATA = {form: FileKind(f"data/{{}}.{form}") for form in ("csv", "json", "geojson")}  # by level; the edition's own week
CODED_DATA = ("csv", "geojson")  # sent as they are stored: JSON, which names its edition, is not

COMPRESSED = ".br"  # ends the names of files that are stored compressed
CODINGS = {"br": COMPRESSED, "gzip": ".gz"}  # the forms of a file that may be stored; the second up to format 3
