"""`casemap audit`: which hidden counts follow from all that is served."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from app.cli.main import Day, main, printable
from app.disk import replace_synced
from app.domain import Period
from app.editions import EditionsFolder, StoredEdition
from app.editions.contract import to_json
from app.errors import CasemapError, EditionsError, NotServedError
from app.settings import Settings
from app.wording import Wording, counted

if TYPE_CHECKING:  # scipy takes a second to start, so a command imports it when it needs it
    from datetime import date

    from app.audit import Audit, Finding

KEPT = "audit.json"  # beside the store
_COLUMNS = ("hidden", "exact", "above zero", "narrowed", "safe", "withheld")


@main.command()
@click.argument("edition", required=False)
@click.option(
    "--all", "all_served", is_flag=True, help="Audit every edition that is still served, with all the others."
)
@click.option("--week", type=Day(), help="Audit the period that ends on this day (YYYY-MM-DD), with all the others.")
@click.option(
    "--unrevised",
    is_flag=True,
    help="Suppose besides that no release revised what another said of the same days, as an attacker would guess.",
)
@click.option("--areas", is_flag=True, help="List the areas whose count follows or is narrowed: for you alone.")
@click.option("--json", "as_json", is_flag=True, help="Give it as JSON.")
@click.pass_obj
def audit(
    settings: Settings,
    edition: str | None,
    all_served: bool,
    week: date | None,
    unrevised: bool,
    areas: bool,
    as_json: bool,
) -> None:
    """Work out what hidden counts can be, from nothing but what is served, and what anybody knows of the rules.

    Of each period it says how many hidden counts follow exactly, how many of these are above zero, how many are
    narrowed to fewer figures than are hidden, and how many are safe. It audits EDITION or the current one: every level,
    total and period that shares days with another, and with --all the periods of other editions too.
    """
    folder = EditionsFolder(settings.editions_folder)
    chosen = list(_still_served(folder)) if all_served else [folder.open(edition) if edition else folder.current()]
    found = list(_audited(chosen, week, is_unrevised=unrevised))
    if as_json:
        editions = [_as_json(its_id, its, areas=areas) for its_id, its in found]
        click.echo(json.dumps(editions if all_served else editions[0], indent=2))
        return
    for its_id, its in found:
        click.echo(printable("\n".join(_lines(its_id, its, areas=areas))))


def _still_served(folder: EditionsFolder) -> Iterator[StoredEdition]:
    for edition_id in folder.ids():
        try:
            yield folder.open(edition_id)
        except CasemapError as error:  # it is withdrawn, or cannot be read: nobody is shown anything of it
            click.echo(f"Left out: {error}", err=True)


def _audited(editions: Iterable[StoredEdition], day: date | None, *, is_unrevised: bool) -> Iterator[tuple[str, Audit]]:
    """Audit editions; of several that serve the same counts the first alone, which stands for all."""
    from app.audit import audit, audited_together, served_by

    editions = list(editions)
    by_counts = {_served_files(edition): edition for edition in reversed(editions)}
    chosen = [edition for edition in editions if by_counts[_served_files(edition)] is edition]
    if not chosen:
        raise EditionsError("No edition is served.")
    for edition, served in zip(chosen, audited_together([served_by(each) for each in chosen]), strict=True):
        week = Period(day, edition.dataset.length) if day else None
        if week and not any(week in key for key in served.own):
            raise NotServedError(f"Edition {edition.id} has no record of the days to {day}.")
        yield edition.id, audit(served, {week} if week else None, is_unrevised=is_unrevised)


def _served_files(edition: StoredEdition) -> tuple[object, ...]:
    """Return what tells the counts of one edition from those of another."""
    files = edition.facts["files"]
    return tuple(files[name] for name in sorted(files) if name.startswith(("weeks/", "areas/")))


def _as_json(edition_id: str, audit: Audit, *, areas: bool) -> dict[str, Any]:
    told: dict[str, Any] = {"edition": edition_id, **summary(audit)}
    told["weeks"] = [_finding(each) for each in audit.findings]
    if areas:
        told["areas"] = [
            {"level": each.area.level, "area_code": each.area.code, "week_end": str(each.week)}
            | {"least": each.least, "most": each.most}
            for each in audit.followed
        ]
    return told


def summary(audit: Audit) -> dict[str, Any]:
    """Count all that was found, and what contradicts itself."""
    total = audit.total
    its = {name: value for name, value in asdict(total).items() if name not in ("level", "week")} if total else {}
    return {
        **its,
        "contradictions": {
            "totals": audit.totals_apart,
            "areas": audit.areas_apart,
            "groups": audit.groups_apart,
            "revised": audit.areas_revised,
        },
    }


def in_short(settings: Settings, edition: StoredEdition) -> dict[str, Any]:
    """Count what follows in an edition's own week, by bounds alone.

    It is worked out once and kept beside the store: numbers alone, no areas.
    """
    from app.audit import audit, served_by, sharing_days

    file = settings.home / KEPT
    with suppress(OSError, ValueError, KeyError, TypeError):
        kept: dict[str, Any] = json.loads(file.read_bytes())
        if kept["edition"] == edition.id:
            return {str(name): value for name, value in kept["found"].items()}
    found = summary(audit(served_by(edition, sharing_days(edition)), {edition.week}, by_bounds_alone=True))
    with suppress(OSError):  # where it cannot be kept it is worked out again
        replace_synced(file, to_json({"edition": edition.id, "found": found}))
    return found


def in_a_line(settings: Settings, edition: StoredEdition) -> Iterator[str]:
    """Say what follows in an edition's own week; nothing where nothing is hidden."""
    if not edition.dataset.hide_up_to:
        return
    found, wording = in_short(settings, edition), Wording(edition.dataset)
    withheld = f"{found['protecting']:,} withheld to protect them" if edition.dataset.protects else "nothing withheld"
    yield (
        f"  of {counted(found['hidden'], 'hidden count')} of this {wording.week} {found['exact']:,} can be worked out "
        f"and {found['narrowed']:,} narrowed, with {withheld}: see `casemap audit`"
    )


