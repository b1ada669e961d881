"""`casemap update`: fetch, load and publish what is new, once or on a schedule."""

from __future__ import annotations

import logging
import os
import sys
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from app.cli.audit import in_a_line
from app.cli.describe import describe
from app.cli.fetch import bytes_come
from app.cli.load import tell_loaded
from app.cli.main import main, printable
from app.cli.progress import bar
from app.errors import CasemapError, SettingError
from app.logs import LOGGER, write_log
from app.settings import Settings
from app.update.kept import Ended, keep
from app.wording import Wording

if TYPE_CHECKING:  # pandas and GDAL take a second to start, so a command imports them when it needs them
    from app.update.outcome import Update

AGAIN = "import sys; from app.cli import main; main(sys.argv[1:], prog_name='casemap')"


@main.command()
@click.option("--every", type=click.Choice(["weekday", "day"]), help="Stay, and update on each of these days.")
@click.option("--at", type=click.DateTime(["%H:%M"]), help="At this hour of the publisher's time zone, such as 16:00.")
@click.pass_context
def update(context: click.Context, every: str | None, at: datetime | None) -> None:
    """Fetch what the publisher has new from CASEMAP_UPDATE_ADDRESSES, load it and publish it.

    What fails leaves readers what they see, is told in a sentence, and ends with a code of its own: docs/operation.md
    lists them. The last line of each update is for the log. One update works on a store at a time.

    With --every and --at it stays, begins with an update, and looks again each quarter of an hour while new figures are
    awaited: on the days that the definition's [due] names, or else on each of these days.
    """
    settings: Settings = context.obj
    write_log()
    if (every is None) != (at is None):
        raise click.UsageError("Give --every and --at together, such as --every weekday --at 16:00.")
    if every and at:
        _stay(context, settings, every, at)
    else:
        context.exit(_update(settings).outcome.exit_code)


def _stay(context: click.Context, settings: Settings, every: str, at: datetime) -> None:
    from app.update.schedule import Child, next_awaited, run_at, trigger

    if not settings.update_addresses:
        raise SettingError("CASEMAP_UPDATE_ADDRESSES names no address: say where the publisher puts its files.")
    given = context.find_root().params["dataset"]
    environment = {**os.environ, **({"CASEMAP_DATASET": given} if given else {})}
    child = Child([sys.executable, "-c", AGAIN, "update"], environment)

    def run() -> None:
        if (code := child()) < 0:  # it could not say so itself
            about = {"outcome": "failed", "exit_code": code, "reason": f"Signal {-code} ended it."}
            logging.getLogger(LOGGER).error("update failed", extra=about)

    click.echo(
        f"Updating every {every} at {at:%H:%M} ({settings.dataset.time_zone}), and now (Ctrl+C stops).", err=True
    )
    run_at(trigger(every, at.time(), settings.dataset.zone), run, lambda: next_awaited(settings))


def _update(settings: Settings) -> Update:
    """Update once and report it; unforeseen errors go to the log too."""
    from app.store import open_store
    from app.update.outcome import Outcome, Update
    from app.update.update import update

    began = time.monotonic()
    try:
        is_watched = sys.stderr.isatty()  # elsewhere the log has whole lines alone
        with open_store(settings.store_url) as store, bar("Updating", bytes_come, hidden=not is_watched) as show:
            done = update(settings, store, datetime.now(UTC), show=show)
    except CasemapError as error:
        done = Update(Outcome.FAILED, str(error))
    except Exception as error:
        _keep(Update(Outcome.FAILED, f"The program is wrong ({type(error).__name__})."), settings, began)
        raise
    _tell(done, settings)
    _keep(done, settings, began)
    return done


def _tell(done: Update, settings: Settings) -> None:
    for loaded in done.loaded:
        tell_loaded(loaded)
    for problem in done.passed_over:
        click.echo(printable(f"Passed over, as a later file came: {problem}"), err=True)
    if done.reason:
        told = done.reason if done.outcome.exit_code == 0 else f"Error: {done.reason}"
        click.echo(printable(told), err=done.outcome.exit_code != 0)
    elif done.outcome is done.outcome.PUBLISHED and done.edition:
        click.echo("\n".join([*describe(done.edition), *in_a_line(settings, done.edition)]))
    elif done.edition:
        click.echo(f"Nothing has changed since edition {done.edition.id} was published.")
    if done.edition and done.overdue_since:
        click.echo(Wording(settings.dataset).overdue(done.overdue_since, done.edition.week))


def _keep(done: Update, settings: Settings, began: float) -> None:
    """Record the outcome of an update in the log, and in the home for monitoring."""
    level = logging.ERROR if done.outcome.exit_code else logging.WARNING if done.overdue_since else logging.INFO
    about = done.for_the_log(time.monotonic() - began)
    logging.getLogger(LOGGER).log(level, "update %s", done.outcome.word, extra=about)
    keep(settings.home, Ended(datetime.now(UTC), done.outcome.word, done.outcome.exit_code))
