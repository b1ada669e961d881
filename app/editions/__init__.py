"""Editions: immutable folders of what readers get, and the pointer to the current one."""

from app.editions.folder import EditionsFolder, Standing
from app.editions.shown import shown_edition
from app.editions.stored import StoredEdition

__all__ = ["EditionsFolder", "Standing", "StoredEdition", "shown_edition"]
