"""What an edition consists of: its facts and every sort of file, as types that publishing writes and serving reads.

FORMAT is raised whenever a program of before could not read what is written now; READABLE lists what this one reads.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, NotRequired, TypedDict, TypeVar, cast

FORMAT = 5
IN_ITS_FOLDER = 3  # the last format whose files lie in their edition's folder, each in every form that is sent
READABLE = (IN_ITS_FOLDER, 4, FORMAT)

Content = TypeVar("Content")
Read = Callable[[str], bytes]  # gives the content of an edition's file by its name
CellValue = int | str  # a count, or the word for why there is none
AreaRow = Sequence[Any]  # the fields of domain.Area but the level, in their order
Box = list[float]  # west, south, east, north

MeasureClassFacts = TypedDict(
    "MeasureClassFacts",
    {"from": float, "below": float | None, "sign": NotRequired[int], "light": str, "dark": str, "label": str},
)
Measures = dict[str, dict[str, list[MeasureClassFacts]]]  # the classes of each, by level
Scheme = Literal["light", "dark"]  # a class has a colour in each


class LevelFacts(TypedDict):
    """What an edition shows of a level in its week; `published_on` is None where the level has no record of it.

    `withheld` is how many counts are withheld so that hidden ones do not follow; where none ever is it is left out.
    """

    published_on: str | None
    shown: int
    hidden: int
    missing: int
    total_cases_shown: int
    withheld: NotRequired[int]


class PassedOverFacts(TypedDict):
    """A later week that was not taken."""

    week_end: str
    authorities_missing: int


class Told(TypedDict):
    """What an edition says of itself; days are ISO dates, and keys are levels and measures.

    `dataset` is what it is of, as app.dataset.codec writes it; `partly_known` are the codes of areas of the reporting
    level that have areas which are not known (an older edition does not say).
    """

    format: int
    week_start: str
    week_end: str
    published_on: str
    dataset: dict[str, Any]
    passed_over: list[PassedOverFacts]
    levels: dict[str, LevelFacts]
    releases: list[str]
    weeks: list[str]
    measures: Measures
    shapes: list[str]
    is_sample: bool
    partly_known: NotRequired[list[str]]


class Facts(Told):
    """An edition's description: what it says of itself, and the SHA-256 of every other file by its name.

    A name that ends with `.br` is of a file that is stored compressed: the hash is that of the bytes that are stored.
    """

    files: dict[str, str]


class DrawnLevel(TypedDict):
    """A level that the map draws, from which zoom on, and the measure that it opens with.

    `finer_from` is the zoom from which there are finer outlines of it than its layers have; without one there are none.
    """

    level: str
    from_zoom: int
    measure: str
    finer_from: NotRequired[int]


class MapFile(TypedDict):
    """What was composed of the map in a shape: Folium's parts, and what a page needs to put round them.

    `closest` is the zoom that the map goes no closer than, `full` that from which lines have their full weight, and
    `named_from` that from which each level's areas are named.
    """

    header: str
    html: str
    script: str
    closest: int
    full: int
    named_from: dict[str, int]
    levels: list[DrawnLevel]
    first_layer: str | None
    chunks: dict[str, list[str]]


class Columns(TypedDict):
    """What a layer says of each of its areas, in order; `place` is the area's in the order of its level.

    What counts change comes last, as in the layer: all from CASES on.
    """

    place: list[int]
    name: list[str]
    population: list[int | None]
    authority: list[int | None] | None
    cases: list[CellValue]
    before: list[CellValue] | None


class LayerFile(TypedDict):
    """Shapes as TopoJSON, joined with a week's values: see docs/layers.md.

    One that was given finer outlines has in `outlines` what these say.
    """

    type: str
    transform: dict[str, list[float]]
    arcs: list[list[list[int]]]
    objects: dict[str, Any]
    level: str
    authorities: list[tuple[str, str, int | None]]
    columns: Columns
    week_end: str
    before_on_record: bool
    outlines: NotRequired[int]


class PartFacts(TypedDict):
    """A part of a level's finer outlines, and the box around its areas."""

    name: str
    box: Box


class FinerFacts(TypedDict):
    """The parts that hold a level's outlines from a zoom on."""

    from_zoom: int
    parts: list[PartFacts]


