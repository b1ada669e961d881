"""What a reader is given besides the file."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from app.dataset import Dataset
from app.domain import Area
from app.sources.marks import Marks


@dataclass(frozen=True, kw_only=True)
class Given:
    """The dataset that a file is of; `known` are the areas on record, for files that name areas without their codes."""

    dataset: Dataset
    known: Collection[Area] = ()


@dataclass(frozen=True, kw_only=True)
class Publication(Given):
    """What a reader of counts is given: when they were published, and the marks that stand for hidden ones."""

    published_on: date
    marks: Marks

    def with_marks(self, marks: Marks) -> Publication:
        """Return the same with a layout's marks, which carry more meaning than the others."""
        return replace(self, marks={**self.marks, **marks})
