"""Write the whole public site, so that no reader ever sees half of one.

What never changes comes first, then data, then pages, and what no page leads to any more goes last.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.editions import EditionsFolder, StoredEdition
from app.errors import ExportError
from app.export import answers
from app.export.addresses import first_addresses
from app.export.answers import Answer, Asking
from app.export.headers import rules
from app.export.names import INDEX, NOT_FOUND, Address, Names
from app.export.target import HEADERS, MANIFEST, OWN, Kept, Target
from app.settings import Settings

FORMAT = 1
BATCH = 24  # addresses that a process is given at once
FEW = 400  # for so many addresses no other process is begun
PAGE = "text/html"


@dataclass(frozen=True)
class Exported:
    """The outcome: files by what became of them, and what is there now, compressed forms included."""

    edition: str
    written: int
    kept: int
    removed: int
    files: int
    size: int
    lost: Mapping[str, str]


def export_site(settings: Settings, address: str, *, workers: int) -> Exported:
    """Write the site of the current edition to a folder or a bucket.

    Raises ExportError where that fails; what was there before is unchanged.
    """
    if not settings.public_url:
        raise ExportError(
            "CASEMAP_PUBLIC_URL is not set: feeds, the sitemap and cards name the site's whole address. All links are "
            "relative, so that the same files work at any other address too."
        )
    target = Target(address)
    before = _Before.read(target)
    with target.staging() as folder:
        asking = Asking(settings, before.digests, folder)
        edition = asking.application.extensions["casemap"].current()
        asked = _ask_all(settings, asking, edition, before.digests, folder, workers)
        _check(asked, edition)
        return _switch(settings, target, before, edition, asked)


@dataclass(frozen=True)
class _Before:
    """What lies at the target: the files by the names of their answers, and of which edition; none the first time."""

    edition: str
    withdrawn: list[str]
    kept: Mapping[str, Kept]
    digests: Mapping[str, str]  # of what is there as it was written, by name

    @classmethod
    def read(cls, target: Target) -> _Before:
        manifest, there = target.read(MANIFEST), target.sizes()
        if manifest is None:
            if any(not name.startswith(f"{OWN}/") for name in there):
                raise ExportError("There are files that `casemap export` did not write: name a folder of its own.")
            return cls("", [], {}, {})
        if manifest.get("format") != FORMAT:
            raise ExportError("Another version of Casemap wrote what is there: export to a new folder.")
        kept = {name: Kept(*facts) for name, facts in manifest["files"].items()}
        whole = {name: each.digest for name, each in kept.items() if all(file in there for file in each.files)}
        return cls(manifest["edition"], manifest["withdrawn"], kept, whole)


def _ask_all(
    settings: Settings,
    asking: Asking,
    edition: StoredEdition,
    known: Mapping[str, str],
    folder: Path,
    workers: int,
) -> dict[str, Answer]:
    """Ask for every address, and for those that pages lead to, until there is no other."""
    names, found = Names(asking.application), dict[str, Address]()
    for path, query in first_addresses(asking.application, edition, f"{settings.public_url}/"):
        name = names.of(path, query)
        if name is None:
            raise ExportError(f"/{path} cannot be kept as a file.")
        found[name] = (path, query)
    found[NOT_FOUND] = answers.address_of_not_found()
    if len(found) < FEW or workers == 1:
        return _ask_here(asking, found)
    with _processes(workers, settings, known, folder) as processes:
        return _ask_in(processes, found)


def _ask_here(asking: Asking, found: dict[str, Address]) -> dict[str, Answer]:
    asked: dict[str, Answer] = {}
    while wanted := {name: address for name, address in found.items() if name not in asked}:
        for name, address in wanted.items():
            asked[name] = asking.ask(name, address)
            found.update({other: there for other, there in asked[name].leads_to.items() if other not in found})
    return asked


@contextmanager
def _processes(workers: int, *given: Any) -> Iterator[Executor]:
    context = multiprocessing.get_context("spawn")  # threads of a bucket's file system do not live through a fork
    with ProcessPoolExecutor(workers, context, initializer=answers.begin, initargs=given) as processes:
        try:
            yield processes
        except BaseException:
            processes.shutdown(cancel_futures=True)
            raise


def _ask_in(processes: Executor, found: dict[str, Address]) -> dict[str, Answer]:
    asked: dict[str, Answer] = {}
    under_way: set[Future[list[Answer]]] = set()
    wanted: list[tuple[str, Address]] = list(found.items())
    while wanted or under_way:
        batches = (wanted[first : first + BATCH] for first in range(0, len(wanted), BATCH))
        under_way |= {processes.submit(answers.ask_all, dict(batch)) for batch in batches}
        done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
        came = [answer for each in done for answer in each.result()]
        asked.update({answer.name: answer for answer in came})
        new = {name: there for answer in came for name, there in answer.leads_to.items() if name not in found}
        found.update(new)
        wanted = list(new.items())
    return asked


def _check(asked: Mapping[str, Answer], edition: StoredEdition) -> None:
    if any(answer.edition != edition.id for answer in asked.values()):
        raise ExportError("Another edition was published meanwhile: nothing was changed. Export again.")


def _switch(
    settings: Settings, target: Target, before: _Before, edition: StoredEdition, asked: Mapping[str, Answer]
) -> Exported:
    withdrawn = sorted(EditionsFolder(settings.editions_folder).withdrawals())
    now = {name: _kept(answer, target) for name, answer in asked.items()}
    left = _left(before, now, edition.id, is_kept=withdrawn == before.withdrawn)
    gone = {name: each for name, each in before.kept.items() if name not in now and name not in left}
    new = [answer for answer in asked.values() if answer.staged]

    def remember(files: Mapping[str, Kept]) -> None:
        facts = {name: (each.file, each.digest, each.has_forms, each.stays, each.left) for name, each in files.items()}
        target.write(MANIFEST, {"format": FORMAT, "edition": edition.id, "withdrawn": withdrawn, "files": facts})

    whole = {**left, **now}
    if new or gone or whole != before.kept or edition.id != before.edition:
        # Whatever stops this half way, what is being changed is known to be no more what it was.
        changing = {answer.name for answer in new} | set(gone)
        remember(
            {name: replace(each, digest="") if name in changing else each for name, each in {**gone, **whole}.items()}
        )
        for part in _in_order(new):
            target.put((answer, now[answer.name]) for answer in part)
        target.remove(file for each in gone.values() for file in each.files)
        target.write(HEADERS, rules(asked.values()))
        remember(whole)
    sizes = {file: size for file, size in target.sizes().items() if not file.startswith(f"{OWN}/")}
    lost = {address: answer.name for answer in asked.values() for address in answer.lost}
    return Exported(edition.id, len(new), len(whole) - len(new), len(gone), len(sizes), sum(sizes.values()), lost)


def _left(before: _Before, now: Mapping[str, Kept], edition: str, *, is_kept: bool) -> dict[str, Kept]:
    """Return the files that earlier pages may still request: they stay until the edition after the next is there."""
    if not is_kept:  # what was withdrawn must go
        return {}
    gone = {name: each for name, each in before.kept.items() if name not in now and each.stays}
    return {name: replace(each, left=each.left or edition) for name, each in gone.items() if each.left in ("", edition)}


def _kept(answer: Answer, target: Target) -> Kept:
    """Name the file of an answer; pages have a suffix in a folder, which cannot hold `data` beside `data/...` else."""
    is_suffixed = answer.mimetype == PAGE and (target.is_folder or answer.name in (INDEX, NOT_FOUND))
    file = f"{answer.name}.html" if is_suffixed else answer.name
    return Kept(file, answer.digest, bool(answer.forms), answer.stays)


def _in_order(new: Iterable[Answer]) -> list[list[Answer]]:
    """Sort what is to be written: what never changes, then data, then pages, at last that which readers open first."""

    def turn(answer: Answer) -> int:
        if answer.stays:
            return 0
        return 3 if answer.name == INDEX else 2 if answer.mimetype == PAGE else 1

    parts: list[list[Answer]] = [[], [], [], []]
    for answer in new:
        parts[turn(answer)].append(answer)
    return parts
