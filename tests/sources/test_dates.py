"""Dates as publishers write them."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain import Length
from app.sources.dates import day_of, end_after, end_of

WEEK, MONTH = Length(7), Length(0, 1)
PUBLISHED = date(2021, 7, 11)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2021-06-16", date(2021, 6, 16)),
        ("2021-06-16T00:00:00.000Z", date(2021, 6, 16)),
        ("2021/06/16 00:00:00+00", date(2021, 6, 16)),
        ("20210616", date(2021, 6, 16)),
        ("03/04/2021", date(2021, 4, 3)),
        ("21 October 2020", date(2020, 10, 21)),
        ("October 21, 2020", date(2020, 10, 21)),
        ("3rd of May 2021", date(2021, 5, 3)),
        ("27-Dec-20", date(2020, 12, 27)),
        ("2020-Dec-27", date(2020, 12, 27)),
        ("2020 December 27", date(2020, 12, 27)),
        ("28.10.2020, 00:00 Uhr", date(2020, 10, 28)),
        ("Week ending 10/03/2021", date(2021, 3, 10)),
        ("2021-W05", date(2021, 2, 7)),
        ("07/02/21", date(2021, 2, 7)),
        ("7.2.21", date(2021, 2, 7)),
        ("2021-02-07T00:00:00+02:00", date(2021, 2, 7)),
        ("2021-02-07 12:00:00", date(2021, 2, 7)),
        ("1612699200000", date(2021, 2, 7)),
        ("1603843200000", date(2020, 10, 28)),
        ("29 February", date(2020, 2, 29)),
    ],
)
def test_a_last_day(text: str, day: date) -> None:
    assert end_of(text, WEEK, PUBLISHED) == day


def test_the_month_may_come_first() -> None:
    assert end_of("03/04/2021", WEEK, PUBLISHED, day_first=False) == date(2021, 3, 4)
    assert day_of("02/29/2020", PUBLISHED, day_first=False) == date(2020, 2, 29)


@pytest.mark.parametrize(
    ("text", "published_on", "day"),
    [
        ("December 27-January 2", date(2021, 1, 5), date(2021, 1, 2)),
        ("December 20-December 26", date(2021, 1, 5), date(2020, 12, 26)),
        ("January 10-January 16", date(2021, 1, 19), date(2021, 1, 16)),
        ("Rolling 7 days (01 Jul - 07 Jul)", date(2021, 7, 11), date(2021, 7, 7)),
        ("Rolling 7 days (01 Jul - 07 Jul)", date(2021, 7, 6), date(2020, 7, 7)),
        ("27 December-02 January", date(2021, 1, 5), date(2021, 1, 2)),
        ("1-7 July 2021", date(2021, 7, 11), date(2021, 7, 7)),
        ("July 1\u20137, 2021", date(2021, 7, 11), date(2021, 7, 7)),
        ("December 27, 2020-January 2, 2021", date(2021, 1, 5), date(2021, 1, 2)),
        ("01/07/2021 to 07/07/2021", date(2021, 7, 11), date(2021, 7, 7)),
        ("2021-07-01/2021-07-07", date(2021, 7, 11), date(2021, 7, 7)),
        ("2019 June 25 - July 1", date(2021, 7, 11), date(2019, 7, 1)),
        ("27 December 2018 to 2 January", date(2021, 7, 11), date(2019, 1, 2)),
    ],
)
def test_both_ends_of_a_period(text: str, published_on: date, day: date) -> None:
    assert end_of(text, WEEK, published_on) == day


def test_a_range_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match=r"is of 6 days \(2020-12-20 to 2020-12-25\), and .* period is seven days\."):
        end_of("December 20-December 25", WEEK, date(2021, 1, 5))
    with pytest.raises(ValueError, match=r"period is 28 days\."):
        end_of("December 20-December 26", Length(28), date(2021, 1, 5))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2020-10", date(2020, 10, 31)),
        ("202010", date(2020, 10, 31)),
        ("2020M10", date(2020, 10, 31)),
        ("Oct 2020", date(2020, 10, 31)),
        ("October 2020", date(2020, 10, 31)),
        ("2019 Oct", date(2019, 10, 31)),
        ("Admissions 2019 October", date(2019, 10, 31)),
        ("Oct-19", date(2019, 10, 31)),
        ("Oct 19", date(2019, 10, 31)),
        ("2020-02-01", date(2020, 2, 29)),
        ("14/02/2020", date(2020, 2, 29)),
        ("1-31 March 2021", date(2021, 3, 31)),
        ("May", date(2021, 5, 31)),
    ],
)
def test_a_month_by_its_name_or_any_day_in_it(text: str, day: date) -> None:
    assert end_of(text, MONTH, PUBLISHED) == day


def test_several_months() -> None:
    assert end_of("August to October 2020", Length(0, 3), PUBLISHED) == date(2020, 10, 31)
    assert end_of("November 2020 - January 2021", Length(0, 3), PUBLISHED) == date(2021, 1, 31)
    with pytest.raises(ValueError, match="period is three months"):
        end_of("September to October 2020", Length(0, 3), PUBLISHED)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "It is blank: a date must stand here"),
        ("yesterday", '"yesterday" is not a date, such as 2021-06-16'),
        ("2021-02-31", "is not a date"),
        ("13/13/2020", "is not a date, such as .*16/06/2021, the day first"),
        ("2021-06-16T23:00:00Z", "is not a date"),
        ("October 2020", "is not a date"),
        ("12/07/2021", "lies after the publication date, 2021-07-11"),
        ("16/06/1921", "more than 30 years before"),
        ("1 May 2 May 3 May", "is not a date"),
    ],
)
def test_what_is_no_date(text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        end_of(text, WEEK, PUBLISHED)


def test_daily_counts_are_of_one_day() -> None:
    with pytest.raises(ValueError, match="is several days"):
        day_of("1-7 July 2021", PUBLISHED)


def test_the_end_of_the_period_that_begins_on_a_day() -> None:
    assert end_after(date(2020, 12, 27), WEEK) == date(2021, 1, 2)
    assert end_after(date(2020, 12, 1), MONTH) == date(2020, 12, 31)
    assert end_after(date(2020, 11, 1), Length(0, 3)) == date(2021, 1, 31)
