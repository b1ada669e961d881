"""What lies around places: the world's land and towns, from the packages that geodata/world/build.mjs cuts them out of."""

from app.world.land import land_in
from app.world.towns import Town, towns_in

__all__ = ["Town", "land_in", "towns_in"]
