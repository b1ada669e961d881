"""Loading and publishing say how far they have come, and nothing where they are to be quiet."""

from __future__ import annotations

import os
import pty
import subprocess
from pathlib import Path

from tests.conftest import SMALL, Casemap
from tests.serving import CASEMAP


def at_a_terminal(home: Path, *arguments: str) -> str:
    """Run a command whose messages go to a terminal, and give them."""
    controlling, terminal = pty.openpty()
    environment = {**os.environ, "CASEMAP_HOME": str(home), "TERM": "xterm", "COLUMNS": "100"}
    with subprocess.Popen([str(CASEMAP), *arguments], env=environment, stdout=terminal, stderr=terminal) as process:
        os.close(terminal)
        told = bytearray()
        try:
            while read := os.read(controlling, 65_536):
                told += read
        except OSError:  # the other end was closed
            pass
        assert process.wait() == 0, told
    os.close(controlling)
    return told.decode()


def test_a_terminal_is_shown_each_file_and_each_stage(home: Path) -> None:
    loading, publishing = at_a_terminal(home, "load", str(SMALL)), at_a_terminal(home, "publish")

    assert all(path.name in loading for path in SMALL.iterdir())
    stages = ("reading what was loaded", "where areas are", "working out files", "storing files", "100%")
    assert sorted(stages, key=publishing.index) == list(stages)


def test_elsewhere_there_are_plain_lines(casemap: Casemap) -> None:
    results = casemap("load", SMALL), casemap("publish")

    assert [result.stderr.splitlines()[0] for result in results] == ["Loading", "Publishing"]
    assert not any("\r" in result.output or "\x1b" in result.output for result in results)


def test_a_quiet_command_says_nothing_but_what_is_wrong(casemap: Casemap) -> None:
    assert [casemap("--quiet", *command).output for command in (("load", SMALL), ("publish",))] == ["", ""]

    wrong = casemap("--quiet", "rollback")

    assert wrong.exit_code == 1
    assert wrong.output.startswith("Error:")
