"""Find elements of pages, with their attributes and all that is said in them."""

from __future__ import annotations

from dataclasses import dataclass

from tests.web.reading import read, words

DOCTYPE = "<!doctype html>"


@dataclass
class Element:
    """An element of a page, with the text of all that is in it."""

    attributes: dict[str, str]
    text: str
    said: str


def elements(page: str, tag: str, **attributes: str) -> list[Element]:
    """Return the elements of this tag that have these attributes; `class_` names one of an element's classes."""
    of_class = attributes.pop("class_", "")
    return [
        Element(one.attrib, "".join(one.itertext()), words(one))
        for one in read(page if DOCTYPE in page else DOCTYPE + page).iter(tag)
        if all(one.get(name) == value for name, value in attributes.items())
        and (not of_class or of_class in one.get("class", "").split())
    ]


def links(page: str) -> dict[str, str]:
    """Return where a page's links lead, by what they say; the first of those that say the same."""
    found: dict[str, str] = {}
    for link in elements(page, "a"):
        found.setdefault(link.attributes.get("aria-label") or link.said, link.attributes.get("href", ""))
    return found
