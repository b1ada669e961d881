"""`casemap releases`: list what was loaded, and withdraw it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from app import wording
from app.cli.main import Reason, main, printable
from app.errors import ReleaseError
from app.settings import Settings

if TYPE_CHECKING:  # pandas takes a second to start, so a command imports it when it needs it
    from app.store.loaded import LoadedRelease


@main.group(invoke_without_command=True)
@click.pass_context
def releases(context: click.Context) -> None:
    """List the releases of counts that were loaded, in the order of publication."""
    if context.invoked_subcommand is not None:
        return
    from app.store import open_store
    from app.store.loaded import list_releases

    settings: Settings = context.obj
    with open_store(settings.store_url) as store, store.reading() as connection:
        loaded = list_releases(connection)
    for one in loaded:
        click.echo(printable("\n".join(_lines(one, wording.Wording(settings.dataset)))))
    if not loaded:
        click.echo("No release of counts is loaded.")


def _lines(loaded: LoadedRelease, words: wording.Wording) -> Iterator[str]:
    yield f"{loaded.release.id}  {loaded.file_name}, loaded {loaded.loaded_at:%Y-%m-%d %H:%M}"
    if loaded.withdrawn_at is not None:
        yield f"  withdrawn {loaded.withdrawn_at:%Y-%m-%d %H:%M}: {loaded.withdrawn_because}"
    for spoken in loaded.spoken:
        periods = wording.counted(spoken.weeks, words.week, words.weeks)
        yield f"  {spoken.level}: {periods} to {wording.day(spoken.latest)}"


@releases.command()
@click.argument("release")
@click.option("--because", type=Reason(), required=True, help="Why. Readers are told, too.")
@click.pass_obj
def withdraw(settings: Settings, release: str, because: str) -> None:
    """Take RELEASE out: what it alone said is gone, and what was known before it counts again.

    Its file is not loaded again by itself, only with `load --accept withdrawn`. Readers see what they saw until
    `casemap publish`, and from then on that it was withdrawn, and why.
    """
    from app.store import open_store
    from app.store.loaded import list_releases
    from app.store.loaded import withdraw as take_out

    with open_store(settings.store_url) as store, store.writing() as connection:
        loaded = {one.release.id: one for one in list_releases(connection)}
        if release not in loaded:
            nearest = "".join(f" {near} is the nearest." for near in get_close_matches(release, loaded, n=1))
            raise ReleaseError(f"There is no release {release}.{nearest} `casemap releases` lists all.")
        if loaded[release].withdrawn_at is not None:
            raise ReleaseError(f"{release} was withdrawn before: {loaded[release].withdrawn_because}")
        changed = take_out(connection, loaded[release], because, datetime.now(UTC))
    click.echo(
        f"{release} is withdrawn: {wording.counted(changed, 'value')} that it had changed "
        f"{'is' if changed == 1 else 'are'} as before it. Say `casemap publish` to show readers."
    )
