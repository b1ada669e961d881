"""Text files: decoding, and JSON."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from app.errors import BadFileError

MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8 with a byte order mark"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
    (b"", "utf-8", "UTF-8"),
)
TEXT_AT_MOST = 512 * 1024**2  # bytes: every published text file is smaller, and reading takes several times its size
_VALUES_AT_MOST = 10_000_000  # lists and objects of a JSON file: each takes many times what it takes in the file
NOT_TEXT = "".join(map(chr, (*range(0x09), *range(0x0E, 0x1A), *range(0x1B, 0x20))))
NO_TEXT = "It is not text in UTF-8, UTF-16 or Windows-1252. Save it as CSV in UTF-8, or download it again."
CORRECT = "Correct it, or download the file again."


def decode(content: bytes, encodings: Sequence[str] = (), *, is_start: bool = False) -> tuple[str, str]:
    r"""Decode UTF-8, UTF-16 with its mark, or else an encoding; give the text, lines ending in `\n`, and which it was.

    Where no encodings are given it is Windows-1252. Where `is_start` the last character may be cut. Raises UnicodeError
    for anything else, and for binary content.
    """
    mark, encoding, name = next(each for each in MARKS if content.startswith(each[0]))
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(content[len(mark) :], final=not is_start)
    except UnicodeDecodeError:
        if mark or is_mostly_utf8([content.decode("utf-8", errors="replace")]):
            raise
        text, name = _decode_as(content, encodings or ("windows-1252",))
    if any(character in text for character in NOT_TEXT):  # ten times as quick as a pattern
        raise UnicodeError("control characters")
    return text.replace("\r\n", "\n").replace("\r", "\n"), name


def _decode_as(content: bytes, encodings: Sequence[str]) -> tuple[str, str]:
    """Decode the first of these encodings that it can be in, and name it as people write it."""
    for encoding in encodings:
        with suppress(UnicodeDecodeError, LookupError):
            return content.decode(encoding), named(encoding)
    raise UnicodeError("no encoding")


def named(encoding: str) -> str:
    """Return the name of an encoding as people write it."""
    return "-".join(map(str.capitalize, encoding.split("-")))


def is_mostly_utf8(pieces: Iterable[str]) -> bool:
    """Return whether a text is damaged UTF-8 rather than Windows-1252, whose letters hardly ever form valid UTF-8.

    The pieces are decoded as UTF-8, with U+FFFD in the place of what is none.
    """
    counts = ((len(re.findall(r"[^\x00-\x7f\ufffd]", piece)), piece.count("\ufffd")) for piece in pieces)
    letters, others = map(sum, zip(*counts, strict=True))
    return letters >= others


def refuse_large(path: Path) -> None:
    """Raise BadFileError where a text is larger than any published one."""
    if path.stat().st_size > TEXT_AT_MOST:
        raise BadFileError("It is a text of more than 512 MB, larger than any published file. Load it in parts.")


def read_text(path: Path, encoding: str = "") -> tuple[str, tuple[str, ...]]:
    """Read a text file, and note its encoding unless it is plain UTF-8; raises BadFileError where it is no text."""
    refuse_large(path)
    try:
        text, found = decode(path.read_bytes(), (encoding,) if encoding else ())
    except UnicodeError:
        raise BadFileError(NO_TEXT) from None
    return text, () if found == "UTF-8" else (f"Read as {found}.",)


def read_json(path: Path) -> Any:
    """Read a JSON file; raises BadFileError where it is not whole, or is a server's message about an error."""
    text, _ = read_text(path)
    if text.count("[") + text.count("{") > _VALUES_AT_MOST:
        raise BadFileError(f"The JSON holds more than {_VALUES_AT_MOST:,} lists and objects. Load it in parts.")
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadFileError(f"The JSON breaks off: {error.msg}. Download it again.", row=error.lineno) from None
    except ValueError:
        raise BadFileError("The JSON holds a number of thousands of digits. Download it again.") from None
    except RecursionError:
        raise BadFileError("The JSON is nested too deeply to be a published file.") from None
    if problem := server_error(value):
        raise BadFileError(problem)
    return value


def server_error(value: Any) -> str:
    """Say what a server's message about an error says; empty where a JSON value is none."""
    if not isinstance(value, dict) or not isinstance(value.get("error"), dict):
        return ""
    said = str(value["error"].get("message", ""))[:200]
    return f'It holds a server\'s error message ("{said}"), not data. Download it again.'
