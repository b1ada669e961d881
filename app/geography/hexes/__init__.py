"""The hex cartogram: one equal hexagon an area, laid out from points and hierarchy.

A layout is worked out in four steps, each a module: `place` puts every area about one cell from each neighbour in its
true bearing; `apart` gives every authority cells in one piece; `improve` swaps what is in them while that keeps more
neighbours together (what those are is in `bonds`, what a swap changes in `costs`, where areas are in `board`);
`drawing` turns cells into shapes. `layout` runs them.
"""

from app.geography.hexes.drawing import hexagon_shapes
from app.geography.hexes.lattice import Array
from app.geography.hexes.layout import lay_out
from app.geography.hexes.neighbours import neighbours_on_the_ground

__all__ = ["Array", "hexagon_shapes", "lay_out", "neighbours_on_the_ground"]
