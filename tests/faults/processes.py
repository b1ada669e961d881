"""Run casemap in processes of its own, and strike them where a test says.

They are forked from a process that has imported everything, so that a test can run hundreds. strace sees and strikes
what they ask of the kernel: a step is what reaches the disk or the database, not what the program takes for one.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from signal import SIGCONT
from threading import Lock

import pytest

from tests.faults.places import Place

WARM = get_context("forkserver")
WARM.set_forkserver_preload(["app.cli", "app.load", "app.publish.publish", "psycopg", "tests.faults.processes"])
ONE_AT_A_TIME = Lock()  # starting a process asks after all others, and an exit code can be read but once
SECONDS = 60  # that a process may take at most

MAKING = ("openat", "write", "pwrite64", "ftruncate", "rename", "unlink", "mkdir", "rmdir", "chmod")
ASKING = ("sendto",)  # a database server
NAMES = re.compile(r'["<]([^">]*)[">]')  # in a line of strace


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code, negative where a signal ended it, and all that it said."""

    code: int
    said: str

    @property
    def went_well(self) -> bool:
        return self.code == 0 and "Traceback" not in self.said

    @property
    def was_told(self) -> bool:
        """Tell whether it failed in a sentence."""
        return self.code == 1 and "Error: " in self.said and "Traceback" not in self.said


@dataclass(frozen=True)
class Step:
    """What a process asks of the kernel: the nth call of a name, as strace writes it."""

    call: str
    number: int
    line: str

    @property
    def kind(self) -> str:
        """Return the call and the files that it names, whatever numbers and hashes these have."""
        return " ".join([self.call, *(re.sub(r"[0-9a-f]{8,}|\d+", "#", name) for name in NAMES.findall(self.line))])


class Command:
    """A casemap command in a process of its own, which waits until it is told to go."""

    def __init__(self, environment: Mapping[str, str], *arguments: str | Path) -> None:
        self._said = Path(tempfile.mkstemp(prefix="casemap-said-")[1])
        waiting, self._told = WARM.Pipe()
        given = [str(argument) for argument in arguments]
        self._process = WARM.Process(target=_run, args=(waiting, dict(environment), given, self._said))
        with ONE_AT_A_TIME:
            self._process.start()
        waiting.close()
        self._told.recv()  # its steps are counted from here

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    def go(self) -> Command:
        self._told.send(None)
        return self

    def has_ended(self, seconds: float) -> bool:
        """Wait a while for it to end, and return whether it did."""
        return bool(wait([self._process.sentinel], seconds))

    def end(self) -> Ended:
        in_time = self.has_ended(SECONDS)
        if not in_time:
            self._process.kill()
        with ONE_AT_A_TIME:
            self._process.join()
            code = self._process.exitcode
        said = self._said.read_text()
        self._said.unlink()
        self._process.close()
        self._told.close()
        assert in_time, f"It did not end: {said}"
        assert code is not None
        return Ended(code, said)


def _run(waiting: Connection, environment: Mapping[str, str], arguments: list[str], said: Path) -> None:
    from app.cli import main

    os.environ.update(environment)
    with said.open("w") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    waiting.send(None)
    waiting.recv()
    main(arguments, prog_name="casemap")


def casemap(environment: Mapping[str, str], *arguments: str | Path) -> Ended:
    """Run a command to its end."""
    return Command(environment, *arguments).go().end()


class Tracer:
    """strace, with its hand on a process."""

    def __init__(self, command: Command, *options: str) -> None:
        if not shutil.which("strace"):
            pytest.skip("strace is not installed")
        self._process = subprocess.Popen(
            ["strace", "-f", "-y", "-s", "0", "-p", str(command.pid), *options], stderr=subprocess.PIPE, text=True
        )
        assert self._process.stderr is not None
        if "attached" not in (said := self._process.stderr.readline()):
            command.go().end()
            self.end()
            pytest.skip(f"strace may not trace processes here: {said}")

    def wait_until_stopped(self) -> None:
        """Wait until the process is stopped, or has ended before it came to that."""
        assert self._process.stderr is not None
        for line in self._process.stderr:
            if "--- stopped by SIGSTOP ---" in line:
                return

    def let_go(self) -> None:
        self._process.terminate()
        self.end()

    def end(self) -> None:
        self._process.communicate(timeout=SECONDS)


