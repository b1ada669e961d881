"""Thirty weekdays, with corrections, a holiday, a late day and broken ones: after each the right edition stands."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from app.domain import Period, Shown
from app.editions import EditionsFolder, StoredEdition
from app.settings import Settings
from app.update.outcome import Outcome
from tests.fetch.server import Answer, Server, body, cut, ranged, status
from tests.update.conftest import UpdateAt
from tests.update.place import DAYS, LAG, WARDS, release, usual_cases

FIRST = date(2020, 11, 2)  # a Monday
EVENING, LATE_EVENING = time(18, 5), time(21, 0)  # figures are due at six
HOLIDAY, LATE = date(2020, 11, 10), date(2020, 11, 12)
CORRECTIONS = (date(2020, 11, 6), date(2020, 11, 20), date(2020, 12, 7))  # releases that revise the days before
TWICE = date(2020, 12, 2)  # the agency corrects a release on its day

Known = dict[tuple[str, date], int]


def cases(ward: str, day: date, published_on: date) -> int:
    """Return what a release says: 100 more for each correction of the day that came by then."""
    corrections = sum(each <= published_on and day < each - timedelta(days=LAG) for each in CORRECTIONS)
    return usual_cases(ward, day) + 100 * corrections


def file_of(day: date, more: int = 0) -> bytes:
    return release(day, lambda ward, its: cases(ward, its, day) + more)


def good(day: date, more: int = 0) -> Answer:
    return ranged(file_of(day, more), ETag=f'"{day}-{more}"')


BROKEN: dict[date, tuple[Answer, Outcome]] = {
    date(2020, 11, 17): (cut(file_of(date(2020, 11, 17)), 300), Outcome.NOT_FETCHED),
    date(2020, 11, 19): (body(b"<!doctype html><title>Maintenance</title>"), Outcome.NOT_FETCHED),
    date(2020, 11, 24): (body(release(date(2020, 11, 24), lambda *_: 0)), Outcome.REFUSED),
    date(2020, 11, 26): (status(404), Outcome.NOT_FETCHED),
    date(2020, 12, 1): (status(503), Outcome.NOT_FETCHED),
}


def weekdays(number: int) -> list[date]:
    days = (FIRST + timedelta(days=after) for after in range(2 * number))
    return [day for day in days if day.weekday() < 5][:number]


def known_by(day: date, known: Known, more: int = 0) -> Known:
    """Return what readers may know after a day's release."""
    ends = (day - timedelta(days=LAG + back) for back in range(DAYS))
    return known | {(ward, end): cases(ward, end, day) + more for end in ends for ward in WARDS}


def shown_by(edition: StoredEdition) -> Known:
    """Return all that an edition shows of wards."""
    wards = edition.areas["ward"]
    weeks: list[Period] = [edition.period(end) for end in edition.weeks]
    return {
        (area.code, week.end): cell.cases
        for week in weeks
        for area, cell in zip(wards, edition.tables(week)["ward"].cells, strict=True)
        if isinstance(cell, Shown)
    }


def test_the_right_edition_stands_after_each_of_thirty_weekdays(
    agency: Server, settings: Settings, update_at: UpdateAt
) -> None:
    stands, known = FIRST, Known()

    def check(day: date, hour: time, expected: Outcome, overdue_since: date | None) -> None:
        done = update_at(datetime.combine(day, hour))
        seen = EditionsFolder(settings.editions_folder).standing()

        assert (done.outcome, done.overdue_since) == (expected, overdue_since), (day, done.reason)
        assert (seen.problem, seen.edition.published_on) == (None, stands), day
        assert seen.edition.week.end == stands - timedelta(days=LAG), day
        assert shown_by(seen.edition) == known, day

    for day in weekdays(30):
        if day == HOLIDAY:
            check(day, EVENING, Outcome.UNCHANGED, None)
        elif day in BROKEN:
            answer, outcome = BROKEN[day]
            agency.will("/wards.csv", answer)
            check(day, EVENING, outcome, day)
        else:
            if day == LATE:
                check(day, EVENING, Outcome.LATE, day)
            agency.will("/wards.csv", good(day))
            stands, known = day, known_by(day, known)
            check(day, LATE_EVENING if day == LATE else EVENING, Outcome.PUBLISHED, None)
        if day == TWICE:
            agency.will("/wards.csv", good(day, 3))
            known = known_by(day, known, 3)
            check(day, LATE_EVENING, Outcome.PUBLISHED, None)
