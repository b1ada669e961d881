"""`casemap image`: any view of the map as a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from app.cli.main import main
from app.errors import PictureError
from app.options.beside import PICTURE
from app.settings import Settings

FORMS = (".png", ".svg", ".webp")


Command = Callable[..., None]


def _with_options(command: Command) -> Command:
    """Return a command the options of a picture's address, in their order."""
    for option in reversed(PICTURE):
        command = click.option(f"--{option.name}", multiple=option.is_several, help=option.help)(command)
    return command


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@_with_options
@click.pass_obj
def image(settings: Settings, /, file: Path, **options: Any) -> None:
    """Draw the map into FILE, which ends in .png, .svg or .webp.

    Each option means what it does in an embed's address.
    """
    form = file.suffix.lower()
    if form not in FORMS:
        raise PictureError(f"{file}: give a name that ends in {', '.join(FORMS[:-1])} or {FORMS[-1]}.")
    # The server's own answer, so that the file is what readers would get. It is found by name, as Granian does.
    from werkzeug.utils import import_string

    client = import_string("app:create_app")(settings).test_client()
    query = {name: value for name, value in options.items() if value}
    answer = client.get(f"/image{form}", query_string=query, headers={"Accept": "application/json"})
    if answer.status_code != 200:
        raise PictureError(_reason(answer.get_json(force=True)))
    try:
        file.write_bytes(answer.data)
    except OSError as error:
        raise PictureError(f"{file}: {error.strerror}.") from None
    click.echo(f"{file}: {len(answer.data):,} bytes")


def _reason(problem: dict[str, Any]) -> str:
    choices = problem.get("choices")
    return f"{problem['detail']} There are: {', '.join(choices[:12])}." if choices else str(problem["detail"])
