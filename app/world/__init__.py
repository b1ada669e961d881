"""The world's land and towns, as geodata/world/build.mjs extracts them from packages."""

from app.world.land import land_in
from app.world.towns import Town, towns_in

__all__ = ["Town", "land_in", "towns_in"]
