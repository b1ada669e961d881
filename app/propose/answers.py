"""The questions that a person is asked, and their answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Answers:
    """What was answered; blank, or 0, is what was not."""

    title: str = ""
    one: str = ""
    count: str = ""
    blank: str = ""
    days: int = 0


NOTHING = Answers()


@dataclass(frozen=True)
class Question:
    """What only a person can tell: the field of the answers, the question, and what is taken unless told."""

    field: str
    text: str
    default: str
    choices: tuple[str, ...] = ()
