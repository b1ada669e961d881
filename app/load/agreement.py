"""Check that boundaries are those of the areas that they name, and of the areas in the hierarchy."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from string import ascii_letters

import numpy as np

from app.dataset import LevelDefinition
from app.errors import BadFileError
from app.geography.whereabouts import boxes_of, kilometres_between, typical_width
from app.sources.phrases import listed, number_of

_NARROWEST = 50  # metres: the smallest areas that counts are published of are several times as wide
_FAR = 25  # kilometres, beyond which a boundary lies elsewhere: layers differ in detail, never by as much
_MOST = 0.5  # of the areas

Points = Mapping[str, tuple[float, float]]


def refuse_cartogram(
    level: LevelDefinition, given: Mapping[str, bytes], known: Mapping[str, bytes], points: Points
) -> None:
    """Raise BadFileError where a level's boundaries (WKB, EPSG:4326) are too small, or lie elsewhere than is known.

    An area is known to lie at its point or, where it has none, where its boundary was before.
    """
    width = typical_width(given.values())
    if width < _NARROWEST:
        raise BadFileError(
            f"These areas are {max(round(width), 1)} m across: it is a cartogram, not boundaries. Load boundaries of "
            f"{level.in_sentences}."
        )
    _refuse_elsewhere(level, given, {**_boxes(known), **{code: (*at, *at) for code, at in points.items()}})


def _boxes(known: Mapping[str, bytes]) -> dict[str, tuple[float, ...]]:
    if not known or typical_width(known.values()) < _NARROWEST:
        return {}
    return dict(zip(known, map(tuple, boxes_of(known.values()).tolist()), strict=True))


def _refuse_elsewhere(
    level: LevelDefinition, given: Mapping[str, bytes], known: Mapping[str, tuple[float, ...]]
) -> None:
    codes = [code for code in given if code in known]
    if not codes:
        return
    distances = kilometres_between(boxes_of(given[code] for code in codes), np.array([known[code] for code in codes]))
    away = int((distances > _FAR).sum())
    if away > _MOST * len(codes):
        furthest = int(distances.argmax())
        raise BadFileError(
            f"{away:,} of {number_of(len(codes), 'area')} lie elsewhere than where they are known to be "
            f"({codes[furthest]} by {distances[furthest]:,.0f} km): it is a cartogram, or it names the wrong codes or "
            f"coordinate system. Load boundaries of {level.in_sentences}; if it is what was known that is wrong, load "
            "points first."
        )


def unmatched(areas: Collection[str], bounded: Collection[str], known: Collection[str], layer: str) -> tuple[str, ...]:
    """Warn where a layer of boundaries and the hierarchy seem to be of different years, or an area has no boundary.

    `areas` are the codes of a level in the hierarchy, `bounded` those of the layer, which is called `layer`, and
    `known` those of all boundaries that are kept. The layer may cover other countries, or more than the hierarchy does.
    """
    letters = {_letters(code) for code in areas}
    lacking = sorted(set(areas).difference(bounded))
    others = sorted(code for code in set(bounded).difference(areas) if _letters(code) in letters)
    if lacking and others:
        return (
            f"{_areas_have(lacking)} no boundary in {layer} ({listed(lacking, 3)}), and {len(others):,} of its areas "
            f"{_are(others)} not in the hierarchy ({listed(others, 3)}): they may be of different years. Load both of "
            "one year.",
        )
    nowhere = sorted(set(areas).difference(known))
    if nowhere and known:
        return (f"{_areas_have(nowhere)} no boundary ({listed(nowhere, 3)}), and {_are(nowhere)} left out of the map.",)
    return ()


def _letters(code: str) -> str:
    """Return the letters that a code begins with: they name the country if several share one scheme of codes."""
    return code[: len(code) - len(code.lstrip(ascii_letters))]


def _areas_have(codes: Collection[str]) -> str:
    return f"{number_of(len(codes), 'area')} of the hierarchy {'has' if len(codes) == 1 else 'have'}"


def _are(codes: Collection[str]) -> str:
    return "is" if len(codes) == 1 else "are"
