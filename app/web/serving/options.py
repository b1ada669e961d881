"""Which options each address has, and how they are read from a request.

An option that is not known at an address, or a name that is nearly one's, is told with the reason; what is neither
belongs to somebody else (`utm_source`, `fbclid`, ...) and counts for nothing, but where data is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import parse_qsl, urlencode

from werkzeug.datastructures import MultiDict

from app.errors import BadParameterError
from app.options import api, beside, tables
from app.options.hotspots import HOTSPOTS
from app.options.option import Option
from app.options.values import Options
from app.options.view import VIEW
from app.web.serving.nearly import nearest


def _names(options: Iterable[Option]) -> tuple[str, ...]:
    return tuple(option.name for option in options)


# By the name of what answers there; an address that is not among them has none.
PAGES: Mapping[str, tuple[str, ...]] = {
    "map_page.map_page": _names(beside.MAP),
    "areas.area": ("week",),
    "hotspots.hotspots": _names(HOTSPOTS),
    "hotspots.hotspots_as_text": _names(HOTSPOTS),
    "rises.rises": _names(tables.RISES),
    "rises.rises_as": _names(tables.RISES),
    "table.table": _names(tables.TABLE),
    "search.search": ("q",),
    "embed.embed": _names(beside.EMBED),
    "builder.builder": (*_names(beside.EMBED), "height"),
    "pictures.image": _names(beside.PICTURE),
    "oembed.oembed": ("url", "format", "maxwidth", "maxheight", "iframe"),
}
OWN = ("ogc",)  # blueprints that check their options themselves, as some are named by what the data is of
API: Mapping[str, tuple[Option, ...]] = {
    "api_areas.areas": api.AREAS,
    "api_areas.area": api.AREA,
    "api_lists.hotspots": api.HOTSPOTS,
    "api_lists.rises": api.RISES,
    "api_editions.editions": api.EDITIONS,
    "api_editions.weeks": api.WEEKS,
    "api_editions.releases": api.RELEASES,
}
OPTIONS = {**PAGES, **{endpoint: _names(options) for endpoint, options in API.items()}}
SEVERAL = frozenset(option.name for option in VIEW if option.is_several)  # what may be given more than once
# What pages know: an option of the API alone, such as `most`, is too near what others put into addresses.
ALL = tuple(dict.fromkeys(name for names in PAGES.values() for name in names))


def read_query(query: str, *, is_data: bool = False, with_blank: bool = False) -> Options:
    """Read what of a query is ours or nearly ours, and where data is asked for all of it.

    An option without a value is not given, unless it is to be refused.
    """
    pairs = dict.fromkeys(parse_qsl(query, keep_blank_values=True))
    return MultiDict(
        (name, value) for name, value in pairs if _counts(name, value, is_data=is_data, with_blank=with_blank)
    )


def _counts(name: str, value: str, *, is_data: bool, with_blank: bool) -> bool:
    if name in ALL:
        return with_blank or bool(value.strip())
    return is_data or nearest(name, ALL) is not None


def write_query(options: Mapping[str, str | None]) -> str:
    """Write what is asked for as a query, with its question mark; nothing where nothing is."""
    given = {name: value for name, value in options.items() if value}
    return f"?{urlencode(given, safe=',')}" if given else ""


def refuse_wrong(given: Options, here: Sequence[str]) -> None:
    """Check that these are options that there are here.

    Raises BadParameterError for another, and for one that is given twice and is to have one value.
    """
    for name, values in given.lists():
        if name not in here:
            raise BadParameterError(_no_option(name, here))
        if name not in SEVERAL and _differ(values):
            raise BadParameterError(f"{name} is given more than once, with different values: give it once.")


def refuse_blank(given: Options) -> None:
    """Check that each option has a value: who asks the API means something by each.

    Raises BadParameterError for one without.
    """
    for name, value in given.items(multi=True):
        if not value.strip():
            raise BadParameterError(f"{name} is given without a value: give one, or leave it out.")


def _differ(values: Iterable[str]) -> bool:
    return len({value.strip() for value in values}) > 1


def _no_option(name: str, here: Sequence[str]) -> str:
    there_are = f"there are {', '.join(here)}" if len(here) > 1 else f"there is {here[0] if here else 'none'}"
    meant = nearest(name, here) or nearest(name, ALL)
    said = f"There is no option {name[:40]} here; {there_are}."
    if meant in (None, name):
        return said
    return f"{said} Did you mean {meant}?{'' if meant in here else ' That is not there either.'}"
