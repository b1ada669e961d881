"""Download one file, and resume where an earlier download broke off."""

from __future__ import annotations

import re
from http import HTTPStatus
from pathlib import Path

import requests

from app.fetch.failures import FailedForNow, TooLargeError
from app.fetch.folder import Show
from app.fetch.line import Line, length_of
from app.fetch.records import Record, Version, forget_record, read_record, write_record

_RANGE = re.compile(r"bytes ([0-9]+)-[0-9]+/([0-9]+|\*)")


def download(
    line: Line, address: str, part: Path, *, known: Version | None, at_most: int, show: Show
) -> Version | None:
    """Download into `part` and give the version that came; None where `known` is still the latest.

    What an earlier call left in `part` is gone on from. Raises Failed; what came is kept where it may be of use.
    """
    try:
        return line.retrying(lambda: _attempt(line, address, part, known, at_most, show))
    except TooLargeError:
        discard(part)
        raise


def discard(part: Path) -> None:
    """Remove the downloaded part of a file."""
    part.unlink(missing_ok=True)
    forget_record(part)


def _attempt(line: Line, address: str, part: Path, known: Version | None, at_most: int, show: Show) -> Version | None:
    begun = _begun(part, address)
    headers = {"Accept-Encoding": "identity"}  # ranges count the bytes that are sent
    if begun is not None:
        headers |= {"Range": f"bytes={part.stat().st_size}-", "If-Range": begun.if_same}
    elif known is not None:
        headers |= known.unless_same
    with line.ask(address, headers=headers) as answer:
        if answer.status_code == HTTPStatus.NOT_MODIFIED and known is not None and begun is None:
            return None
        total = _total(answer)
        start = _start(answer, part)
        if start == 0:
            _begin(part, address, answer)
        with part.open("ab") as file:
            for piece in line.pieces(answer, at_most, start):
                file.write(piece)
                show(file.tell(), total)
        if total is not None and part.stat().st_size != total:
            raise FailedForNow("The download broke off before its end.")
        return Version.of(answer)


def _begun(part: Path, address: str) -> Version | None:
    """Return the version of which a part is here already."""
    record = read_record(part, address)
    return record.versions[0] if record and part.exists() and part.stat().st_size else None


def _begin(part: Path, address: str, answer: requests.Response) -> None:
    """Prepare for a new version; only one that can be recognised is worth resuming."""
    discard(part)
    part.touch()
    version = Version.of(answer)
    if version.if_same and not _is_encoded(answer):
        write_record(part, Record(address, versions={0: version}))


def _start(answer: requests.Response, part: Path) -> int:
    """Return where an answer's bytes belong."""
    if answer.status_code == HTTPStatus.OK:
        return 0
    sent = _RANGE.fullmatch(answer.headers.get("Content-Range", ""))
    size = part.stat().st_size if part.exists() else 0
    if answer.status_code == HTTPStatus.PARTIAL_CONTENT and sent and int(sent[1]) == size > 0:
        return size
    discard(part)
    raise FailedForNow("The server sent another part of the file than the one asked for.")


def _total(answer: requests.Response) -> int | None:
    """Return the length of the whole file."""
    sent = _RANGE.fullmatch(answer.headers.get("Content-Range", ""))
    if sent:
        return None if sent[2] == "*" else int(sent[2])
    return None if _is_encoded(answer) else length_of(answer)


def _is_encoded(answer: requests.Response) -> bool:
    return answer.headers.get("Content-Encoding", "identity") != "identity"
