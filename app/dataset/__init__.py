"""What a map is of, from one file: the place, its levels, the period, what is hidden, how files are read."""

from app.dataset.definition import NOT_PUBLISHED, Dataset, Hidden, LevelDefinition, Only
from app.dataset.reading import DEFINITION, ENGLAND, read_dataset

__all__ = ["DEFINITION", "ENGLAND", "NOT_PUBLISHED", "Dataset", "Hidden", "LevelDefinition", "Only", "read_dataset"]
