"""`casemap export`: the whole public site as files."""

from __future__ import annotations

import os

import click

from app.cli.main import main
from app.redact import redacted_address
from app.settings import Settings


@main.command()
@click.argument("target", metavar="DIR|URL")
@click.option("--workers", type=click.IntRange(1), help="Processes that make pages.  [default: one a processor]")
@click.pass_obj
def export(settings: Settings, target: str, workers: int | None) -> None:
    """Write the public site as files, for a server of files, a bucket or a CDN.

    DIR is a folder of its own; URL an address that fsspec knows, such as s3://bucket/path. Only what changed is written
    again, and no reader ever sees half of a site. docs/export.md has the rest.
    """
    # The application that answers comes with it, which no other command needs.
    from app.export import export_site
    from app.export.names import NEEDS_SERVER

    done = export_site(settings, target, workers=workers or os.cpu_count() or 1)
    click.echo(f"{redacted_address(target) if '://' in target else target}: edition {done.edition}")
    click.echo(f"{done.written:,} written, {done.kept:,} kept, {done.removed:,} removed")
    click.echo(f"{done.files:,} files with their compressed forms, {done.size / 1e6:,.1f} MB")
    for address, page in sorted(done.lost.items()):
        click.echo(f"Warning: {page} leads to /{address}, which needs a server.", err=True)
    click.echo("What needs a server, and is not there:")
    width = max(map(len, NEEDS_SERVER))
    for what, why in NEEDS_SERVER.items():
        click.echo(f"  {what:{width}}  {why}")
