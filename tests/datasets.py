"""Definitions of several kinds, whose words tests/data/wording.json holds to be said alike by Python and JavaScript."""

from __future__ import annotations

from collections.abc import Mapping

from app.dataset import Dataset, Hidden, LevelDefinition
from app.dataset.definition import Counted, Finder, PeriodDefinition
from tests.england import ENGLAND

CITY = LevelDefinition("city", "city", nouns="cities")
DEATHS = Dataset(
    title="Deaths in New York",
    source="Health Department",
    place="New York City",
    levels=(
        CITY,
        LevelDefinition("borough", "borough"),
        LevelDefinition("zip", "ZIP area", hidden=Hidden(4, least=1)),
    ),
    count=Counted("death", "deaths"),
    period=PeriodDefinition(days=28),
    finder=Finder("ZIP code"),
)
PEOPLE = Dataset(
    title="People seen by fortnight",
    source="Clinics",
    place="Cymru",
    language="cy",
    other_language="en",
    levels=(LevelDefinition("authority", "authority", nouns="authorities", hidden=Hidden(0)),),
    rate_per=1_000,
    count=Counted("person", "people"),
    period=PeriodDefinition(days=14, every=7),
)
MONTHS = Dataset(
    title="Deaths by month",
    source="Registers",
    place="Here",
    levels=(CITY, LevelDefinition("ward", "ward", hidden=Hidden(12))),
    rate_per=0,
    count=Counted("death", "deaths"),
    period=PeriodDefinition(months=1),
)
QUARTERS = Dataset(
    title="Admissions by three months",
    source="Hospitals",
    levels=(CITY, LevelDefinition("ward", "ward", hidden=Hidden(1, least=1))),
    rate_per=10_000,
    count=Counted("admission", "admissions"),
    period=PeriodDefinition(months=3),
)
DATASETS: Mapping[str, Dataset] = {
    "england": ENGLAND,
    "deaths": DEATHS,
    "people": PEOPLE,
    "months": MONTHS,
    "quarters": QUARTERS,
}
