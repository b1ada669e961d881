"""Say why no table of a folder was taken for counts: what the nearest ones lack."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.propose.counting import is_cumulative, is_headed_like_counts
from app.propose.day_headings import names_days, numbers_weeks
from app.propose.days import day_of
from app.propose.looks import Kind, Look
from app.propose.main_table import AREAS
from app.propose.notes import listed
from app.propose.periods import timing_of
from app.propose.tables import TextTable

_MOSTLY = 0.5  # of a column's cells that are numbers, for it to be one of counts but for the others
_NAMED = 3
_NUMBER_OF_WEEK = re.compile(r"(?:week\s*)?[0-9]{1,2}|(?:19|20)[0-9]{2}\W?[0-9]{1,2}", re.IGNORECASE)
_THOUSANDS = re.compile(r"[0-9]{1,3}\.[0-9]{3}")


def why_no_counts(tables: Sequence[TextTable]) -> str:
    """Say what no table has all of, and what is in the way."""
    if not tables:
        return "There is no table in the folder: put the files there, counts by area and day, and boundaries."
    known = " that a layer of boundaries knows" if any(table.shapes == AREAS for table in tables) else ""
    said = (
        f"No table there has all of these: a column of areas{known}, one of counts, and one of days, or headings that "
        f"name days. Looked at: {listed([table.called for table in tables])}."
    )
    reasons = (reason for table in tables if table.shapes != AREAS for reason in _reasons(table))
    return " ".join((said, *dict.fromkeys(reasons)))


def _reasons(table: TextTable) -> Iterator[str]:
    for look in table.looks.values():
        if reason := _of_counts(look):
            yield f"{table.files[0]}: {reason}"
    if timing_of(table) is None:
        yield f"{table.files[0]}: {_of_days(table)}"


def _of_days(table: TextTable) -> str:
    """Say why a table tells no days."""
    headed = [look for look in table.looks.values() if look.texts and names_days(look.heading)]
    if not headed:
        return "no column holds days: put the last day of each row's period into one."
    look = max(headed, key=lambda each: numbers_weeks(each.heading))
    texts = [text for text in look.texts if not day_of(text)] or list(look.texts)
    if numbers_weeks(look.heading) and all(map(_NUMBER_OF_WEEK.fullmatch, texts)):
        return (
            f"{look.heading} numbers weeks, which does not say their days, as publishers begin weeks on different "
            "days: put the last day of each into a column (ISO weeks may be written 2024-W09)."
        )
    return (
        f"{look.heading} holds {listed(_quoted(texts))}, which is read as no day: write days as 2024-03-31, and "
        "periods by their last day."
    )


def _of_counts(look: Look) -> str:
    """Say why a column that is headed or filled like counts holds none; nothing of others."""
    if look.kind is Kind.COUNTS and is_cumulative(look):
        return (
            f"{look.heading} counts all up to each day, by its heading, and a map shows the counts of periods: put "
            "these into a column."
        )
    if not is_headed_like_counts(look):
        return ""
    if look.kind is Kind.DECIMALS:
        odd = [text for text, number in look.numbers.items() if number != int(number) or number < 0]
        thousands = " If the point parts thousands, leave it out." if all(map(_THOUSANDS.fullmatch, odd)) else ""
        return f"{look.heading} holds numbers that are no counts, such as {listed(_quoted(odd))}.{thousands}"
    numbers = sum(look.texts[text] for text in look.numbers)
    if look.kind is Kind.TEXT and numbers >= _MOSTLY * (look.rows - look.blanks):
        return f"{look.heading} holds numbers, and {listed(_quoted(look.marks))} too, which is no usual mark."
    return ""


def _quoted(texts: Sequence[str]) -> list[str]:
    return [f'"{text[:30]}"' for text in texts[:_NAMED]]
