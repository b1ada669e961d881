"""The options of the API's addresses, each with the JSON Schema of what it may be."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.editions import EDITION_ID
from app.errors import BadParameterError
from app.options import hotspots, tables, values, view
from app.options.option import Option, Schema
from app.options.values import Options
from app.options.view import PLACES_AT_MOST
from app.statistics.rankings import figures_by_column, ranked_by

ROWS, MOST_ROWS = 100, 1_000  # of a page
MOST_PAGES = 1_000_000
MOST = 10_000_000  # of a figure to filter by


def _one_of(*words: str) -> Schema:
    return {"type": "string", "enum": list(words)}


def _number(least: int, most: int, kind: str = "integer") -> Schema:
    return {"type": kind, "minimum": least, "maximum": most}


LEVEL = replace(
    view.LEVEL,
    help="The level of the areas.",
    otherwise="the finest",
    schema=lambda dataset: _one_of(*dataset.slugs),
)
LEVEL_OF_RISES = replace(
    LEVEL,
    help="The level of the areas, one that the map draws.",
    otherwise="the coarsest of which several areas can be compared",
    schema=lambda dataset: _one_of(*dataset.drawn),
)
LEVEL_OF_RECORD = replace(LEVEL, help="The level of the record.", otherwise="all levels")
WEEK = replace(
    view.WEEK,
    help="The last day of a period on record; the address `weeks` lists them.",
    may_be="a date",
    otherwise="the edition's own",
    schema=lambda _: {"type": "string", "format": "date"},
)
WITHIN = replace(
    view.WITHIN,
    help="Only what lies in these places, by their codes.",
    schema=lambda _: {
        "type": "array",
        "items": {"type": "string", "pattern": r"^[^,]*[^,\s][^,]*$"},
        "minItems": 1,
        "maxItems": PLACES_AT_MOST,
    },
)
NAME = replace(tables.NAME, may_be="text", schema=lambda _: {"type": "string", "pattern": r"\S"})
STATUS = replace(tables.STATUS, schema=lambda _: _one_of(*tables.STATUSES))
MEASURE = replace(
    view.MEASURE,
    help="The measure that `least` and `most` are of, `change` in per cent. Only areas with a figure in it are listed.",
    otherwise="every area, or those with a count where `least` or `most` is given",
    schema=lambda dataset: _one_of(*dataset.measures),
)
LEAST_FIGURE, MOST_FIGURE = (
    Option(
        name,
        f"The {name} that the figure may be.",
        "a number",
        "any",
        schema=lambda _: _number(-MOST, MOST, "number"),
    )
    for name in ("least", "most")
)
LEAST_COUNT = replace(tables.LEAST, schema=lambda _: _number(0, MOST))
SORT = replace(tables.SORT, otherwise="`area_code`", schema=lambda dataset: _one_of(*figures_by_column(dataset)))
SORT_OF_RISES = replace(
    tables.SORT,
    help="What areas stand by: a measure, or `area` for their names.",
    otherwise="`change`",
    schema=lambda dataset: _one_of(*ranked_by(dataset)),
)
ORDER = replace(
    tables.ORDER,
    help="The direction; areas without a value come last either way.",
    otherwise="`ascending`",
    schema=lambda _: _one_of(*tables.ORDERS),
)
ORDER_OF_RISES = replace(ORDER, help="The direction.", otherwise="`descending`")
ORDER_OF_HOTSPOTS = replace(
    hotspots.ORDER,
    help="The order of the areas; `count` has the most first.",
    schema=lambda _: _one_of(*hotspots.ORDERS),
)
EDITION = replace(
    view.EDITION,
    help="The edition to answer from; the address `editions` lists them, and links to other pages name it.",
    may_be="an edition's id",
    otherwise="the one that readers see now",
    schema=lambda _: {"type": "string", "pattern": f"^{EDITION_ID.pattern}$"},
)
PAGE = replace(tables.PAGE, help="The page of the list.", schema=lambda _: _number(1, MOST_PAGES))
LIMIT = Option(
    "limit",
    "The rows of a page.",
    f"1 to {MOST_ROWS:,}",
    f"{ROWS}",
    schema=lambda _: {**_number(1, MOST_ROWS), "default": ROWS},
)
PAGED = (PAGE, LIMIT, EDITION)

AREAS = (LEVEL, WEEK, WITHIN, NAME, STATUS, MEASURE, LEAST_FIGURE, MOST_FIGURE, SORT, ORDER, *PAGED)
AREA = (EDITION,)
HOTSPOTS = (WEEK, WITHIN, ORDER_OF_HOTSPOTS, *PAGED)
RISES = (LEVEL_OF_RISES, WEEK, WITHIN, LEAST_COUNT, SORT_OF_RISES, ORDER_OF_RISES, *PAGED)
WEEKS = (LEVEL_OF_RECORD, *PAGED)
RELEASES = PAGED
EDITIONS = (PAGE, LIMIT)

# What stands in the path of an address, by its name there.
PARTS = {
    "level": LEVEL,
    "code": Option("code", "The area's code.", "a code", ""),
    "week": replace(
        WEEK,
        help="The last day of the period, or `latest` for the edition's own.",
        schema=lambda _: {"anyOf": [{"const": "latest"}, {"type": "string", "format": "date"}]},
    ),
    "within": Option("within", "The code of an area that all lie in.", "a code, or `level.code`", ""),
    "edition_id": EDITION,
}


@dataclass(frozen=True)
class Range:
    """The least and the most that a figure may be, each None where it may be any."""

    least: float | None
    most: float | None

    @property
    def is_asked(self) -> bool:
        """Return whether there is a bound."""
        return self.least is not None or self.most is not None

    def holds(self, figure: float) -> bool:
        """Return whether a figure lies between the two."""
        return (self.least is None or figure >= self.least) and (self.most is None or figure <= self.most)


def read_range(given: Options) -> Range:
    """Read what a figure is to lie between.

    Raises BadParameterError where one is no number.
    """
    return Range(*(_read_number(given, option.name) for option in (LEAST_FIGURE, MOST_FIGURE)))


def _read_number(given: Options, name: str) -> float | None:
    text = given.get(name, "").strip()
    if not text:
        return None
    try:
        number = values.decimal_number(text)
    except ValueError:
        number = float("nan")
    if not abs(number) <= MOST:  # no number is no less
        raise BadParameterError(f"{name}={text[:40]}: give a number from -{MOST:,} to {MOST:,}.")
    return number


def read_page(given: Options) -> tuple[int, int]:
    """Read which page is asked for, and how many rows a page has.

    Raises BadParameterError where that cannot be.
    """
    page = values.whole_number(given, PAGE.name, 1, MOST_PAGES, least=1)
    return page, values.whole_number(given, LIMIT.name, ROWS, MOST_ROWS, least=1)
