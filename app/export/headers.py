"""The headers that a file server is to send: a few rules by patterns of addresses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

from app.export.answers import Answer


def rules(answers: Iterable[Answer]) -> list[dict[str, Any]]:
    """Return each set of headers, and the patterns of its addresses: `*` stands for anything but a slash."""
    patterns: dict[tuple[tuple[str, str], ...], set[str]] = defaultdict(set)
    for answer in answers:
        patterns[answer.headers].add(pattern_of(answer.name))
    return [{"headers": dict(headers), "addresses": sorted(those)} for headers, those in sorted(patterns.items())]


def pattern_of(name: str) -> str:
    """Return the pattern of an answer's address: areas/*/*, hotspots-*, editions/*/layers/*.json."""
    first, *others = name.split("/")
    if not others:
        stem, dash, _ = PurePosixPath(first).stem.partition("-")
        return f"{stem}{'-*' if dash else ''}{PurePosixPath(first).suffix}"
    *folders, last = others
    folders = (
        [folder if place else "*" for place, folder in enumerate(folders)]
        if first == "editions"
        else ["*"] * len(folders)
    )
    suffix = PurePosixPath(last).suffix if "." in last else ""
    return "/".join((first, *folders, f"*{suffix}"))
