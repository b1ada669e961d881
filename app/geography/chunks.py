"""Cut the MSOAs into chunks of neighbouring authorities, so that a view loads little beside what it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain import Area

LARGEST = 240  # MSOAs in a chunk, unless one authority has more

Box = Sequence[float]


@dataclass(frozen=True)
class Chunk:
    """Neighbouring lower tier authorities of one region."""

    name: str
    ltla_codes: tuple[str, ...]


def cut_into_chunks(
    ltlas: Sequence[Area], sizes: Mapping[str, int], boxes: Mapping[str, Box], name: str
) -> tuple[Chunk, ...]:
    """Cut each region's authorities in two, across the longer way, until no part has more than LARGEST MSOAs.

    `sizes` counts the MSOAs of each authority; authorities without a box (west, south, east, north) are left out.
    The chunks are named by `name` and a number.
    """
    regions: dict[str, list[str]] = {}
    for ltla in ltlas:
        if ltla.code in boxes:
            regions.setdefault(ltla.region_code, []).append(ltla.code)
    parts = [part for region in sorted(regions) for part in _cut(regions[region], sizes, boxes)]
    return tuple(Chunk(f"{name}-{number:02}", tuple(sorted(part))) for number, part in enumerate(parts))


def _cut(codes: list[str], sizes: Mapping[str, int], boxes: Mapping[str, Box]) -> list[list[str]]:
    total = sum(sizes[code] for code in codes)
    if total <= LARGEST or len(codes) == 1:
        return [codes]
    middles = {code: ((boxes[code][0] + boxes[code][2]) / 2, (boxes[code][1] + boxes[code][3]) / 2) for code in codes}
    width, height = (max(at) - min(at) for at in zip(*middles.values(), strict=True))
    axis = 0 if width * 0.6 > height else 1  # at 53 degrees north a degree of longitude is 0.6 of one of latitude
    ordered = sorted(codes, key=lambda code: (middles[code][axis], code))
    half = _halfway([sizes[code] for code in ordered])
    return _cut(ordered[:half], sizes, boxes) + _cut(ordered[half:], sizes, boxes)


def _halfway(sizes: list[int]) -> int:
    """Give the cut at which the two sides are most alike."""
    return min(range(1, len(sizes)), key=lambda cut: abs(sum(sizes[:cut]) - sum(sizes[cut:])))
