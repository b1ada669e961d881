"""Readers of the tables and layers that a definition describes."""

from app.sources.described.layers import as_stand_in
from app.sources.described.layouts import layouts_of

__all__ = ["as_stand_in", "layouts_of"]
