"""The casemap command."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app import wording
from app.domain import Level, Shape, Week
from app.editions import EditionsFolder, StoredEdition
from app.errors import CasemapError, DamagedEditionError, FetchError, NoEditionError
from app.settings import Settings, from_environment

if TYPE_CHECKING:  # pandas and GDAL take a second to start, so a command imports them when it needs them
    from app.load import Candidate, Loaded
    from app.publish.choices import Choices
    from app.store import Store

SAMPLE = Path(__file__).parent.parent / "geodata" / "sample"


class Day(click.ParamType[date]):
    """A date on the command line."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read YYYY-MM-DD."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day; give it as YYYY-MM-DD, such as 2020-10-27", param, ctx)


class Commands(click.Group):
    """Tell what went wrong in one sentence; what a person can do nothing about keeps its traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except CasemapError as error:
            click.echo(f"Error: {error}", err=True)
            ctx.exit(1)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="casemap")
@click.pass_context
def main(context: click.Context) -> None:
    """Publish small-area case counts as a map that anyone can read, click and embed.

    Load the files that a health agency publishes, publish an edition, serve it:

    \b
        casemap load FOLDER
        casemap publish
        casemap serve

    The store and the editions lie in CASEMAP_HOME (var/ by default). docs/settings.md lists every setting.
    """
    context.obj = from_environment()


@main.command()
@click.argument("what", type=click.Choice(["boundaries", "cases"]), required=False)
@click.option(
    "--take-up",
    is_flag=True,
    help="Where the map has no boundaries yet, fetch them quietly, once a day at most, then load and publish them.",
)
@click.pass_context
def fetch(context: click.Context, what: str | None, take_up: bool) -> None:
    """Download boundaries, case counts or, unless one is named, both into geodata/.

    What has not changed is not downloaded again, and what breaks off is gone on with. What comes is checked before it
    replaces anything. The addresses are settings; CASEMAP_FETCH=never refuses.

    Then load it. The archive of counts does not say when it was published, so say it:

    \b
        casemap load geodata/boundaries.geojson
        casemap load geodata/cases.zip --published YYYY-MM-DD
    """
    from app.fetch import fetch_boundaries, fetch_cases

    settings: Settings = context.obj
    if take_up:
        _take_up_boundaries(settings)
        return
    fetches = {"boundaries": (fetch_boundaries, _areas_come), "cases": (fetch_cases, _bytes_come)}
    failed = False
    for name in [what] if what else list(fetches):
        fetcher, say = fetches[name]
        try:
            with _bar(f"Fetching {name}", say) as show:
                fetched = fetcher(settings, show=show)
        except FetchError as error:  # the other may still come
            click.echo(f"Error: {error}", err=True)
            failed = True
        else:
            click.echo(
                f"{fetched.path}: {fetched.described if fetched.changed else 'nothing new; it was left as it is'}"
            )
    if failed:
        context.exit(1)


def _take_up_boundaries(settings: Settings) -> None:
    from app.fetch import fetch_boundaries_once_a_day

    edition = EditionsFolder(settings.editions_folder).current()
    if edition.facts["shape"] == Shape.MAP:
        return
    path = fetch_boundaries_once_a_day(settings, datetime.now(UTC).date(), click.echo)
    if path is None:
        return
    from app.publish.choices import Choices
    from app.store import open_store

    is_sample = edition.facts["is_sample"]
    store = open_store(settings.sample_store_url if is_sample else settings.store_url)
    _load_all(settings, store, [path])
    _publish(settings, store, Choices(settings.hide_up_to, is_sample=is_sample))


@contextmanager
def _bar(label: str, say: Callable[[int, int | None], str]) -> Iterator[Callable[[int, int | None], None]]:
    """Give what shows a download's progress."""

    def show(done: int, total: int | None) -> None:
        bar.length = total
        bar.pos = min(bar.pos, done)  # a download that starts anew goes back
        bar.update(done - bar.pos, say(done, total))

    with click.progressbar(length=1, label=label, item_show_func=_as_it_is, show_percent=False, file=sys.stderr) as bar:
        yield show


def _as_it_is(text: Any) -> str:
    return text or ""


def _bytes_come(done: int, total: int | None) -> str:
    return f"{done / 1024**2:,.1f} MB" + (f" of {total / 1024**2:,.1f} MB" if total else "")


def _areas_come(done: int, total: int | None) -> str:
    return f"{done:,} areas" + (f" of {total:,}" if total else "")


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
    from app.load import find_files, load_file, prepare_geography
    from app.store import open_store

    store = open_store(settings.store_url)
    candidates, unknown = find_files(paths, published)
    for path in unknown:
        click.echo(f"{path}: passed over, as no reader knows its layout")
    loaded: list[Loaded] = []
    try:
        with click.progressbar(candidates, label="Loading", item_show_func=_file_name, file=sys.stderr) as bar:
            for each in bar:
                days = settings.complete_after_days
                loaded.append(load_file(store, each, complete_after_days=days, now=datetime.now(UTC)))
    finally:  # a file that fails undoes none of those before it
        for done in loaded:
            _tell_loaded(done)
    if any(done.rows for done in loaded):
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
        click.echo(f"  {note}")
    for level, codes in loaded.unknown.items():
        named = ", ".join(codes[:3]) + (" and others" if len(codes) > 3 else "")
        count = wording.counted(len(codes), f"{level} code")
        click.echo(f"  Left out of the map {count} unknown to the hierarchy: {named}")


