"""The group of all commands, and how errors are printed."""

from __future__ import annotations

import gc
import os
from contextlib import redirect_stdout
from datetime import date
from pathlib import Path
from typing import Any

import click

from app.errors import CasemapError
from app.redact import redacted_text, redacted_traceback
from app.settings import Settings, from_environment

# New objects between two looks for garbage. A command makes millions that it keeps, and hardly any garbage in
# circles: at Python's own 700, looking takes a tenth of the time in which boundaries are prepared.
COLLECTED_AFTER = 100_000


class Day(click.ParamType[date]):
    """A date on the command line."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read YYYY-MM-DD."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day; give it as YYYY-MM-DD, such as 2020-10-27", param, ctx)


class Reason(click.ParamType[str]):
    """A reason for a command, which is stored and shown to readers."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Refuse a reason that says nothing."""
        return str(value).strip() or self.fail("Say why: it is kept and told.", param, ctx)


def printable(text: str) -> str:
    """Replace the characters of a file that would steer a terminal or turn the text around."""
    return "".join(each if each.isprintable() or each == "\n" else "\N{REPLACEMENT CHARACTER}" for each in text)


class Commands(click.Group):
    """Print an error as one sentence; an error that nobody foresaw keeps its traceback, redacted."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except CasemapError as error:
            click.echo(printable(f"Error: {error}"), err=True)
            ctx.exit(1)
        except click.ClickException as error:
            told = redacted_text(error.format_message())
            if told == error.format_message():
                raise
            raise click.UsageError(told, getattr(error, "ctx", None)) from None
        except (click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            settings: Settings = ctx.obj or Settings()
            click.echo(printable(redacted_traceback(error, *settings.addresses)), err=True)
            ctx.exit(1)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="casemap")
@click.option(
    "--dataset",
    metavar="PATH",
    help="The definition of what the map is of, or the folder of its casemap.toml; as CASEMAP_DATASET.",
)
@click.option("--quiet", is_flag=True, help="Say only what is wrong or to be looked at.")
@click.pass_context
def main(context: click.Context, dataset: str | None, quiet: bool) -> None:
    """Publish small-area counts as a map that anyone can read, click and embed.

    Load the files that a health agency publishes, publish an edition, serve it:

    \b
        casemap load FOLDER
        casemap publish
        casemap serve

    The store and the editions lie in CASEMAP_HOME (var/ by default). docs/settings.md lists every setting.
    """
    if context.invoked_subcommand != "serve":  # which goes on for long
        gc.set_threshold(COLLECTED_AFTER)
    if quiet:
        nowhere = context.with_resource(Path(os.devnull).open("w"))  # noqa: SIM115  closed with the context
        context.with_resource(redirect_stdout(nowhere))
    context.obj = from_environment({**os.environ, **({"CASEMAP_DATASET": dataset} if dataset else {})})
