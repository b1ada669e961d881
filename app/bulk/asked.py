"""What can be requested: a level's areas in a week or in all weeks on record, in one form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain import Level, Period, Shape
from app.editions import StoredEdition

CSV, PARQUET, GEOPACKAGE = "csv", "parquet", "gpkg"
ALL = "all"  # what stands for all weeks on record


@dataclass(frozen=True)
class Asked:
    """A level's areas in one form; `week` is None for all weeks on record."""

    level: Level
    week: Period | None
    form: str

    @property
    def name(self) -> str:
        """Return the name of the file, without its ending: no level's has a hyphen."""
        return f"{self.level}-{self.week or ALL}"

    def weeks(self, edition: StoredEdition) -> Sequence[Period]:
        """Return the weeks that the file holds, the earliest first."""
        return (self.week,) if self.week else edition.record[self.level]


def forms_of_week(edition: StoredEdition) -> tuple[str, ...]:
    """Return the forms in which a week can be had; outlines only where it is known where areas are."""
    return (PARQUET, GEOPACKAGE) if Shape.MAP in edition.shapes else (PARQUET,)


def forms_of_history(edition: StoredEdition) -> tuple[str, ...]:
    """Return the forms in which all weeks can be had."""
    return (CSV, *forms_of_week(edition))
