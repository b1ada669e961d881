"""Imports run one way, so that a file's way to the reader can be followed by the folder list."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "app"

GROUND = {"errors", "domain", "cells", "dataset", "redact", "settings", "disk"}
MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "redact": set(),
    "disk": set(),
    "logs": set(),
    "domain": {"errors"},
    "cells": {"domain"},
    "dataset": {"errors", "domain"},
    "settings": {"errors", "domain", "dataset", "redact"},
    "sources": GROUND,
    "geography": GROUND,
    "store": GROUND,
    "statistics": GROUND,
    "disclosure": GROUND,
    "withholding": GROUND,
    "editions": GROUND | {"statistics"},
    "audit": GROUND | {"editions"},
    "corners": {"editions"},
    "view": GROUND | {"corners", "editions", "statistics"},
    "options": GROUND | {"corners", "editions", "statistics", "view", "wording"},
    "finding": GROUND | {"editions", "options"},
    "wording": GROUND | {"statistics"},
    "fetch": GROUND | {"sources"},
    "propose": GROUND | {"sources", "geography", "wording"},
    "world": GROUND,
    "load": GROUND | {"sources", "geography", "store", "statistics", "wording", "world"},
    "pages": GROUND | {"editions", "statistics"},
    "publish": GROUND
    | {
        "audit",
        "load",
        "pages",
        "geography",
        "store",
        "statistics",
        "disclosure",
        "withholding",
        "editions",
        "wording",
        "world",
    },
    "trace": GROUND | {"sources", "load", "store", "statistics", "disclosure", "editions"},
    "update": GROUND | {"sources", "fetch", "store", "load", "publish", "editions", "statistics"},
    "bulk": GROUND | {"editions", "statistics", "wording"},
    "pictures": GROUND | {"corners", "editions", "statistics", "view", "wording"},
    "web": GROUND
    | {"bulk", "corners", "editions", "finding", "logs", "options", "pictures", "statistics", "view", "wording"},
    "export": GROUND | {"editions", "options", "web"},
    "cli": GROUND
    | {
        "audit",
        "sources",
        "fetch",
        "store",
        "load",
        "publish",
        "update",
        "editions",
        "export",
        "finding",
        "logs",
        "options",
        "pictures",
        "propose",
        "statistics",
        "trace",
        "wording",
    },
    "__init__": {"settings", "web"},
}
HEAVY = {"pandas", "geopandas", "shapely", "sqlalchemy", "folium", "pyogrio", "granian", "click", "arro3", "numpy"}


def part_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported_names(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_what_comes_before_it(path: Path) -> None:
    parts = {name.split(".")[1] for name in imported_names(path) if name.startswith("app.")}

    assert parts - {part_of(path)} <= MAY_IMPORT[part_of(path)]


@pytest.mark.parametrize("path", sorted((ROOT / "web").rglob("*.py")), ids=lambda path: path.name)
def test_the_web_tier_needs_none_of_what_makes_editions(path: Path) -> None:
    assert not {name.split(".")[0] for name in imported_names(path)} & HEAVY
