"""`casemap backup` and `casemap restore`: a copy of the store, and a store from it, on either database."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import click

from app.cli.main import main
from app.errors import BackupError
from app.settings import Settings

FILE = click.Path(dir_okay=False, path_type=Path)


@main.command()
@click.argument("file", type=FILE)
@click.pass_obj
def backup(settings: Settings, file: Path) -> None:
    """Copy the store, as it is at this moment, into FILE, a store on SQLite; servers and loads go on meanwhile.

    FILE holds what is hidden from readers, and is its owner's alone. The editions are files by themselves: copy their
    folder with whatever copies folders.
    """
    if file.exists():
        raise BackupError(f"{file} is there already, and was left as it is. Name another file.")
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=_folder_of(file)) as folder:
        written = Path(folder) / "store.db"
        rows = _copy(settings.store_url, _address(written))
        written.replace(file)
    click.echo(f"Wrote {rows:,} rows to {file}. `casemap restore` makes a store of it.")


@main.command()
@click.argument("file", type=FILE)
@click.pass_obj
def restore(settings: Settings, file: Path) -> None:
    """Fill the store, which must be empty, from FILE: a backup, or any store on SQLite.

    With DATABASE_URL naming a PostgreSQL database, this moves a store there. FILE stays as it is.
    """
    if not file.is_file():
        raise BackupError(f"There is no file {file}. Name what `casemap backup` wrote.")
    with tempfile.TemporaryDirectory(prefix="casemap-restore-") as folder:
        given = Path(folder) / "store.db"
        for ending in ("", "-wal"):  # what was written last may lie beside it
            beside = file.with_name(file.name + ending)
            if beside.exists():
                shutil.copyfile(beside, given.with_name(given.name + ending))
        rows = _copy(_address(given), settings.store_url)
    click.echo(f"Restored {rows:,} rows from {file}. `casemap publish` makes an edition of what is loaded.")


def _copy(source: str, target: str) -> int:
    from app.store import open_store
    from app.store.copies import copy_all

    with open_store(source) as given, open_store(target) as filled:
        return copy_all(given, filled)


def _folder_of(file: Path) -> Path:
    folder = file.absolute().parent
    if not folder.is_dir():
        raise BackupError(f"There is no folder {folder}. Make it, or name a file in another.")
    return folder


def _address(file: Path) -> str:
    return f"sqlite:///{file.absolute()}"
