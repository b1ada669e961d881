"""Read pages as what they are: elements with words in them."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, TreeBuilder

VOID = frozenset(("area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.builder = TreeBuilder()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in VOID:
            self.builder.end(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        self.builder.end(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.builder.end(tag)

    def handle_data(self, data: str) -> None:
        self.builder.data(data)


def read(page: str) -> Element:
    """Return a page's root element."""
    reader = _Reader()
    reader.feed(page.partition("<!doctype html>")[2].strip())
    return reader.builder.close()


def words(element: Element) -> str:
    """Return what an element says, its spaces as they are seen."""
    return " ".join("".join(element.itertext()).split())


def of_class(element: Element, name: str, tag: str = "*") -> Iterator[Element]:
    """Return the elements inside that have a class."""
    return (one for one in element.iter(None if tag == "*" else tag) if name in (one.get("class") or "").split())
