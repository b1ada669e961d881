"""`casemap editions`: list what was published, and withdraw it for good."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import click

from app.cli.describe import describe
from app.cli.main import Reason, main, printable
from app.editions import EditionsFolder
from app.editions.room import prune, room
from app.errors import CasemapError, EditionsError
from app.settings import Settings
from app.wording import Wording


@main.group(invoke_without_command=True)
@click.pass_context
def editions(context: click.Context) -> None:
    """List the editions that were published, the earliest week first, and the room that they take."""
    if context.invoked_subcommand is not None:
        return
    settings: Settings = context.obj
    folder = EditionsFolder(settings.editions_folder)
    lines = list(_lines(folder))
    click.echo(printable("\n".join(lines or ["Nothing is published yet."])))


def _lines(folder: EditionsFolder) -> Iterator[str]:
    pointer, taken = folder.pointer(), room(folder)
    for edition_id in folder.ids():
        is_current = pointer is not None and pointer.edition == edition_id
        try:
            edition = folder.open(edition_id)
        except CasemapError as error:
            yield f"{edition_id}  {error}"
        else:
            seen = "; readers see it" if is_current else ""
            period = Wording(edition.dataset).period(edition.week)
            own = f"{_in_megabytes(taken.own.get(edition_id, 0))} of its own"
            yield f"{edition_id}  {period}, published {edition.published_on}; {own}{seen}"
    if taken.own:
        yield f"All take {_in_megabytes(taken.total)}; what editions share is stored once."


def _in_megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB"


@editions.command("prune")
@click.pass_obj
def prune_unseen(settings: Settings) -> None:
    """Remove what readers never saw: editions that were never current, and what killed commands left.

    What was served stays, as it may be pinned anywhere. Only what is older than a day is removed. In a bucket, do not
    run this while something is being published.
    """
    folder = EditionsFolder(settings.editions_folder)
    with folder.changing():
        pruned = prune(folder, datetime.now(UTC))
    for edition_id in pruned.editions:
        click.echo(f"Edition {edition_id} is removed: readers never saw it.")
    click.echo(f"{_in_megabytes(pruned.size)} are free.")


@editions.command()
@click.argument("edition")
@click.option("--because", type=Reason(), required=True, help="Why. Whoever asks for the edition is told.")
@click.pass_obj
def withdraw(settings: Settings, edition: str, because: str) -> None:
    """Withdraw EDITION for good: every address of it answers 410, and it is not published again.

    Where readers see it, they get the one before, and stay with it until `casemap publish --resume`.
    """
    folder = EditionsFolder(settings.editions_folder)
    if edition not in folder.ids():
        raise EditionsError(f"There is no edition {edition[:40]}. `casemap editions` lists all.")
    withdraw_all(settings, [edition], because)


def withdraw_all(settings: Settings, edition_ids: Iterable[str], because: str) -> None:
    """Withdraw editions, and say what readers see now and what is to be purged elsewhere."""
    folder, gone = EditionsFolder(settings.editions_folder), list(edition_ids)
    with folder.changing():
        pointer = folder.pointer()
        was_seen = pointer is not None and pointer.edition in gone
        seen = folder.withdraw(gone, because, datetime.now(UTC).date())
    for edition_id in gone:
        click.echo(f"Edition {edition_id} is withdrawn: its addresses answer 410 within a second.")
    click.echo("Purge these where a proxy, a CDN or an article keeps them:")
    click.echo("\n".join(_kept_elsewhere(settings, gone, was_seen=was_seen)))
    if was_seen:
        said = describe(seen) if seen else ["Nothing is published any more."]
        click.echo("\n".join([*said, "Readers stay with that until `casemap publish --resume`."]))


def _kept_elsewhere(settings: Settings, edition_ids: Iterable[str], *, was_seen: bool) -> Iterator[str]:
    root = settings.public_url.rstrip("/")
    if was_seen:
        yield f"  {root}/* (pages, lists, embeds and data of what readers saw)"
    for edition_id in edition_ids:
        yield f"  {root}/editions/{edition_id}/*"
        yield f"  {root}/*edition={edition_id}* (embeds and pictures that name it)"
