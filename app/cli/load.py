"""`casemap load`: read published files into the store."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app import wording
from app.cli.main import Day, main, printable
from app.cli.progress import is_quiet
from app.dataset import DEFINITION, read_dataset
from app.errors import ACCEPTED, DatasetError, FileError, UnrecognisedFileError
from app.settings import Settings

if TYPE_CHECKING:  # pandas and GDAL take a second to start, so a command imports them when it needs them
    from app.load import Candidate, Loaded
    from app.store import Store


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--published", type=Day(), help="Publication date of files that do not carry one (YYYY-MM-DD).")
@click.option(
    "--accept",
    multiple=True,
    type=click.Choice(list(ACCEPTED)),
    metavar="WORD",
    help="Load a file in spite of a doubt; may be given again. "
    + " ".join(f"{word}: {meaning}." for word, meaning in ACCEPTED.items()),
)
@click.option("--keep-going", is_flag=True, help="Load what can be loaded, and end with 1 where a file could not be.")
@click.pass_context
def load(
    context: click.Context, paths: tuple[Path, ...], published: date | None, accept: tuple[str, ...], keep_going: bool
) -> None:
    """Load published files, or all those in a folder, into the store.

    Files are recognised by their content, whatever their names: docs/data-layouts.md says which there are. Each file
    is loaded whole or not at all, and loading it again changes nothing. A release is compared with the one before of
    its kind: one that can hardly be right is refused unless it is accepted. Of a folder, what is not data is passed
    over and named. Readers see nothing of it until `casemap publish`.
    """
    from app.load import find_files
    from app.store import open_store

    settings: Settings = context.obj
    _refuse_other_definition(paths, settings)
    found = find_files(paths, published, settings.dataset)
    for passed in found.passed_over:
        click.echo(printable(f"{passed.path}: passed over, {passed.why}"))
    problems = found.problems
    if keep_going or not problems:
        with open_store(settings.store_url) as store:
            problems += _load_all(settings, store, found.candidates, accept, keep_going)
    for problem in problems:
        click.echo(printable(f"Error: {problem}"), err=True)
    if problems:
        context.exit(1)
    if not found.candidates:
        raise UnrecognisedFileError("Nothing there is data that Casemap knows: docs/data-layouts.md says what is.")


def _refuse_other_definition(paths: Sequence[Path], settings: Settings) -> None:
    """Refuse a folder that says what its files are of, where another definition is in force."""
    for path in paths:
        if (path / DEFINITION).is_file() and read_dataset(path) != settings.dataset:
            raise DatasetError(
                f"{path / DEFINITION} is a definition, and that of {settings.dataset.slug} is in force. Nothing was "
                f"loaded: name it with CASEMAP_DATASET={path}, for this command and those to come."
            )


def _load_all(
    settings: Settings, store: Store, candidates: Sequence[Candidate], accept: Sequence[str], keep_going: bool
) -> list[FileError]:
    """Load files and report each; return what is wrong with those that failed: the first, or all if told to go on."""
    from app.load import load_file

    told: list[Loaded] = []
    problems: list[FileError] = []
    try:
        with click.progressbar(
            candidates, label="Loading", item_show_func=_name_of, file=sys.stderr, hidden=is_quiet()
        ) as bar:
            for each in bar:
                try:
                    told.append(load_file(store, each, settings, now=datetime.now(UTC), accept=accept))
                except FileError as error:
                    problems.append(error)
                    if not keep_going:
                        break
    finally:  # a file that fails undoes none of those before it
        for done in told:
            tell_loaded(done)
    return problems


def _name_of(candidate: Candidate | None) -> str:
    return candidate.path.name if candidate else ""


def tell_loaded(loaded: Loaded) -> None:
    """Report the outcome of a file."""
    published = f", published {wording.day(loaded.published_on)}" if loaded.published_on else ""
    if loaded.withdrawn:
        click.echo(printable(f"{loaded.path.name}: withdrawn before ({loaded.withdrawn}); nothing changed"))
        return
    if loaded.rows is None:
        click.echo(f"{loaded.path.name}: loaded before; nothing changed")
        return
    changed = f", {wording.counted(loaded.changed, 'value')} new or revised" if loaded.changed is not None else ""
    click.echo(f"{loaded.path.name}: {loaded.layout}{published}; {wording.counted(loaded.rows, 'row')}{changed}")
    for note in loaded.notes:
        click.echo(printable(f"  {note}"))
    for level, codes in loaded.unknown.items():
        named = ", ".join(codes[:3]) + (" and others" if len(codes) > 3 else "")
        count = wording.counted(len(codes), f"{level} code")
        click.echo(
            f"  Left out of the map {count} unknown to the hierarchy: {named}. If areas were reorganised, load the "
            "hierarchy of that year."
        )
    for warning in loaded.warnings:
        click.echo(printable(f"Warning: {loaded.path.name}: {warning}"), err=True)


def load_quietly(settings: Settings, store: Store, paths: list[Path]) -> None:
    """Load files without output, as a step of another command."""
    from app.load import find_files, load_file

    found = find_files(paths, None, settings.dataset)
    if found.problems:
        raise found.problems[0]
    for each in found.candidates:
        load_file(store, each, settings, now=datetime.now(UTC))
