"""`casemap publish`, `sample`, `status` and `rollback`: what readers see."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app import wording
from app.cli.audit import in_a_line, in_short
from app.cli.describe import describe, describe_standing
from app.cli.editions import withdraw_all
from app.cli.load import load_quietly
from app.cli.main import Day, main
from app.cli.progress import stages
from app.dataset import DEFAULT
from app.domain import Period
from app.editions import EditionsFolder, overdue_of
from app.errors import DamagedEditionError, HeldError, NoEditionError
from app.settings import Settings
from app.wording import Wording

if TYPE_CHECKING:  # pandas and GDAL take a second to start, so a command imports them when it needs them
    from app.publish.choices import Choices
    from app.store import Store

TOLD = ("week_start", "week_end", "published_on", "passed_over", "levels", "releases")
SAMPLE_OF = DEFAULT.stem
SAMPLE = Path(__file__).parent.parent.parent / "geodata" / "sample"


@main.command()
@click.option("--as-of", type=Day(), help="Build from what was published by this day (YYYY-MM-DD).")
@click.option("--accept-incomplete", type=Day(), help="Take this day as the period's last though data is missing.")
@click.option("--preview", is_flag=True, help="Say what would change for readers, and publish nothing.")
@click.option("--resume", is_flag=True, help="Publish again after a rollback.")
@click.option("--yes", is_flag=True, help="Withdraw the editions that show what is hidden or withheld since.")
@click.pass_obj
def publish(
    settings: Settings, as_of: date | None, accept_incomplete: date | None, preview: bool, resume: bool, yes: bool
) -> None:
    """Build an edition from the store and make it the one that readers see.

    The edition takes the latest period with complete data. It is checked before anyone sees it, and the editions
    before it stay, so `casemap rollback` can go back. Readers are never led back to an earlier period, unless a release
    was withdrawn or a day is named here. While a rollback holds, nothing is published until --resume.
    """
    from app.publish.choices import Choices
    from app.store import open_store

    accepted = Period(accept_incomplete, settings.dataset.length) if accept_incomplete else None
    choices = Choices(settings.dataset, as_of, accepted)
    with open_store(settings.store_url) as store:
        if preview:
            _preview(settings, store, choices)
        else:
            publish_unless_published(settings, store, choices, resume=resume)
            _tell_of_exposed(settings, withdraw=yes)


def _tell_of_exposed(settings: Settings, *, withdraw: bool) -> None:
    """Name the editions that show what is to be hidden now, or withdraw them."""
    from app.publish.exposed import editions_that_show_more

    exposed = list(editions_that_show_more(EditionsFolder(settings.editions_folder), settings.dataset))
    if exposed and withdraw:
        withdraw_all(settings, exposed, "it shows counts that are hidden or withheld since")
    elif exposed:
        click.echo(
            f"Warning: {wording.counted(len(exposed), 'older edition')} can still be asked for and "
            f"{'shows' if len(exposed) == 1 else 'show'} counts that are hidden or withheld now: {', '.join(exposed)}. "
            "`casemap publish --yes` withdraws them.",
            err=True,
        )


def _preview(settings: Settings, store: Store, choices: Choices) -> None:
    from app.publish.preview import preview
    from app.publish.publish import draft

    editions = EditionsFolder(settings.editions_folder)
    try:
        seen = editions.standing().edition
    except (NoEditionError, DamagedEditionError):
        seen = None
    click.echo("\n".join(preview(draft(store, choices, editions).edition, seen)))


def publish_unless_published(settings: Settings, store: Store, choices: Choices, *, resume: bool = False) -> None:
    """Publish, or say that it would change nothing or that a rollback holds."""
    from app.publish.choices import published_already

    editions = EditionsFolder(settings.editions_folder)
    try:
        if not resume:
            editions.refuse_held()
        current = published_already(store, editions, choices)
        if current is None or editions.held():
            from app.publish.publish import STAGES, publish  # not where nothing changed, which is quicker to tell

            with stages("Publishing", len(STAGES)) as begin:
                edition = publish(store, editions, choices, resume=resume, begin=begin)
            click.echo("\n".join([*describe(edition), *in_a_line(settings, edition)]))
        else:
            click.echo(f"Nothing has changed since edition {current.id} was published.")
    except HeldError as held:
        click.echo(str(held))


@main.command()
@click.pass_obj
def sample(settings: Settings) -> None:
    """Publish the built-in sample, where nothing is published yet.

    It shows the counts that a newspaper printed on 2 November 2020 for a part of the place that is shown unless a
    definition names another, and lies in a store of its own: what you load later does not mix with it.
    """
    if EditionsFolder(settings.editions_folder).pointer() is not None or settings.dataset.readers != SAMPLE_OF:
        return
    from app.publish.choices import Choices
    from app.store import open_store

    with open_store(settings.sample_store_url) as store:
        load_quietly(settings, store, [SAMPLE])
        publish_unless_published(settings, store, Choices(settings.dataset, is_sample=True))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Give it as JSON.")
@click.pass_obj
def status(settings: Settings, as_json: bool) -> None:
    """Say which edition readers see, what it holds, and since when new figures are due where they are late."""
    standing = EditionsFolder(settings.editions_folder).standing()
    edition = standing.edition
    overdue = overdue_of(edition, settings, datetime.now(UTC))
    if not as_json:
        late = [Wording(edition.dataset).overdue(overdue, edition.week)] if overdue else []
        click.echo("\n".join([*describe_standing(standing), *late]))
        return
    facts = {name: value for name, value in edition.facts.items() if name in TOLD}
    facts["hide_up_to"] = {level: edition.hide_up_to(level) for level in edition.dataset.slugs}
    facts["audit"] = in_short(settings, edition)
    facts["overdue_since"] = overdue.isoformat() if overdue else None
    is_held = EditionsFolder(settings.editions_folder).held() is not None
    click.echo(json.dumps({"edition": edition.id, "problem": standing.problem, "is_held": is_held, **facts}, indent=2))


@main.command()
@click.pass_obj
def rollback(settings: Settings) -> None:
    """Go back to the edition that readers saw before this one, and stay there.

    `casemap publish` publishes nothing until --resume, so a cron job can go on. Take a wrong release out meanwhile with
    `casemap releases withdraw`.
    """
    editions = EditionsFolder(settings.editions_folder)
    with editions.changing():
        edition = editions.roll_back()
    click.echo("\n".join([*describe(edition), "Readers stay with it until `casemap publish --resume`."]))
