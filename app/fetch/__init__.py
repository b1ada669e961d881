"""Download published files into the geodata folder, checking each before it replaces anything."""

from app.fetch.boundaries import fetch_boundaries
from app.fetch.cases import fetch_cases
from app.fetch.daily import fetch_boundaries_once_a_day
from app.fetch.folder import Fetched, Show
from app.fetch.line import Line
from app.fetch.releases import FetchedRelease, fetch_releases

__all__ = [
    "Fetched",
    "FetchedRelease",
    "Line",
    "Show",
    "fetch_boundaries",
    "fetch_boundaries_once_a_day",
    "fetch_cases",
    "fetch_releases",
]
