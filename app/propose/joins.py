"""Find which column of a table names the areas of which property of a layer, and how many of them match."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import product

from app.propose.looks import Kind, Look

_SHARE = 0.5  # of a column's texts that must be known, for it to be of those areas


@dataclass(frozen=True)
class Join:
    """How a column's texts match known ones: those of neither side that do not, and how many digits they are filled to.

    `fills_column` tells whether it is the column that lost its zeros, rather than what is known.
    """

    column: str
    known_as: str
    matched: int
    of: int
    unmatched: tuple[str, ...]
    lacking: tuple[str, ...]
    digits: int = 0
    fills_column: bool = True

    @property
    def share(self) -> float:
        """Return the share of the column's texts that match."""
        return self.matched / self.of if self.of else 0.0


def join(column: str, texts: Collection[str], known_as: str, known: Collection[str]) -> Join:
    """Match texts with known ones, with the zeros put back that a spreadsheet took, where more match so."""
    texts, known = set(texts), set(known)
    best = _match(column, texts, known_as, known)
    if best.share == 1.0:
        return best
    for digits, fills in ((_digits_of(known), True), (_digits_of(texts), False)):
        if digits:
            one, other = (texts, known) if fills else (known, texts)
            filled = {text.zfill(digits) if text.isdigit() else text for text in one}
            sides = (filled, set(other)) if fills else (set(other), filled)
            again = _match(column, sides[0], known_as, sides[1])
            if again.matched > best.matched:
                best = Join(
                    column,
                    known_as,
                    again.matched,
                    again.of,
                    again.unmatched,
                    again.lacking,
                    digits,
                    fills_column=fills,
                )
    return best


def best_join(looks: Mapping[str, Look], properties: Mapping[str, Look], *, unique: bool = True) -> Join | None:
    """Find the column and the property that match best; None where less than half of every column's texts match.

    Codes that are mere numbers, in a property called ID, are taken where nothing else matches.
    """
    columns = [look for look in looks.values() if _may_name(look)]
    known = [look for look in properties.values() if not unique or _is_unique(look)]
    usual = _best(columns, [look for look in known if _may_name(look)])
    return usual or _best(list(filter(_is_called_code, columns)), list(filter(_is_called_code, known)))


def _best(columns: Sequence[Look], known: Sequence[Look]) -> Join | None:
    found = [
        (join(look.heading, look.texts, its.heading, its.texts), look, its)
        for look, its in product(columns, known)
        if _may_match(look, its)
    ]
    fit = [each for each in found if each[0].share >= _SHARE and each[0].matched > 1]
    return max(fit, key=lambda each: _worth(*each))[0] if fit else None


def respelt(names: Sequence[str], known: Collection[str]) -> dict[str, str]:
    """Find for names that are not known the one that is meant: Isle of Anglesey for Anglesey."""
    left = {name for name in known if name not in names}
    found: dict[str, str] = {}
    for name in names:
        if name in known:
            continue
        words = _words(name)
        inside = [each for each in sorted(left) if words and (words <= _words(each) or _words(each) <= words)]
        close = inside if len(inside) == 1 else get_close_matches(name, sorted(left), n=1, cutoff=0.85)
        if close:
            found[name] = close[0]
            left.discard(close[0])
    return found


def _words(name: str) -> set[str]:
    plain = name.lower().replace("&", "and").replace(",", " ").replace(".", " ")
    return set(plain.split()) - {"the", "of", "and", "upon", "city", "county", "borough"}


def _match(column: str, texts: set[str], known_as: str, known: set[str]) -> Join:
    unmatched, lacking = sorted(texts - known), sorted(known - texts)
    return Join(column, known_as, len(texts & known), len(texts), tuple(unmatched), tuple(lacking))


def _digits_of(texts: Collection[str]) -> int:
    """Return the length that codes of digits alone have, where it is one and some begin with a zero."""
    figures = {text for text in texts if text.isdigit()}
    lengths = {len(text) for text in figures}
    return lengths.pop() if len(lengths) == 1 and any(text.startswith("0") for text in figures) else 0


def _may_name(look: Look) -> bool:
    return look.kind in (Kind.TEXT, Kind.COUNTS) and not look.is_numbering and len(look.texts) > 1


def _is_called_code(look: Look) -> bool:
    return look.kind is Kind.COUNTS and not look.marks and bool({"code", "cd", "id"} & set(look.words))


def _may_match(one: Look, other: Look) -> bool:
    """Return whether texts of two columns have anything in common, the zeros before them left out."""
    return not one.bare.isdisjoint(other.bare)


def _is_unique(look: Look) -> bool:
    return len(look.texts) >= 0.9 * look.rows


def _worth(found: Join, look: Look, its: Look) -> tuple[float, ...]:
    """Say how good a join is: counts that happen to be numbers of areas match few of these."""
    spread = found.matched / max(found.of, 0.5 * len(its.texts))
    codes = sum(any(sign.isdigit() for sign in text) for text in its.texts) / len(its.texts)
    is_key = len(its.texts) == its.rows
    return (round(spread, 1), is_key, codes > 0.9, found.share, found.matched, not look.marks)
