"""`casemap check`: what is wrong with a definition, or what it says."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from app.cli.main import main, printable
from app.dataset import DEFINITION, Dataset, read_dataset
from app.dataset.schema import schema
from app.errors import DefinitionError
from app.settings import Settings

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--data",
    type=click.Path(exists=True, path_type=Path),
    help="A folder of files, or a file: say also which columns that the definition names are not in them.",
)
@click.option("--schema", "prints_schema", is_flag=True, help="Print the JSON Schema of definitions, for editors.")
@click.pass_context
def check(context: click.Context, paths: tuple[Path, ...], data: Path | None, prints_schema: bool) -> None:
    """Say what is wrong with definitions, each thing with its line, or what they say where nothing is.

    Each of PATHS is a definition, or a folder with a casemap.toml; without any it is the folder that you are in, or
    the definition in force where that has none. docs/datasets.md says what a definition may say.
    """
    if prints_schema:
        click.echo(json.dumps(schema(), indent=2, ensure_ascii=False))
        return
    settings: Settings = context.obj
    here = Path(DEFINITION)
    is_right = True
    for path in paths or ((here,) if here.is_file() else (None,)):
        try:
            dataset = read_dataset(path) if path else settings.dataset
            problems = _lacking(dataset, data) if data else []
        except DefinitionError as error:
            problems = [str(error)]
        for problem in problems:
            click.echo(printable(f"Error: {problem}"), err=True)
        if not problems:
            click.echo(printable(f"{describe(dataset)} Nothing is wrong."))
        is_right = is_right and not problems
    if not is_right:
        context.exit(1)


def _lacking(dataset: Dataset, data: Path) -> list[str]:
    """Report the columns that a definition names and no file has."""
    from app.cli.named_columns import column_problems, look

    return [f"{dataset.slug}: {problem}" for problem in column_problems(dataset, look(data, dataset))]


def describe(dataset: Dataset) -> str:
    """Say what a definition says: its levels, period, what is hidden, and how many files it describes."""
    count = len(dataset.levels)
    levels = f"{_number(count, 'level')} ({', '.join(dataset.slugs)})"
    hidden = [
        f"{level.hidden.least} to {level.hidden.most} {dataset.count.many} in {_article(level.in_a_sentence)}"
        for level in dataset.levels
        if level.hidden
    ]
    files = f"{_number(len(dataset.tables), 'table')} and {_number(len(dataset.boundaries), 'layer')} of boundaries"
    if dataset.readers:
        files += ", beside the published layouts that Casemap knows"
    told = f"{dataset.slug}: {levels}, {dataset.count.many} {_period(dataset)}"
    return f"{told}; {_listed(hidden)} {'are' if hidden else 'is'} hidden. It describes {files}."


def _period(dataset: Dataset) -> str:
    days, months = dataset.length
    length = _number(months, "calendar month") if months else _number(days, "day")
    return f"in {length}" if dataset.period.every in (0, days) else f"in {length}, every {dataset.period.every} days"


def _number(number: int, noun: str) -> str:
    written = _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"
    return f"{written} {noun if number == 1 else f'{noun}s'}"


def _article(noun: str) -> str:
    return f"{'an' if noun[:1].lower() in 'aeio' else 'a'} {noun}"


def _listed(parts: Sequence[str]) -> str:
    return " and ".join(parts) if parts else "nothing"
