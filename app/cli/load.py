"""`casemap load`."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app import wording
from app.cli.main import Day, main, printable
from app.settings import Settings

if TYPE_CHECKING:  # pandas and GDAL take a second to start, so a command imports them when it needs them
    from app.candidates import Candidate
    from app.load import Loaded
    from app.store import Store


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--published", type=Day(), help="Publication date of files that do not carry one (YYYY-MM-DD).")
@click.pass_obj
def load(settings: Settings, paths: tuple[Path, ...], published: date | None) -> None:
    """Load published files, or all those in a folder, into the store.

    Files are recognised by their content, whatever their names: case counts in the five published layouts (plain,
    gzipped or zipped), MSOA boundaries (shapefile, GeoPackage, GeoJSON, Esri JSON), the hierarchy of areas, their
    names and populations. Each file is loaded whole or not at all, and loading it again changes nothing. Readers see
    nothing of it until `casemap publish`.
    """
    from app.candidates import find_files
    from app.load import load_file, prepare_geography
    from app.store import open_store

    candidates, unknown = find_files(paths, published)
    for path in unknown:
        click.echo(f"{path}: passed over, as no reader knows its layout")
    with open_store(settings.store_url) as store:
        loaded: list[Loaded] = []
        try:
            with click.progressbar(candidates, label="Loading", item_show_func=_file_name, file=sys.stderr) as bar:
                for each in bar:
                    loaded.append(load_file(store, each, settings, now=datetime.now(UTC)))
        finally:  # a file that fails undoes none of those before it
            for done in loaded:
                _tell_loaded(done)
        prepare_geography(store)


def _file_name(candidate: Candidate | None) -> str:
    return candidate.path.name if candidate else ""


def _tell_loaded(loaded: Loaded) -> None:
    published = f", published {wording.day(loaded.published_on)}" if loaded.published_on else ""
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
        click.echo(f"  Left out of the map {count} unknown to the hierarchy: {named}")
    for warning in loaded.warnings:
        click.echo(printable(f"Warning: {loaded.path.name}: {warning}"), err=True)


def load_quietly(settings: Settings, store: Store, paths: list[Path]) -> None:
    """Load files without a word, where another command does it on the way."""
    from app.candidates import find_files
    from app.load import load_file

    for each in find_files(paths, None)[0]:
        load_file(store, each, settings, now=datetime.now(UTC))
