"""Make an edition's files: everything that readers can get, worked out once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from app.cells import Cells
from app.dataset import Dataset
from app.dataset.codec import as_table
from app.domain import Level, Withheld
from app.editions.contents import LevelFacts, Measures, Told
from app.editions.contract import FORMAT, PUBLISHED, RECORD, TIMELINE, WEEK, Read
from app.editions.records import publications_of, timeline_to_facts
from app.publish.data import data_files
from app.publish.edition import Edition
from app.statistics.timeline import timeline


def edition_facts(edition: Edition, shapes: Iterable[str], measures: Measures, *, is_sample: bool) -> Told:
    """Return an edition's facts, for its description and `casemap status`."""
    return {
        "format": FORMAT,
        "week_start": edition.week.start.isoformat(),
        "week_end": str(edition.week),
        "published_on": edition.published_on.isoformat(),
        "dataset": as_table(_as_readers_see_it(edition.dataset)),
        "passed_over": [
            {"week_end": str(passed.week), "authorities_missing": passed.authorities} for passed in edition.passed_over
        ],
        "levels": {level: _level_facts(edition, level) for level in edition.dataset.slugs},
        "releases": [release.id for release in edition.releases],
        "weeks": [str(week) for week in edition.weeks],
        "measures": measures,
        "shapes": list(shapes),
        "is_sample": is_sample,
        "partly_known": sorted(edition.partly_known),
    }


def _as_readers_see_it(dataset: Dataset) -> Dataset:
    """Leave out how files are read, and names of areas that other files hold."""
    return replace(dataset, tables=(), boundaries=(), published={}, readers="", common_names={})


def _level_facts(edition: Edition, level: Level) -> LevelFacts:
    table = edition.tables.get((level, edition.week))
    facts: LevelFacts = {
        "published_on": table.published_on.isoformat() if table else None,
        "shown": len(table.shown) if table else 0,
        "hidden": table.count(Withheld.HIDDEN) if table else 0,
        "missing": table.count(Withheld.MISSING) if table else 0,
        "total_cases_shown": sum(table.shown) if table else 0,
    }
    if edition.dataset.protects:
        facts["withheld"] = table.count(Withheld.PROTECTING) if table else 0
    return facts


def changing_files(edition: Edition, read: Read) -> dict[str, bytes]:
    """Return the files that hold counts, but the layers; `read` gives those that last."""
    levels = edition.dataset.slugs
    steps = timeline(edition.tables, edition.week, levels, edition.dataset.period.every)
    record = {level: [str(week) for week in edition.weeks if (level, week) in edition.tables] for level in levels}
    files = {**RECORD.write(record), **PUBLISHED.write(publications_of(edition.tables.values()))}
    files |= TIMELINE.write(timeline_to_facts(steps))
    for week in edition.weeks:
        tables = [edition.tables[level, week] for level in levels if (level, week) in edition.tables]
        files |= WEEK.write({table.level: {"cases": Cells.of(table.cells).as_json()} for table in tables}, week)
    return {**files, **data_files(edition, read)}