class OutlinesFile(TypedDict):
    """Finer outlines of some areas as TopoJSON.

    Its first arcs, as many as `outlines` says, lie between areas of the reporting level or on the outside.
    """

    type: str
    transform: dict[str, list[float]]
    arcs: list[list[list[int]]]
    objects: dict[str, Any]
    outlines: int


class Ground(TypedDict):
    """Land as rings on a grid: each begins at a point and goes on in steps, as TopoJSON's arcs do."""

    transform: dict[str, list[float]]
    rings: list[list[list[int]]]


class Surroundings(TypedDict):
    """What the map stands among: land, and towns by name, longitude and latitude, the most populous first.

    `ground` is None where there is no map of true boundaries, or its place is too large to have surroundings.
    """

    ground: Ground | None
    towns: list[tuple[str, float, float]]


class LevelValues(TypedDict):
    """A level's cells in a week, in the order of its areas.

    Without `published_on`, which changes with every release that repeats the week, a week stays the same bytes.
    """

    published_on: NotRequired[str]  # up to format 3
    cases: list[CellValue]


class StepFacts(TypedDict):
    """A step of the timeline."""

    day: str
    weeks: dict[str, str]
    before: list[str]


class Timeline(TypedDict):
    """The steps of the timeline, the earliest first."""

    steps: list[StepFacts]


class LevelNames(TypedDict):
    """A level's codes and names, and the place in its parent level of the area that each lies in."""

    codes: list[str]
    names: list[str]
    other_names: list[str] | None
    within: list[int | None] | None


class Changed(TypedDict):
    """How many of a level's figures a release changed.

    Of `compared` figures that were shown before and after `revised` differ; `newly_shown` had been hidden or missing,
    and `no_longer_shown` were shown; `added` are figures of areas in periods of which nothing had been published.
    """

    added: int
    compared: int
    revised: int
    newly_shown: int
    no_longer_shown: int


class ChangedWeek(Changed):
    """What a release changed of one period, and each figure that it revised: its area's place, what it was and became.

    None is told of that is not shown now.
    """

    week_end: str
    places: list[int]
    were: list[int]
    became: list[int]


# An area's code, a period's last day, and its count before a release and with it.
Difference = tuple[str, str, int, int]


class ChangedLevel(TypedDict):
    """What a release changed of a level: by period, the latest first, and more of the largest differences."""

    weeks: list[ChangedWeek]
    largest: list[Difference]


class ReleasedLevel(Changed):
    """What a release says anew of a level: of how many periods, and how many of these and of the areas it revised.

    `largest` are the differences between shown counts, the largest first; none of a count that is not shown now.
    """

    level: str
    weeks: int
    latest_week: str
    weeks_revised: int
    areas_revised: int
    largest: list[Difference]


class ReleaseFacts(TypedDict):
    """A release: `withdrawn_on` and `because` are None where it stands, and it says nothing where it was withdrawn."""

    release: str
    layout: str
    published_on: str
    levels: list[ReleasedLevel]
    withdrawn_on: str | None
    because: str | None


class Releases(TypedDict):
    """The releases known to an edition, the latest first, and the days on which they were published, in order."""

    releases: list[ReleaseFacts]
    days: list[str]


class CommonName(TypedDict):
    """What people call areas, by their levels and codes, and the box around them in each shape that draws them all."""

    name: str
    areas: list[tuple[str, str]]
    boxes: dict[str, Box]


class Names(TypedDict):
    """What places are found by.

    `letters` are those that British postcodes begin with, `stem` is how many characters tell where others are: both as
    the definition has them.
    """

    levels: dict[str, LevelNames]
    postcodes: bool
    common_names: NotRequired[list[CommonName]]
    letters: NotRequired[list[str]]
    stem: NotRequired[int]


