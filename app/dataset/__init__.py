"""The definition of a map, from one file: the place, its levels, the period, what is hidden, how files are read."""

from app.dataset.definition import WEEKDAYS, Dataset
from app.dataset.levels import NOT_PUBLISHED, Hidden, LevelDefinition, Only
from app.dataset.reading import DEFAULT, DEFINITION, read_dataset

__all__ = [
    "DEFAULT",
    "DEFINITION",
    "NOT_PUBLISHED",
    "WEEKDAYS",
    "Dataset",
    "Hidden",
    "LevelDefinition",
    "Only",
    "read_dataset",
]
