"""Readers of published files, one for each layout, and the registry that recognises a file by its content."""

from app.sources.containers import is_companion, is_plain_name
from app.sources.contents import (
    Boundaries,
    Contents,
    Counts,
    Described,
    Hierarchy,
    Names,
    Part,
    Points,
    Populations,
    Postcodes,
    Rates,
    StandInBoundaries,
)
from app.sources.count_rows import NEVER_GIVEN
from app.sources.marks import check_marks
from app.sources.registry import LAYOUTS, Recognised, kind_of, read_contents

__all__ = [
    "LAYOUTS",
    "NEVER_GIVEN",
    "Boundaries",
    "Contents",
    "Counts",
    "Described",
    "Hierarchy",
    "Names",
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
    "read_contents",
]
