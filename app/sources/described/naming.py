"""Areas that are named without codes: find each code among the areas on record, or make it from the name."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches
from unicodedata import combining, normalize

import pandas as pd

from app.dataset import Dataset
from app.domain import Area, Level
from app.errors import BadFileError
from app.sources.cells import respelt


def slug_of(name: str) -> str:
    """Make a code from a name: "Staten Island" is staten-island."""
    return re.sub(r"[\W_]+", "-", _plain(name)).strip("-")


def has_codes(dataset: Dataset, level: Level) -> bool:
    """Return whether a level's areas have codes in any file, so that none is made of their names."""
    of_tables = any(
        level in table.columns.parents or (table.level == level and table.columns.code) for table in dataset.tables
    )
    return of_tables or any(layer.level == level for layer in dataset.boundaries)


def codes_of_names(
    names: pd.Series[str],
    level: Level,
    dataset: Dataset,
    known: Collection[Area],
    parents: Mapping[Level, pd.Series[str]] | None = None,
) -> pd.Series[str]:
    """Return the codes of areas by their names, blank where the name is; where names are not unique, by parents' codes.

    Raises BadFileError with row and column where a name is none that is known, or of several areas.
    """
    if not has_codes(dataset, level):
        return respelt(names, slug_of)
    called = _by_name(level, known)
    frame = pd.DataFrame({"name": names, **(parents or {})})
    codes: dict[tuple[str, ...], str] = {}
    for row, (name, *above) in zip(frame.index, frame.itertuples(index=False, name=None), strict=True):
        if (name, *above) not in codes:
            within = dict(zip(parents or {}, above, strict=True))
            codes[(name, *above)] = _code(name, within, called, dataset.level(level).in_sentences, row, str(names.name))
    return pd.Series([codes[key] for key in frame.itertuples(index=False, name=None)], frame.index, name=names.name)


def _code(
    name: str, within: Mapping[Level, str], called: Mapping[str, Sequence[Area]], areas: str, row: int, column: str
) -> str:
    if not name:
        return ""
    found = called.get(_plain(name), ())
    if len(found) > 1:
        found = [
            area
            for area in found
            if all(area.within.get(level, code) == code for level, code in within.items() if code)
        ]
    if len(found) == 1:
        return found[0].code
    if len(found) > 1:
        problem = f'"{name[:40]}" is the name of {len(found)} {areas}, and nothing here tells which.'
        raise BadFileError(f"{problem} Name a column of what they lie in, by parent_names.", row=row, column=column)
    if not called:
        raise BadFileError(f"It names {areas} without their codes, and none is known. Load those first.")
    raise BadFileError(_unknown(name, called, areas), row=row, column=column)


def _unknown(name: str, called: Mapping[str, Sequence[Area]], areas: str) -> str:
    alike = get_close_matches(_plain(name), called, n=1)
    nearest = f" The nearest is {called[alike[0]][0].name}." if alike else ""
    return (
        f'"{name[:40]}" is none of the {areas} that are known.{nearest} Say in the definition which it is, by '
        "same_names, or that it is none, by other_codes."
    )


def _by_name(level: Level, known: Collection[Area]) -> dict[str, list[Area]]:
    called: dict[str, list[Area]] = {}
    for area in known:
        if area.level == level:
            for name in {_plain(area.name), _plain(area.other_name)} - {""}:
                called.setdefault(name, []).append(area)
    return called


def _plain(name: str) -> str:
    """Spell a name one way, whatever its letters, accents and points."""
    letters = "".join(each for each in normalize("NFKD", name.casefold()) if not combining(each))
    return " ".join(
        re.sub(r"[^\w\s]|_", " ", letters.replace("&", " and ").replace("'", "").replace("\u2019", "")).split()
    )