def trace(environment: Mapping[str, str], calls: Iterable[str], *arguments: str | Path) -> list[str]:
    """Run a command to its end and give what its process asked of the kernel, a line for each of the calls named."""
    command = Command(environment, *arguments)
    with tempfile.NamedTemporaryFile("r", prefix="casemap-trace-") as file:
        tracer = Tracer(command, "-o", file.name, "-e", f"trace={','.join(calls)}")
        own = f"{command.pid} "
        ended = command.go().end()
        tracer.end()
        lines = file.read().splitlines()
    assert ended.went_well, ended
    return list(_whole_lines(line.removeprefix(own).strip() for line in lines if line.startswith(own)))


def _whole_lines(lines: Iterable[str]) -> Iterator[str]:
    """Join what strace wrote of a call before and after a line of another thread, such as one that ended."""
    begun = ""
    for line in lines:
        if line.endswith("<unfinished ...>"):
            begun = line.removesuffix("<unfinished ...>").rstrip()
        elif line.startswith("<... "):
            yield begun + line.partition(" resumed>")[2]
        else:
            yield line


def steps_of(place: Place, *arguments: str | Path) -> list[Step]:
    """Run a command to its end and list the steps by which it changes its home or, with a server, asks that."""
    calls = ASKING if place.server else MAKING
    return list(_steps(trace(place.environment, calls, *arguments), str(place.home)))


def _steps(lines: Iterable[str], home: str) -> Iterator[Step]:
    numbers: Counter[str] = Counter()
    for line in lines:
        call = line.partition("(")[0]
        numbers[call] += 1
        changes = home in line and (call != "openat" or "O_CREAT" in line)
        if (changes or call in ASKING) and not re.search(r"\) += -1 ", line):
            yield Step(call, numbers[call], line)


def some_of_every_kind(steps: Sequence[Step], of_a_kind: int) -> list[Step]:
    """Choose steps evenly among those that do the same to files which are named alike."""
    kinds = groupby(sorted(steps, key=lambda step: step.kind), key=lambda step: step.kind)
    return [step for _, kind in kinds for step in evenly(list(kind), of_a_kind)]


def evenly(steps: Sequence[Step], at_most: int) -> list[Step]:
    """Choose the first and the last of steps, and others evenly between."""
    if len(steps) <= at_most:
        return list(steps)
    return [steps[place * (len(steps) - 1) // (at_most - 1)] for place in range(at_most)]


def struck(environment: Mapping[str, str], step: Step, *arguments: str | Path) -> Ended:
    """Run a command and kill it where it is about to take a step."""
    command = Command(environment, *arguments)
    tracer = Tracer(command, "-o", os.devnull, *_injecting(step, "KILL"))
    ended = command.go().end()
    tracer.end()
    return ended


class Stopped:
    """A command that was stopped as it took a step, and goes on when it is told to."""

    def __init__(self, environment: Mapping[str, str], step: Step, *arguments: str | Path) -> None:
        self._command = Command(environment, *arguments)
        tracer = Tracer(self._command, *_injecting(step, "STOP"))
        self._command.go()
        tracer.wait_until_stopped()
        tracer.let_go()

    def go_on(self) -> Ended:
        with suppress(ProcessLookupError):  # it may have ended without coming to the step
            os.kill(self._command.pid, SIGCONT)
        return self._command.end()


def _injecting(step: Step, signal: str) -> list[str]:
    return ["-e", f"trace={step.call}", "-e", f"inject={step.call}:signal={signal}:when={step.number}"]
