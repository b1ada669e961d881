"""Read a definition from its file, or report everything that is wrong with it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.dataset.checks import check
from app.dataset.definition import Dataset
from app.dataset.lines import line_of, lines_of
from app.errors import DefinitionError

DEFINITION = "casemap.toml"  # in the folder of its data
SHIPPED = Path(__file__).parent.parent.parent / "geodata"
DEFAULT = SHIPPED / "england.toml"  # what holds where no other is named

_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_MENDS = (
    ("Cannot overwrite", "This key was there before: say it once"),
    (
        "Cannot declare",
        "This table was there before: say all of it under one heading, or begin each of several as [[levels]] do",
    ),
    ("Invalid value", "This value is none: texts stand in quotes, true and false in small letters"),
    ("Expected '='", "A key, the sign = and a value must stand here, or a [table]"),
    ("Expected newline", "Something follows a value: a text stands in one pair of quotes, each key on its own line"),
    ("Unclosed array", "A list is not closed: end it with ]"),
    ("Unclosed inline table", "A table is not closed: end it with }"),
    ("Illegal character", "A text is not closed, or has a character that none may have"),
    ("Unterminated string", "A text is not closed: end it with a quote"),
    ("Unescaped '\\'", "A backslash in a text: put the text in single quotes, or write two"),
)


def read_dataset(path: Path) -> Dataset:
    """Read a definition: a file, or a folder's casemap.toml.

    Raises DefinitionError with all that is wrong, each with its line.
    """
    file = path / DEFINITION if path.is_dir() else path
    text = _text_of(file)
    dataset, problems = check(_table_of(file, text))
    if problems:
        lines = lines_of(text)
        told = sorted({(line_of(lines, problem.place), problem.sentence) for problem in problems})
        raise DefinitionError(str(file), [f"line {line}: {sentence}" for line, sentence in told])
    return dataset if dataset.slug else replace(dataset, slug=_slug_of(file))


def _text_of(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise DefinitionError(str(file), ["There is no such file: say where the definition is."]) from None
    except OSError as error:
        raise DefinitionError(str(file), [f"It cannot be read: {error.strerror}."]) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise DefinitionError(str(file), [f"line {line}: This is not UTF-8. Save the file as UTF-8."]) from None


def _table_of(file: Path, text: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError(str(file), [_as_sentence(str(error), text)]) from None
    except RecursionError:
        raise DefinitionError(str(file), ["Its lists and tables lie too deep in one another."]) from None


def _as_sentence(error: str, text: str) -> str:
    """Say what is wrong with the TOML, where, and what to do."""
    at = _AT.search(error)
    said = error[: at.start()] if at else error
    mend = next((sentence for begin, sentence in _MENDS if said.startswith(begin)), f"{said}: this is not TOML")
    if at and at[1]:
        return f"line {at[1]}: {mend} (column {at[2]})."
    return f"line {len(text.rstrip().splitlines()) or 1}: {mend} (at the end of the file)."


def _slug_of(file: Path) -> str:
    """Make a slug from the file's name, or from its folder's where the file has the usual name."""
    name = file.resolve().parent.name if file.name == DEFINITION else file.stem
    slug = re.sub("[^a-z0-9]+", "-", name.lower()).strip("-")[:40].rstrip("-")
    return slug if re.match("[a-z]", slug) else f"map-{slug}".rstrip("-")[:40]
