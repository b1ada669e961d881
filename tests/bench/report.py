"""The report: lines of a table in Markdown, and under what circumstances they were measured."""

from __future__ import annotations

import platform
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("folium", "geopandas", "granian", "playwright")


@dataclass(frozen=True)
class Row:
    """A line of the table; `held` is None where there is nothing to reach."""

    what: str
    to_reach: str
    reached: str
    held: bool | None = None

    def __str__(self) -> str:
        held = {True: "yes", False: "**no**", None: ""}[self.held]
        return f"| {self.what} | {self.to_reach} | {self.reached} | {held} |"


def at_most(what: str, reached: float, most: float, unit: str, remark: str = "") -> Row:
    """Hold a figure against the most that it may be."""
    return Row(what, f"at most {most:,g}{unit}", f"{_rounded(reached)}{unit}{remark}", reached <= most)


def at_least(what: str, reached: float, least: float, unit: str, remark: str = "") -> Row:
    """Hold a figure against the least that it may be."""
    return Row(what, f"at least {least:,g}{unit}", f"{_rounded(reached)}{unit}{remark}", reached >= least)


def plain(what: str, reached: float, unit: str, remark: str = "") -> Row:
    """Tell a figure that there is nothing to hold against."""
    return Row(what, "", f"{_rounded(reached)}{unit}{remark}")


def _rounded(figure: float) -> str:
    return f"{figure:,.0f}" if figure >= 100 else f"{figure:.3g}"


def as_markdown(rows: Iterable[Row], programs: Iterable[str]) -> str:
    """Return the table, under a line that says what measured it."""
    head = ("| what | to reach | reached | held |", "|---|---|---|---|")
    return "\n".join((f"{_circumstances(programs)}\n", *head, *map(str, rows), ""))


def _circumstances(programs: Iterable[str]) -> str:
    packages = [f"{name} {version(name)}" for name in PACKAGES]
    described = [f"Python {platform.python_version()}", *packages, *map(_version_of, programs)]
    return f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {_machine()}; {', '.join(described)}."


def _machine() -> str:
    facts = Path("/proc/cpuinfo").read_text()
    models = [line.partition(": ")[2] for line in facts.splitlines() if line.startswith("model name")]
    load = Path("/proc/loadavg").read_text().split()[0]
    return f"{len(models)} cores of {models[0]}, load average {load} at the end"


def _version_of(program: str) -> str:
    option = "--version" if program == "chromium" else "-v"
    said = subprocess.run([program, option], capture_output=True, text=True)
    return (said.stdout or said.stderr).splitlines()[0].partition(" [")[0]
