"""The whole ranking as data, and as text to paste into an article."""

from __future__ import annotations

import csv
import io

from app.dataset import Dataset
from app.statistics.directions import is_few
from app.statistics.joined import compared_columns
from app.statistics.rankings import Compared
from app.web.pages.rises_told import Told
from app.wording import Wording, capitalize_first, day
from app.wording.rises import FEW, change_line, few


def as_csv(told: Told) -> str:
    """Write a row for each area, in one order from rises to falls."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    dataset = told.edition.dataset
    writer.writerow(compared_columns(dataset))
    writer.writerows(values_of(dataset, row) for row in told.ranking_as_one)
    return text.getvalue()


def values_of(dataset: Dataset, row: Compared) -> tuple[object, ...]:
    """Return an area's values in the columns of the list, in their order."""
    rates = (row.rate_before, row.rate) if dataset.rate_per else ()
    percent = getattr(row.change, "percent", None)
    return (row.area.code, row.area.name, *rates, row.cases_before, row.cases, percent)


def as_text(told: Told) -> str:
    """Write what the figures are, the sentence, the lists one below the other, and where it all comes from."""
    lists = ["\n".join([capitalize_first(name), *_lines(told, *rows)]) for name, rows in told.lists.items()]
    sentence = [told.sentence] if lists else []
    return "\n\n".join([_title(told), *sentence, *lists, _foot(told)]) + "\n"


def _title(told: Told) -> str:
    dataset, wording = told.edition.dataset, Wording(told.edition.dataset)
    measured = capitalize_first(" ".join(filter(None, (dataset.count.many, wording.per))))
    return f"{measured}, {wording.period(told.ranking.week)}, and the {wording.length} before"


def _lines(told: Told, *rows: Compared) -> list[str]:
    wording = Wording(told.edition.dataset)
    lines = [change_line(row, told.full_name(row.area, row.area.name), wording) for row in rows]
    return [f"{line} {FEW}" if _is_marked(row) else line for row, line in zip(rows, lines, strict=True)]


def _is_marked(row: Compared) -> bool:
    return is_few(row) and row.cases != row.cases_before


def _foot(told: Told) -> str:
    dataset = told.edition.dataset
    is_any_marked = any(_is_marked(row) for rows in told.lists.values() for row in rows)
    note = [f"{FEW} {capitalize_first(few(dataset))}."] if is_any_marked else []
    published = [f"Published {day(told.published_on)}."] if told.published_on else []
    return "\n".join([*note, " ".join([*published, dataset.source])])
