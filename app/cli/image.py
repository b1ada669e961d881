"""`casemap image`: any view of the map as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from werkzeug.utils import import_string

from app.cli.main import main
from app.errors import PictureError
from app.settings import Settings

FORMS = (".png", ".svg", ".webp")


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--within", multiple=True, help="Code of an authority or region to show alone; may be given again.")
@click.option("--area", help="Level and code of an area to outline and name with its count: msoa.E02004314.")
@click.option("--bounds", help="West, south, east and north in degrees, to show what lies between.")
@click.option("--level", help="The level to draw: utla, ltla or msoa.")
@click.option("--measure", help="cases, rate or change.")
@click.option("--shape", help="map or hexes.")
@click.option("--week", help="The last day of a week on record (YYYY-MM-DD).")
@click.option("--edition", help="The id of the edition to show, instead of the one that readers see.")
@click.option("--title", help="A title of your own.")
@click.option("--scheme", help="light or dark.")
@click.option("--width", help="In pixels, from 200 to 2,400.  [default: 1200]")
@click.option("--height", help="In pixels, from 200 to 2,400.  [default: 630]")
@click.pass_obj
def image(settings: Settings, /, file: Path, **options: Any) -> None:
    """Draw the map into FILE, which ends in .png, .svg or .webp.

    Each option means what it does in an embed's address.
    """
    form = file.suffix.lower()
    if form not in FORMS:
        raise PictureError(f"{file}: give a name that ends in {', '.join(FORMS[:-1])} or {FORMS[-1]}.")
    # The server's own answer, so that the file is what readers would get. It is found by name, as Granian does.
    client = import_string("app:create_app")(settings).test_client()
    query = {name: value for name, value in options.items() if value}
    answer = client.get(f"/image{form}", query_string=query, headers={"Accept": "application/json"})
    if answer.status_code != 200:
        raise PictureError(_reason(answer.get_json()["error"]))
    try:
        file.write_bytes(answer.data)
    except OSError as error:
        raise PictureError(f"{file}: {error.strerror}.") from None
    click.echo(f"{file}: {len(answer.data):,} bytes")


def _reason(error: dict[str, Any]) -> str:
    choices = error["choices"]
    return f"{error['message']} There are: {', '.join(choices[:12])}." if choices else str(error["message"])
