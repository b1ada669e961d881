"""Find misspelt names, as static/js/search/misspelt.js does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

# Letters from which on a word may have one slip, and two: with more a short word would be another.
ONE = 4
TWO = 8


@dataclass
class _Known:
    """A word, the letters in it as bits, and the places of the names that have it: their own, and any."""

    letters: int
    own: list[int] = field(default_factory=list)
    around: list[int] = field(default_factory=list)


class Words:
    """The words of all names, each once, and names of several words run together."""

    def __init__(self, names: Iterable[tuple[Sequence[str], str]]) -> None:
        """Take each place's own names, and these with the names around it, all folded."""
        self._by_word: dict[str, _Known] = {}
        for place, (own, around) in enumerate(names):
            for word in around.split():
                _add(self._take(word).around, place)
            for name in own:
                words = name.split()
                for word in dict.fromkeys((*words, "".join(words))):
                    known = self._take(word)
                    _add(known.own, place)
                    _add(known.around, place)

    def near(self, written: str, *, is_begun: bool) -> tuple[dict[int, int], set[int]]:
        """Return the fewest slips by place, for all places with a word like this and for those whose own name has it.

        Of a word that is begun there may be more to come.
        """
        most = (len(written) >= ONE) + (len(written) >= TWO)
        letters = _letters(written)
        fewest: dict[int, int] = {}
        own: set[int] = set()
        for word, known in self._by_word.items():
            if (letters & ~known.letters).bit_count() > most:  # each slip brings one letter at most
                continue
            number = slips(written, word, most, is_begun=is_begun)
            if number <= most:
                fewest |= {place: min(fewest.get(place, number), number) for place in known.around}
                own.update(known.own)
        return fewest, own

    def _take(self, word: str) -> _Known:
        return self._by_word.setdefault(word, _Known(_letters(word)))


def misspelt(words: Words, spellings: Iterable[str]) -> list[int]:
    """Return the places whose names have the words of a text except for slips, however the text is split into words.

    Those with the fewest slips come first, among these in their order.
    """
    fewest: dict[int, int] = {}
    for spelling in spellings:
        parts = spelling.split()
        for written in (parts, ["".join(parts)]) if len(parts) > 1 else (parts,):
            for place, number in _near_all(words, written).items():
                fewest[place] = min(fewest.get(place, number), number)
    return sorted(fewest, key=lambda place: (fewest[place], place))


def _near_all(words: Words, written: Sequence[str]) -> dict[int, int]:
    """Return the number of slips by the places that have all words, one of them in their own name."""
    last = len(written) - 1
    near = [words.near(word, is_begun=place == last) for place, word in enumerate(written)]
    first, *others = (fewest for fewest, _ in near)
    own = {place for _, its in near for place in its}
    return {
        place: sum((fewest[place] for fewest in others), number)
        for place, number in first.items()
        if place in own and all(place in fewest for fewest in others)
    }


def slips(written: str, word: str, most: int, *, is_begun: bool) -> int:
    """Count the slips that part a text from a word, any number above `most` where there are more.

    A slip is a letter too many, too few or another, or two that have changed places.
    """
    length = min(len(word), len(written) + most) if is_begun else len(word)
    if abs(len(written) - length) > most:
        return most + 1
    before: list[int] = []
    above = list(range(length + 1))
    for row, letter in enumerate(written, 1):
        current = [row]
        for at in range(1, length + 1):
            number = min(above[at] + 1, current[at - 1] + 1, above[at - 1] + (letter != word[at - 1]))
            if row > 1 and at > 1 and letter == word[at - 2] and written[row - 2] == word[at - 1]:
                number = min(number, before[at - 2] + 1)
            current.append(number)
        if min(current) > most:
            return most + 1
        before, above = above, current
    return min(above) if is_begun else above[length]


def _add(places: list[int], place: int) -> None:
    """Add a place to a list that rises."""
    if not places or places[-1] != place:
        places.append(place)


def _letters(word: str) -> int:
    """Return a bit for each letter of a word, which some share."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) % 32)
    return bits
