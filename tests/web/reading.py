"""Read pages as HTML: their elements, with attributes and text."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

VOID = {"br", "hr", "img", "input", "link", "meta", "source"}


@dataclass
class Element:
    """An element of a page, with the text of all that is in it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""


class Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[Element] = []
        self._open: list[Element] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.found.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data


def elements(page: str, tag: str, **attributes: str) -> list[Element]:
    """Give a page's elements of this tag that have these attributes; `class_` names one of an element's classes."""
    of_class = attributes.pop("class_", "")
    return [
        one
        for one in Reader(page).found
        if one.tag == tag
        and all(one.attributes.get(name) == value for name, value in attributes.items())
        and (not of_class or of_class in one.attributes.get("class", "").split())
    ]


def links(page: str) -> dict[str, str]:
    """Give where a page's links lead, by what they say; the first of those that say the same."""
    found: dict[str, str] = {}
    for link in elements(page, "a"):
        said = link.attributes.get("aria-label") or " ".join(link.text.split())
        found.setdefault(said, link.attributes.get("href", ""))
    return found