def to_json(content: Any) -> bytes:
    """Write JSON, the same bytes for the same content."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


@dataclass(frozen=True)
class Sort:
    """A sort of file: `{}` in its name stands for what tells files of the sort apart."""

    pattern: str

    def name(self, which: object = "") -> str:
        """Give the name of one."""
        return self.pattern.format(which)

    def is_name(self, name: str) -> bool:
        """Tell whether a file of this name is of the sort."""
        return re.fullmatch(re.escape(self.pattern).replace(r"\{\}", "[^/]+"), name) is not None


class JsonFile(Sort, Generic[Content]):
    """A sort of file that holds JSON."""

    def write(self, content: Content, which: object = "") -> dict[str, bytes]:
        """Give one, by its name."""
        return {self.name(which): to_json(content)}

    def read(self, read: Read, which: object = "") -> Content:
        """Read one."""
        return cast(Content, json.loads(read(self.name(which))))


class LinesFile(Sort):
    """A sort of file that holds a line of JSON for each area of a level, in their order."""

    def write(self, lines: Iterable[bytes], which: object) -> dict[str, bytes]:
        """Give one of lines that are JSON already, by its name."""
        return {self.name(which): b"\n".join(lines)}

    def lines(self, read: Read, which: object) -> list[bytes]:
        """Read the lines as they stand."""
        return read(self.name(which)).split(b"\n")


AREAS: JsonFile[list[AreaRow]] = JsonFile("areas/{}.json")  # by level
WEEK: JsonFile[dict[str, LevelValues]] = JsonFile("weeks/{}.json")  # by its last day; holds levels
# By level and day of publication: the last days of the weeks published then.
PUBLISHED: JsonFile[dict[str, dict[str, list[str]]]] = JsonFile("published.json")
RECORD: JsonFile[dict[str, list[str]]] = JsonFile("record.json")  # the weeks that each level has on record
TIMELINE: JsonFile[Timeline] = JsonFile("timeline.json")
RELEASES: JsonFile[Releases] = JsonFile("releases.json")
RELEASE: JsonFile[dict[str, ChangedLevel]] = JsonFile("releases/{}.json")  # by release, quoted; holds levels
# By level; of each figure that was revised since it was first published: its period's place among those on record, what
# it was (None where that is not told), what it is, and the places of two days among those of releases: when it was
# first published, and when it was revised last.
REVISIONS = LinesFile("revisions/{}.txt")
GEOMETRY = LinesFile("geometry/{}.txt")  # by level; GeoJSON
NEIGHBOURS: JsonFile[list[list[int]]] = JsonFile("neighbours/{}.json")  # by level; places, for each area
BOXES: JsonFile[dict[str, dict[str, dict[str, Box]]]] = JsonFile("boxes.json")  # by shape, level and code
MAP: JsonFile[MapFile] = JsonFile("{}.json")  # by shape
LAYER: JsonFile[LayerFile] = JsonFile("layers/{}.json")  # by name
# Of a layer: its shapes stand before the first, and all that lasts before the second. No text in it has plain quotes.
LEVEL, CASES = b',"level":', b',"cases":'
FINER: JsonFile[list[FinerFacts]] = JsonFile("finer/{}.json")  # by level, where there are any; the coarsest first
OUTLINES: JsonFile[OutlinesFile] = JsonFile("outlines/{}.json")  # by a part's name
SURROUNDINGS: JsonFile[Surroundings] = JsonFile("surroundings.json")
NAMES: JsonFile[Names] = JsonFile("search.json")
POSTCODES: JsonFile[dict[str, dict[str, tuple[str, str]]]] = JsonFile("postcodes/{}.json")  # by letters; outward codes
# Places of the finest areas, by what they are found by.
FINDER: JsonFile[dict[str, list[int]]] = JsonFile("finder.json")
DATA = {form: Sort(f"data/{{}}.{form}") for form in ("csv", "json", "geojson")}  # by level; the edition's own week
CODED_DATA = ("csv", "geojson")  # sent as they are stored: JSON, which names its edition, is not

SORTS: tuple[Sort, ...] = (
    *(AREAS, WEEK, PUBLISHED, RECORD, TIMELINE, GEOMETRY, NEIGHBOURS, BOXES),
    *(RELEASES, RELEASE, REVISIONS),
    *(LAYER, SURROUNDINGS, FINER, OUTLINES, NAMES, POSTCODES, FINDER, MAP),
    *DATA.values(),
)
COMPRESSED = ".br"  # ends the names of files that are stored compressed
CODINGS = {"br": COMPRESSED, "gzip": ".gz"}  # the forms of a file that may be stored; the second up to format 3


def is_of_contract(name: str) -> bool:
    """Tell whether a file of this name is of a sort that is known."""
    plain = name
    for suffix in CODINGS.values():
        plain = plain.removesuffix(suffix)
    return any(sort.is_name(plain) for sort in SORTS)
