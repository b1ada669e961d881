"""`casemap fetch`: download boundaries and case counts."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from app.cli.load import load_quietly
from app.cli.main import main
from app.cli.progress import bar
from app.cli.publish import SAMPLE_OF, publish_unless_published
from app.domain import Shape
from app.editions import EditionsFolder
from app.errors import FetchError
from app.settings import Settings


@main.command()
@click.argument("what", type=click.Choice(["boundaries", "cases"]), required=False)
@click.option(
    "--take-up",
    is_flag=True,
    help="Where the map has no boundaries yet, fetch them quietly, once a day at most, then load and publish them.",
)
@click.pass_context
def fetch(context: click.Context, what: str | None, take_up: bool) -> None:
    """Download boundaries, case counts or, unless one is named, both into geodata/.

    What has not changed is not downloaded again, and what breaks off is gone on with. What comes is checked before it
    replaces anything. The addresses are settings; CASEMAP_FETCH=never refuses.

    Then load it. The archive of counts does not say when it was published, so say it:

    \b
        casemap load geodata/boundaries.geojson
        casemap load geodata/cases.zip --published YYYY-MM-DD
    """
    from app.fetch import fetch_boundaries, fetch_cases

    settings: Settings = context.obj
    if settings.dataset.readers != SAMPLE_OF and not take_up:
        raise FetchError(f"Nothing of {settings.dataset.slug} can be fetched: download its files and load them.")
    if take_up:
        _take_up_boundaries(settings)
        return
    fetches = {"boundaries": (fetch_boundaries, _areas_come), "cases": (fetch_cases, bytes_come)}
    failed = False
    for name in [what] if what else list(fetches):
        fetcher, say = fetches[name]
        try:
            with bar(f"Fetching {name}", say) as show:
                fetched = fetcher(settings, show=show)
        except FetchError as error:  # the other may still come
            click.echo(f"Error: {error}", err=True)
            failed = True
        else:
            click.echo(
                f"{fetched.path}: {fetched.described if fetched.changed else 'nothing new; it was left as it is'}"
            )
    if failed:
        context.exit(1)


def _take_up_boundaries(settings: Settings) -> None:
    from app.fetch import fetch_boundaries_once_a_day

    if settings.dataset.readers != SAMPLE_OF:  # what is fetched is of no other place
        return
    edition = EditionsFolder(settings.editions_folder).current()
    if edition.shape is Shape.MAP:
        return
    path = fetch_boundaries_once_a_day(settings, datetime.now(UTC).date(), click.echo)
    if path is None:
        return
    from app.publish.choices import Choices
    from app.store import open_store

    is_sample = edition.facts["is_sample"]
    with open_store(settings.sample_store_url if is_sample else settings.store_url) as store:
        load_quietly(settings, store, [path])
        publish_unless_published(settings, store, Choices(settings.dataset, is_sample=is_sample))
    if EditionsFolder(settings.editions_folder).current().shape is Shape.MAP:
        click.echo("Boundaries have come: reload the page to see the map.")


def bytes_come(done: int, total: int | None) -> str:
    """Say how many bytes have come."""
    return f"{done / 1024**2:,.1f} MB" + (f" of {total / 1024**2:,.1f} MB" if total else "")


def _areas_come(done: int, total: int | None) -> str:
    return f"{done:,} areas" + (f" of {total:,}" if total else "")
