"""`casemap explain`: where a figure comes from, to the row of the published file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from app.cli.main import main, printable
from app.domain import Area, Period
from app.editions import EditionsFolder, StoredEdition
from app.errors import NotOnRecordError, NotServedError
from app.finding.places import find_places, fold
from app.finding.postcodes import areas_of_postcode, readings
from app.options import values
from app.options.places import places_named
from app.settings import Settings
from app.wording import Wording, all_of

NEAREST = 5


@main.command()
@click.argument("area")
@click.argument("week", required=False, default="")
@click.option(
    "--file",
    "files",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="A published file, or a folder of such, in which rows are looked up; may be given again.",
)
@click.option("--json", "as_json", is_flag=True, help="Give it as JSON.")
@click.pass_obj
def explain(settings: Settings, area: str, week: str, files: tuple[Path, ...], as_json: bool) -> None:
    """Say where AREA's figure of WEEK comes from, step by step: from the published file's row to what readers see.

    AREA is a code, or a name or postcode as the search knows it; WEEK the last day of a period on record
    (YYYY-MM-DD), the edition's own unless said. Files are known again by their SHA-256: they are looked for in
    CASEMAP_GEODATA, and where --file says. What is hidden is told here too, and marked so: it is for you alone.
    """
    from app.cli.explained import lines_of  # pandas takes a second to start
    from app.cli.explained_json import as_json_of
    from app.store import open_store
    from app.trace import trace

    edition = EditionsFolder(settings.editions_folder).current()
    found = _area(edition, area)
    url = settings.sample_store_url if edition.facts["is_sample"] else settings.store_url
    with open_store(url) as store, store.reading() as connection:
        traced = trace(connection, settings, edition, found, _week(edition, found, week), files)
    if as_json:
        click.echo(json.dumps(as_json_of(traced), indent=2, ensure_ascii=False))
    else:
        click.echo(printable("\n".join(lines_of(traced))))


def _area(edition: StoredEdition, text: str) -> Area:
    """Find the one area of a code, a name or a postcode.

    Raises NotServedError, which names the nearest, where it is not one.
    """
    named = places_named(edition, text.strip(), edition.dataset.slugs) or areas_of_postcode(edition, text)
    found = find_places(edition, text) if not named else []
    folded = fold(text)
    exact = [place for place in found if fold(place.name) == folded]
    begun = [place for place in found if folded in fold(place.name)]
    areas = named or [area for place in exact or (begun if len(begun) == 1 else ()) for area in place.areas]
    if len(areas) == 1:
        return areas[0]
    if areas:
        raise NotServedError(f"{text[:40]} is several areas: {_named(edition, areas)}. Say one of them by its code.")
    finder = edition.dataset.finder
    if finder and finder.is_british and readings(text) and not edition.has_postcodes:
        raise NotServedError(
            f"{text[:40]} is a postcode, and none are loaded. Load a lookup of postcodes (docs/data-layouts.md) with "
            "`casemap load FILE` and run `casemap publish`. Or give a code, or a name as the search knows it."
        )
    near = [area for place in found for area in place.areas]
    nearest = f" The nearest: {_named(edition, near)}." if near else " Give a code, or a name as the search knows it."
    raise NotServedError(f"There is no area {text[:40]}.{nearest}")


def _named(edition: StoredEdition, areas: Sequence[Area]) -> str:
    named = [f"{area.name} ({area.level}.{area.code})" for area in areas[:NEAREST]]
    return ", ".join(named) + (" and others" if len(areas) > NEAREST else "")


def _week(edition: StoredEdition, area: Area, text: str) -> Period:
    """Read a period as pages do; raises NotOnRecordError, which names the nearest."""
    from werkzeug.datastructures import MultiDict

    weeks = sorted({*edition.record[area.level], edition.week})
    called = Wording(edition.dataset).week
    try:
        return values.week(MultiDict({"week": text}), "week", weeks, edition.week, called)
    except NotOnRecordError as error:
        near = all_of([day.isoformat() for day in error.nearest]) if error.nearest else error.choices[0]
        raise NotServedError(f"{error} The nearest: {near}.") from None
