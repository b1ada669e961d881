"""Find what levels and places are called, from headings and folders."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.dataset.levels import plural
from app.propose.looks import parts_of, words_of

_KNOWN = {
    "iz": "intermediate zone",
    "intzone": "intermediate zone",
    "int zone": "intermediate zone",
    "interzone": "intermediate zone",
    "inter zone": "intermediate zone",
    "dz": "data zone",
    "ca": "council area",
    "council": "council area",
    "hb": "health board",
    "lhb": "local health board",
    "la": "local authority",
    "lad": "local authority",
    "rgn": "region",
    "ctry": "country",
    "cty": "county",
    "ctyua": "county or unitary authority",
    "wd": "ward",
    "modzcta": "ZIP area",
    "modified zcta": "ZIP area",
    "zcta": "ZIP area",
    "zip": "ZIP area",
    "plz": "postcode area",
    "geoid": "area",
    "fips": "county",
    "neighborhood": "neighborhood",
}
_SHORT = {"intermediate zone": "zone", "local authority": "authority", "council area": "council"}
_NO_NOUNS = {
    "code", "codes", "cd", "name", "names", "nm", "nmw", "id", "no", "number", "of", "the", "gss", "geo", "group",
    "en", "cy", "label", "desc", "key", "is", "in", "lies", "fips",
}  # fmt: skip
_PLAIN = {"area", "areas", "", "location", "place", "geography", "geom", "key"}
_TAKEN = {"area", "change", "hexes", "latest", "map", "population", "rate", "status", "week"}
_OF_FILES = {"data", "files", "map", "maps", "counts", "cases", "deaths", "casemap", "input", "inputs"}
_AREAL = {"country", "nation", "state", "province", "region", "county", "city", "district", "borough", "council"}


@dataclass(frozen=True)
class Called:
    """What a level is called: its slug, one area, one in a sentence where that is shorter, several in a sentence."""

    slug: str
    name: str
    noun: str = ""
    nouns: str = ""


def called(headings: Sequence[str], taken: Collection[str] = ()) -> Called:
    """Name a level by the headings of its codes and names, the first that says anything."""
    nouns = [noun for heading in headings if (noun := _noun(heading)) not in _PLAIN]
    name = next((noun for noun in nouns if noun in _KNOWN.values()), nouns[0] if nouns else "small area")
    slug = re.sub("[^a-z0-9]+", "_", _SHORT.get(name, name).lower()).strip("_")[:20].rstrip("_") or "small_area"
    slug = slug if slug[0].isalpha() else f"level_{slug}"[:20]
    while slug in _TAKEN or slug in taken:
        slug = f"{slug[:13]}_level" if not slug.endswith("_level") else f"{slug[:18]}_2"
    short = _SHORT.get(name, "")
    return Called(slug, name, short, "")


def _noun(heading: str) -> str:
    plain = re.sub(r"\([^()]*\)", "", heading)
    if (known := " ".join(words_of(plain))) in _KNOWN:
        return _KNOWN[known]
    parts = [part for part in parts_of(plain) if part.lower() not in _NO_NOUNS and not part.isdigit()]
    parts = [re.sub("(?i)(?<=[a-z]{2})(?:name|code|cd|nm)$", "", part) for part in parts]
    words = " ".join(parts).lower()
    if words in _KNOWN:
        return _KNOWN[words]
    is_short = len(parts) == 1 and parts[0].isupper() and len(parts[0]) < 6
    return parts[0] if is_short and (any(map(str.islower, heading)) or any(map(str.isdigit, heading))) else words


def is_areal(heading: str) -> bool:
    """Return whether a heading names a kind of area that may hold all others."""
    return bool(_AREAL & set(words_of(heading)))


def place_of(folder: str, many: str = "") -> str:
    """Make a place's name of a folder's, less the words that say what is counted."""
    words = [word for word in re.split(r"[\s_.-]+", folder) if word]
    left = [word for word in words if word.lower() not in {*_OF_FILES, *many.split()} and not word.isdigit()]
    return " ".join(map(_as_a_name, left)) or "All areas"


def _as_a_name(word: str) -> str:
    if any(map(str.isupper, word)):
        return word
    return word.upper() if len(word) < 4 and not re.search("[aeiou]", word) else word.capitalize()


def several(level: Called) -> str:
    """Say what several of a level's areas are called in a sentence."""
    return level.nouns or plural(level.noun or level.name)
