"""`casemap doctor`: whether an installation works, and what to do if it does not."""

from __future__ import annotations

import os
import resource
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import click

from app.cli.main import main, printable
from app.cli.serve import CONNECTIONS, OTHER_FILES
from app.editions import EditionsFolder, overdue_of
from app.errors import CasemapError, NoEditionError
from app.redact import redacted_address
from app.settings import Settings
from app.update.kept import ends_of
from app.wording import Wording, counted, day

ROOT = Path(__file__).parent.parent.parent
ROOM = 1_000_000_000  # bytes that are to be free: loading and publishing 7,000 areas write a fifth of that
OLD = 7  # days since publication, on which a weekday's publisher is late by any account: where it is not said when


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: whether it is right, what was seen, and what to do where something is not."""

    state: Literal["ok", "look", "wrong"]
    seen: str
    todo: str = ""


@main.command()
@click.pass_context
def doctor(context: click.Context) -> None:
    """Check this installation and its settings, and say what to do about what is not right.

    Nothing is changed. It ends with 1 where something is wrong; what is worth a look is not.
    """
    findings = list(examine(context.obj, datetime.now(UTC)))
    for finding in findings:
        click.echo(printable(f"{finding.state:5}  {finding.seen}"))
        if finding.todo:
            click.echo(printable(f"       {finding.todo}"))
    if any(finding.state == "wrong" for finding in findings):
        context.exit(1)


def examine(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Look at everything that an operator can put right."""
    looks: tuple[Callable[[Settings], Iterator[Finding]], ...] = (_build, _home, _store, _updates, _addresses, _limits)
    for look in looks:
        yield from look(settings)
    yield from _editions(settings, now)


def _build(_settings: Settings) -> Iterator[Finding]:
    for what, made in (
        ("The front end", ROOT / "static" / "dist" / "manifest.json"),
        ("The land and towns around maps", ROOT / "geodata" / "world" / "dist" / "land.tsv.gz"),
    ):
        if made.is_file():
            yield Finding("ok", f"{what}: built.")
        else:
            yield Finding("wrong", f"{what}: not built.", "Run `make setup`.")


def _home(settings: Settings) -> Iterator[Finding]:
    home = settings.home.absolute()
    there = next(folder for folder in (home, *home.parents) if folder.is_dir())
    free = shutil.disk_usage(there).free
    if not os.access(there, os.W_OK):
        yield Finding(
            "look", f"Home {home}: this user cannot write there.", "Serving works; load and publish as another."
        )
    elif free < ROOM:
        yield Finding("wrong", f"Home {home}: {free // 10**6:,} MB are free.", "Make room: a load may need 1 GB.")
    else:
        yield Finding("ok", f"Home {home}: can be written, {free // 10**9:,} GB are free.")


def _store(settings: Settings) -> Iterator[Finding]:
    from app.store import open_store
    from app.store.damage import damage_of
    from app.store.dataset import refuse_other_dataset
    from app.store.loaded import list_releases

    place = redacted_address(settings.store_url)
    if not settings.database_url and not (settings.home / "casemap.db").is_file():
        yield Finding("look", f"Store {place}: nothing is loaded.", "Run `casemap load` with what was published.")
        return
    try:
        with open_store(settings.store_url) as store, store.reading() as connection:
            refuse_other_dataset(connection, settings.dataset.slug)
            loaded = [one for one in list_releases(connection) if one.withdrawn_at is None]
            damage = damage_of(connection)
    except CasemapError as error:
        yield Finding("wrong", f"Store {place}.", str(error))
        return
    latest = f", the latest of {day(loaded[-1].release.published_on)}" if loaded else ""
    if damage:
        yield Finding("wrong", f"Store {place}: damaged ({damage}).", "Restore a backup with `casemap restore`.")
    else:
        yield Finding("ok", f"Store {place}: {counted(len(loaded), 'release')} of counts{latest}.")


def _updates(settings: Settings) -> Iterator[Finding]:
    for last in list(ends_of(settings.home))[-1:]:
        seen = f"The last update, on {day(last.at.date())}: {last.outcome}."
        todo = "Run `casemap update` to see why; docs/operation.md has what each outcome means."
        yield Finding("wrong", seen, todo) if last.exit_code else Finding("ok", seen)


def _addresses(settings: Settings) -> Iterator[Finding]:
    public = settings.public_url
    if not public:
        yield Finding(
            "look",
            "CASEMAP_PUBLIC_URL is not set: links and cards take the host that a reader asked.",
            "Set it where readers come from outside.",
        )
        return
    yield Finding("ok", f"Readers find the site at {public}.")
    if public.startswith("https:") and not settings.trusted_proxies:
        yield Finding(
            "look",
            "Readers come by https and no proxy is trusted: Casemap speaks plain HTTP itself.",
            "Set CASEMAP_TRUSTED_PROXIES=1 if a proxy stands in front.",
        )
    if not settings.hosts:
        yield Finding("look", "CASEMAP_HOSTS is not set: any host is answered.", "Name the hosts of the site there.")


def _limits(_settings: Settings) -> Iterator[Finding]:
    needed = CONNECTIONS + OTHER_FILES
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if hard in range(needed):
        yield Finding(
            "look",
            f"A process may open {hard:,} files: a worker takes that many connections less {OTHER_FILES}.",
            f"Raise the hard limit (LimitNOFILE= of a service) to {needed:,}.",
        )
    else:
        yield Finding("ok", f"A worker can take {CONNECTIONS:,} connections.")


def _editions(settings: Settings, now: datetime) -> Iterator[Finding]:
    editions = EditionsFolder(settings.editions_folder)
    try:
        standing = editions.standing()
    except NoEditionError as error:
        yield Finding("look", "Editions: nothing is published.", str(error))
        return
    except CasemapError as error:
        yield Finding("wrong", "Editions: the current one cannot be read.", str(error))
        return
    edition = standing.edition
    if standing.problem:
        yield Finding("wrong", f"Readers see edition {edition.id}, an older one.", standing.problem)
    else:
        yield Finding("ok", f"Readers see edition {edition.id}, whose files are whole.")
    if editions.held():
        yield Finding(
            "look", "A rollback holds: nothing new is published.", "Run `casemap publish --resume` when it may."
        )
    newer = "Load newer files, or set CASEMAP_ARCHIVED_ON where none will come."
    age, overdue = (now.date() - edition.published_on).days, overdue_of(edition, settings, now)
    if overdue:
        yield Finding("look", Wording(edition.dataset).overdue(overdue, edition.week), newer)
    elif edition.dataset.due is None and settings.archived_on is None and age > OLD:
        yield Finding("look", f"What readers see was published {age:,} days ago.", newer)
