"""The types of a definition that say which levels there are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.dataset.told import told
from app.domain import Level

NOT_PUBLISHED = "not published"  # what an absent area may be; else it is hidden


def plural(noun: str) -> str:
    """Make a plural as English mostly does, for a noun whose own is not said."""
    if re.search("[^aeiou]y$", noun):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if re.search("(s|x|z|ch|sh)$", noun) else f"{noun}s"


@dataclass(frozen=True)
class Hidden:
    """The counts that are not shown, both ends included: 0 to 3, or 1 to 4 where a zero is shown."""

    most: int = told("The largest count that is hidden.", least=0)
    least: int = told("The least count that is hidden.", 0, least=0)


@dataclass(frozen=True)
class Breaks:
    """Where the classes of a level's measures begin, in rising order, the first class left out."""

    count: tuple[int, ...] = told("Of counts.", (), least=1)
    rate: tuple[int, ...] = told("Of rates.", (), least=1)


@dataclass(frozen=True)
class Only:
    """The one area of a level in which all others lie."""

    code: str = told("Its code.")
    name: str = told("Its name.")


@dataclass(frozen=True)
class LevelDefinition:
    """A kind of area."""

    slug: str = told(
        "Its name in addresses and columns: `zone`, as in `zone_code`.",
        pattern=r"[a-z][a-z0-9_]{0,19}",
        form="20 small letters, digits and underlines at most, the first a letter",
    )
    name: str = told("What one area is called: `intermediate zone`.")
    names: str = told("What its areas are called where a level is chosen: `Intermediate zones`.", "")
    noun: str = told("What one is called in a sentence, where that is shorter: `zone`.", "")
    nouns: str = told("What several are called in a sentence: `zones`.", "")
    code: str = told("A pattern (a regular expression) of its codes.", ".+")
    parent: Level = told("The level that its areas lie in; the one before in the file unless said.", "")
    hidden: Hidden | None = told("The counts that are hidden; without it none is.", None)
    never_given: tuple[int, ...] = told("Counts that the publisher never gives, though it gives others.", (), least=0)
    only: Only | None = told("The one area that it has, where no file names it.", None)
    absent: str = told(
        "What it means that a file which speaks of the whole level lacks an area: too small to show, or not published.",
        "hidden",
        choices=("hidden", NOT_PUBLISHED),
    )
    drawn: bool = told("Whether the map draws it.", True)
    from_zoom: int | None = told(
        "From which zoom on the map draws it; worked out from its size unless said.", None, least=0
    )
    opens_with: str = told("The measure that the map opens it with.", "", choices=("", "count", "rate", "change"))
    breaks: Breaks = told("Its class breaks; proposed from the data unless said.", Breaks())
    tolerance: int | None = told(
        "Metres of detail that its outlines leave out from afar; worked out unless said.", None, least=0
    )
    people: int = told("About how many people live in one of its areas, for the note on hexagons.", 0, least=0)
    people_at_most: int = told("More people than any of its areas will ever have.", 100_000_000, least=1)

    @property
    def in_a_list(self) -> str:
        """Say what its areas are called where a level is chosen."""
        return self.names or self.in_sentences[:1].upper() + self.in_sentences[1:]

    @property
    def in_a_sentence(self) -> str:
        """Say what an area is called in a sentence."""
        return self.noun or self.name

    @property
    def in_sentences(self) -> str:
        """Say what several areas are called in a sentence."""
        return self.nouns or plural(self.in_a_sentence)