def _finding(finding: Finding) -> dict[str, Any]:
    return {**asdict(finding), "week": str(finding.week)}


def _lines(edition_id: str, audit: Audit, *, areas: bool) -> Iterator[str]:
    total = audit.total
    if total is None:
        yield f"Edition {edition_id} hides nothing."
        return
    yield f"Edition {edition_id}: what hidden counts can be, by all that is served"
    yield _row("level", "period to", *_COLUMNS)
    for each in audit.findings:
        if each.hidden or each.protecting:
            yield _row(each.level, str(each.week), *_figures(each))
    yield _row("all", "", *_figures(total))
    yield from contradictions(audit)
    if total.undecided:
        yield f"{counted(total.undecided, 'count')} could not be worked out in time, and may be narrower than is said."
    if areas:
        yield "For the operator alone:"
        for one in audit.followed:
            figures = f"{one.least}" if one.least == one.most else f"{one.least} to {one.most}"
            yield f"  {one.week}  {one.area.level} {one.area.code}  {one.area.name}: {figures}"


def contradictions(audit: Audit) -> Iterator[str]:
    """Say what contradicts itself, from which nothing follows."""
    found = (
        (audit.totals_apart, "total that its areas cannot come to", "totals that their areas cannot come to"),
        (audit.areas_apart, "area whose periods contradict one another", "areas whose periods contradict one another"),
        (
            audit.groups_apart,
            "group of areas that contradicts its totals",
            "groups of areas that contradict their totals",
        ),
        (
            audit.areas_revised,
            "area whose publications contradict one another",
            "areas whose publications contradict one another",
        ),
    )
    said = [counted(number, one, several) for number, one, several in found if number]
    if said:
        yield f"Left out of account, as from contradictions nothing follows: {'; '.join(said)}."


def _figures(finding: Finding) -> tuple[str, ...]:
    its = finding
    return tuple(
        f"{number:,}" for number in (its.hidden, its.exact, its.above_zero, its.narrowed, its.safe, its.protecting)
    )


def _row(level: str, week: str, *figures: str) -> str:
    return f"{level:<8} {week:<10}" + "".join(f"{figure:>11}" for figure in figures)
