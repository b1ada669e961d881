"""Narrow the bounds of unknown whole numbers by sums of them that are known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.audit.served import Numbers, whole

MOST = 10**9  # more than any count; sums of as many as there are areas stay exact in a float
_ROUNDS = 200  # bounds that are still moving then stay too wide, and never wrong


@dataclass(frozen=True)
class Bounds:
    """The least and the most that each unknown can be."""

    least: Numbers
    most: Numbers

    def copy(self) -> Bounds:
        """Return bounds that can be narrowed by themselves."""
        return Bounds(self.least.copy(), self.most.copy())


@dataclass(frozen=True)
class Relations:
    """Sums that are known: the terms of each relation, 1 or -1 times an unknown, come to what it `equals`.

    `relation`, `unknown` and `sign` have an entry for each term.
    """

    relation: Numbers
    unknown: Numbers
    sign: Numbers
    equals: Numbers

    def without(self, relations: Numbers) -> Relations:
        """Leave out the terms of some relations."""
        kept = ~np.isin(self.relation, relations)
        return Relations(self.relation[kept], self.unknown[kept], self.sign[kept], self.equals)


def narrow(relations: Relations, bounds: Bounds) -> tuple[Bounds, Numbers]:
    """Return the bounds that the relations leave, and the relations that contradict the others or the bounds.

    These narrow nothing. Where relations hang together without a circle, as totals of areas that lie in one another do,
    every whole number between the bounds can be.
    """
    refused = np.empty(0, np.int64)
    while True:
        left = relations.without(refused)
        narrowed, contradicted = _narrow(left, bounds.copy())
        if not len(contradicted):
            return narrowed, refused
        refused = np.union1d(refused, contradicted)


def _narrow(relations: Relations, bounds: Bounds) -> tuple[Bounds, Numbers]:
    """Narrow until nothing moves, or until some relation cannot hold."""
    number, terms = len(relations.equals), relations.relation
    has_terms = np.bincount(terms, minlength=number) > 0
    plus = relations.sign > 0
    for _ in range(_ROUNDS):
        least, most = bounds.least[relations.unknown], bounds.most[relations.unknown]
        lowest, highest = np.where(plus, least, -most), np.where(plus, most, -least)
        sum_lowest, sum_highest = (whole(np.bincount(terms, ends, number)) for ends in (lowest, highest))
        wrong = has_terms & ((sum_lowest > relations.equals) | (sum_highest < relations.equals))
        if wrong.any():
            return bounds, np.flatnonzero(wrong)
        at_most = (relations.equals - sum_lowest)[terms] + lowest
        at_least = (relations.equals - sum_highest)[terms] + highest
        before = bounds.least.sum(), bounds.most.sum()
        np.minimum.at(bounds.most, relations.unknown, np.where(plus, at_most, -at_least))
        np.maximum.at(bounds.least, relations.unknown, np.where(plus, at_least, -at_most))
        crossed = bounds.least > bounds.most
        if crossed.any():
            return bounds, np.unique(terms[crossed[relations.unknown]])
        if before == (bounds.least.sum(), bounds.most.sum()):
            break
    return bounds, np.empty(0, np.int64)
