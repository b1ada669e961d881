"""Cells of a lattice of hexagons with points at the top, in axial coordinates (q, r), one apart centre to centre."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

ROW = 3**0.5 / 2  # from a row of cells to the next
DIRECTIONS = np.array([(1, 0), (0, 1), (-1, 1), (-1, 0), (0, -1), (1, -1)])  # from the east, against the clock


def centres(cells: Array) -> Array:
    """Return the cells' centres in the plane."""
    return np.stack([cells[..., 0] + cells[..., 1] / 2, cells[..., 1] * ROW], axis=-1)


def steps(offsets: Array) -> Array:
    """Count the steps from cell to cell that each offset (q, r) takes."""
    q, r = offsets[..., 0], offsets[..., 1]
    count: Array = np.maximum(np.maximum(np.abs(q), np.abs(r)), np.abs(q + r))
    return count


def cells_over(low: Array, high: Array) -> Array:
    """List the cells whose centres lie in a box of the plane, or just outside."""
    rows = np.arange(int(np.floor(low[1] / ROW)), int(np.ceil(high[1] / ROW)) + 1)
    columns = np.arange(int(np.floor(low[0])), int(np.ceil(high[0])) + 1)
    r, column = (grid.ravel() for grid in np.meshgrid(rows, columns, indexing="ij"))
    return np.stack([column - r // 2, r], axis=1)
