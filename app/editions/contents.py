"""The types of what an edition's files hold and of what its description says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, NotRequired, TypedDict

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