@main.command()
@click.option("--as-of", type=Day(), help="Build from what was published by this day (YYYY-MM-DD).")
@click.option(
    "--accept-incomplete", type=Day(), help="Take this day as the week's last though authorities are missing."
)
@click.option("--preview", is_flag=True, help="Say what would change for readers, and publish nothing.")
@click.pass_obj
def publish(settings: Settings, as_of: date | None, accept_incomplete: date | None, preview: bool) -> None:
    """Build an edition from the store and make it the one that readers see.

    The edition takes the latest seven days with complete data. It is checked before anyone sees it, and the editions
    before it stay, so `casemap rollback` can go back.
    """
    from app.publish.choices import Choices
    from app.store import open_store

    accepted = Week(accept_incomplete) if accept_incomplete else None
    choices = Choices(settings.hide_up_to, as_of, accepted)
    store = open_store(settings.store_url)
    if not preview:
        _publish(settings, store, choices)
        return
    from app.publish.preview import preview as preview_lines
    from app.publish.publish import draft

    editions = EditionsFolder(settings.editions_folder)
    try:
        current = editions.current()
    except (NoEditionError, DamagedEditionError):
        current = None
    click.echo("\n".join(preview_lines(draft(store, choices).edition, current)))


def _publish(settings: Settings, store: Store, choices: Choices) -> None:
    from app.publish.choices import published_already

    editions = EditionsFolder(settings.editions_folder)
    current = published_already(store, editions, choices)
    if current is not None:
        click.echo(f"Nothing has changed since edition {current.id} was published.")
        return
    from app.publish.publish import publish

    click.echo("\n".join(_describe(publish(store, editions, choices))))


@main.command()
@click.pass_obj
def sample(settings: Settings) -> None:
    """Publish the built-in sample, where nothing is published yet.

    It shows the counts that a newspaper printed on 2 November 2020 for the North East of England, and lies in a store
    of its own: what you load later does not mix with it.
    """
    if EditionsFolder(settings.editions_folder).pointer() is not None:
        return
    from app.publish.choices import Choices
    from app.store import open_store

    store = open_store(settings.sample_store_url)
    _load_all(settings, store, [SAMPLE])
    _publish(settings, store, Choices(settings.hide_up_to, is_sample=True))


def _load_all(settings: Settings, store: Store, paths: list[Path]) -> None:
    from app.load import find_files, load_file

    for each in find_files(paths, None)[0]:
        load_file(store, each, complete_after_days=settings.complete_after_days, now=datetime.now(UTC))


def _describe(edition: StoredEdition) -> Iterator[str]:
    """Say what an edition shows."""
    yield f"Edition {edition.id}: {wording.seven_days(edition.week)}, published {wording.day(edition.published_on)}"
    for level, facts in edition.facts["levels"].items():
        if facts["published_on"] is None:
            yield f"  {level}: no record of this week"
            continue
        hidden = f", {facts['hidden']:,} hidden" if edition.hide_up_to(Level(level)) is not None else ""
        missing = f", {facts['missing']:,} missing" if facts["missing"] else ""
        yield f"  {level}: {facts['shown']:,} shown{hidden}{missing}"
    for passed in edition.facts["passed_over"]:
        yield f"  passed over {passed['week_end']}: authorities missing: {passed['authorities_missing']:,}"


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Give it as JSON.")
@click.pass_obj
def status(settings: Settings, as_json: bool) -> None:
    """Say which edition readers see and what it holds."""
    edition = EditionsFolder(settings.editions_folder).current()
    if not as_json:
        click.echo("\n".join(_describe(edition)))
        return
    told = ("week_start", "week_end", "published_on", "hide_up_to", "passed_over", "levels", "releases")
    click.echo(json.dumps({"edition": edition.id, **{name: edition.facts[name] for name in told}}, indent=2))


@main.command()
@click.pass_obj
def rollback(settings: Settings) -> None:
    """Go back to the edition that readers saw before this one.

    The next `casemap publish` builds an edition from everything loaded, as before: stop its cron job meanwhile.
    """
    editions = EditionsFolder(settings.editions_folder)
    with editions.changing():
        edition = editions.roll_back()
    click.echo("\n".join(_describe(edition)))


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--workers", default=2, show_default=True, help="Processes that answer requests.")
@click.pass_obj
def serve(settings: Settings, host: str, port: int, workers: int) -> None:
    """Serve the current edition, and each new one within two seconds of its publishing."""
    from app.serve import serve

    try:
        described = list(_describe(EditionsFolder(settings.editions_folder).current()))
    except CasemapError as error:
        described = [str(error)]
    click.echo("\n".join([*described, f"Serving http://{host}:{port}{settings.path_prefix}/ (Ctrl+C stops)"]))
    serve(host, port, workers)
