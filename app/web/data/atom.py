"""Write a feed as Atom 1.0 (RFC 4287)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree.ElementTree import Element, SubElement, tostring

MIMETYPE = "application/atom+xml"
ATOM = "http://www.w3.org/2005/Atom"
XHTML = "http://www.w3.org/1999/xhtml"

Said = str | Sequence[str]  # a paragraph, or a list


@dataclass(frozen=True)
class Entry:
    """What an edition says; `id` is its address that stays, `page` one for readers.

    One that `is_withdrawn` says why, and is answered at its address no more.
    """

    id: str
    title: str
    updated: date
    page: str
    said: tuple[Said, ...]
    is_withdrawn: bool = False


@dataclass(frozen=True)
class Feed:
    """Entries, the latest first, and whose they are; `address` is the feed's own, `page` that of the same for readers.

    `contact` is an e-mail address or a page's, or empty.
    """

    address: str
    page: str
    title: str
    subtitle: str
    rights: str
    author: str
    contact: str
    updated: date
    entries: Sequence[Entry]


def as_atom(feed: Feed) -> bytes:
    """Write a feed."""
    root = Element("feed", {"xmlns": ATOM, "xml:lang": "en-GB"})
    _say(root, "id", feed.address)
    _say(root, "title", feed.title)
    _say(root, "subtitle", feed.subtitle)
    _say(root, "updated", _instant(feed.updated))
    SubElement(root, "link", {"rel": "self", "type": MIMETYPE, "href": feed.address})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": feed.page})
    author = SubElement(root, "author")
    _say(author, "name", feed.author)
    _say(author, "uri" if "://" in feed.contact else "email", feed.contact)
    _say(root, "rights", feed.rights)
    _say(root, "generator", "Casemap")
    for entry in feed.entries:
        _add(root, entry)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _add(root: Element, entry: Entry) -> None:
    element = SubElement(root, "entry")
    _say(element, "id", entry.id)
    _say(element, "title", entry.title)
    _say(element, "updated", _instant(entry.updated))
    SubElement(element, "link", {"rel": "alternate", "type": "text/html", "href": entry.page})
    if not entry.is_withdrawn:
        SubElement(element, "link", {"rel": "related", "type": "text/html", "title": "As published", "href": entry.id})
    content = SubElement(SubElement(element, "content", {"type": "xhtml"}), "div", {"xmlns": XHTML})
    for said in entry.said:
        if isinstance(said, str):
            _say(content, "p", said)
        else:
            listed = SubElement(content, "ul")
            for each in said:
                _say(listed, "li", each)


def _say(parent: Element, tag: str, text: str) -> None:
    """Add an element, where there is something to say."""
    if text:
        SubElement(parent, tag).text = text


def _instant(day: date) -> str:
    """Write a day as RFC 3339 does: editions know no time of day."""
    return f"{day.isoformat()}T00:00:00Z"
