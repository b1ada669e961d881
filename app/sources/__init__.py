"""Readers of published files, one for each layout, and the registry that recognises a file by its content."""

from app.sources.containers import is_companion, is_plain_name
from app.sources.contents import (
    Boundaries,
    Contents,
    Counts,
    Described,
    Found,
    Hierarchy,
    Names,
    Parents,
    Part,
    Points,
    Populations,
    Postcodes,
    Rates,
    StandInBoundaries,
)
from app.sources.marks import check_marks
from app.sources.recognising import layouts_of
from app.sources.registry import Recognised, kind_of, read_contents

__all__ = [
    "Boundaries",
    "Contents",
    "Counts",
    "Described",
    "Found",
    "Hierarchy",
    "Names",
    "Parents",
    "Part",
    "Points",
    "Populations",
    "Postcodes",
    "Rates",
    "Recognised",
    "StandInBoundaries",
    "check_marks",
    "is_companion",
    "is_plain_name",
    "kind_of",
    "layouts_of",
    "read_contents",
]
