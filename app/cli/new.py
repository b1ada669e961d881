"""`casemap new`: write a definition for a folder of files."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.main import main, printable
from app.dataset import DEFINITION, read_dataset
from app.errors import DatasetError, DefinitionError

if TYPE_CHECKING:  # pandas and GDAL take a second to start, so a command imports them when it needs them
    from app.propose import Answers, Proposal, Question, TextTable


@main.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Ask nothing: take what seems likeliest.")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help=f"Where to write the definition; {DEFINITION} in the folder unless said.",
)
@click.option("--overwrite", is_flag=True, help="Write over a definition that is there, by hand or not.")
def new(folder: Path, yes: bool, output: Path | None, overwrite: bool) -> None:
    """Write a definition by looking at the data files in a folder.

    It finds the areas, their levels, the counts, their periods and what is hidden, prints what it found and what it
    could not tell, and writes each choice with its reason. Look it over, mend what is wrong, and go on:

    \b
        casemap --dataset FOLDER load FOLDER
        casemap --dataset FOLDER publish

    Where there is a definition already, it says what would change, and writes nothing unless --overwrite is given.
    """
    from app.propose import Answers, propose, read_folder, told, written

    file = output or folder / DEFINITION
    tables, unread = read_folder(folder)
    for sentence in unread:
        click.echo(printable(f"Warning: {sentence}"), err=True)
    name, days = folder.resolve().name, written_on(folder)
    answers = Answers()
    proposal = propose(tables, name, answers, days)
    click.echo(printable(told(proposal)))
    if file.exists() and not overwrite:
        _tell_changes(file, proposal)
        return
    if not yes and proposal.questions:
        click.echo()
        proposal = _asked(tables, name, days, proposal)
    text = written(proposal.dataset, proposal.reasons, _head(name, proposal))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    click.echo(printable(f"\n{file}: written. Look it over; then: casemap --dataset {file} load {folder}"))
    _refuse_unfit(file)


def written_on(folder: Path) -> dict[str, date]:
    """Return the day on which each file was last written, by name."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.name: datetime.fromtimestamp(path.stat().st_mtime, UTC).date() for path in files}


def _asked(tables: list[TextTable], name: str, days: dict[str, date], proposal: Proposal) -> Proposal:
    """Ask each question once, in its order; an answer may bring other questions."""
    from app.propose import Answers, propose

    answers, asked = Answers(), set[str]()
    while question := next((each for each in proposal.questions if each.field not in asked), None):
        asked.add(question.field)
        answers = _answered(answers, question)
        proposal = propose(tables, name, answers, days)
    return proposal


def _answered(answers: Answers, question: Question) -> Answers:
    kind = (
        click.Choice(question.choices) if question.choices else click.IntRange(1, 400) if _is_number(question) else str
    )
    try:
        answer = click.prompt(printable(question.text), default=question.default, type=kind)
    except click.Abort:
        if sys.stdin.isatty():  # a person broke it off
            raise
        raise click.UsageError("Nobody is there to answer. --yes takes what seems likeliest.") from None
    given: dict[str, Any] = {question.field: answer}
    return replace(answers, **given)


def _is_number(question: Question) -> bool:
    return question.default.isdigit()


def _tell_changes(file: Path, proposal: Proposal) -> None:
    from app.propose import differences

    changes = list(differences(read_dataset(file), replace(proposal.dataset, slug=read_dataset(file).slug)))
    if not changes:
        click.echo(printable(f"\n{file}: says the same; nothing was written."))
        return
    click.echo(printable(f"\n{file} is there, and nothing was written. --overwrite would change:"))
    for change in changes:
        click.echo(printable(f"  {change}"))


def _head(name: str, proposal: Proposal) -> str:
    said = f"What the map of {name} is of, as `casemap new` found it in the files: docs/datasets.md explains each key."
    return "\n".join((said, *_unclear(proposal)))


def _unclear(proposal: Proposal) -> Iterator[str]:
    if proposal.unclear:
        yield "It could not tell, so look here first:"
        yield from (f"- {sentence}" for sentence in proposal.unclear)


def _refuse_unfit(file: Path) -> None:
    try:
        read_dataset(file)
    except DefinitionError as error:
        raise DatasetError(
            f"{error}\nThe files are of a kind that Casemap guesses wrongly: mend these lines."
        ) from None
