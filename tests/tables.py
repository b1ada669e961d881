"""Read a page's tables, headings and sentences as a reader has them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

BLOCKS = {"p", "h1", "h2", "caption", "option", "li"}


@dataclass
class Cell:
    """A cell: its words, its attributes and the addresses that its links lead to."""

    attributes: dict[str, str]
    text: str = ""
    links: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        return " ".join(self.text.split())


@dataclass
class Table:
    """A table's rows of cells, the first of them its headings."""

    rows: list[list[Cell]] = field(default_factory=list)

    @property
    def headings(self) -> list[str]:
        return [cell.words for cell in self.rows[0]]

    @property
    def body(self) -> list[list[str]]:
        return [[cell.words for cell in row] for row in self.rows[1:]]


class Page(HTMLParser):
    """A page that is read: its tables, its links, and the words of its blocks by tag."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tables: list[Table] = []
        self.links: list[dict[str, str]] = []
        self._blocks: list[tuple[str, Cell]] = []
        self._open: list[Cell] = []
        self.feed(text)

    def said(self, tag: str, name: str = "") -> list[str]:
        """Return the words of all blocks of a tag, of a class if one is named."""
        found = [cell for each, cell in self._blocks if each == tag]
        return [cell.words for cell in found if not name or name in cell.attributes.get("class", "").split()]

    def chosen(self) -> list[tuple[str, str]]:
        """Return value and words of the options that are selected."""
        found = [cell for tag, cell in self._blocks if tag == "option" and "selected" in cell.attributes]
        return [(cell.attributes.get("value", cell.words), cell.words) for cell in found]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "table":
            self.tables.append(Table())
        if tag == "tr":
            self.tables[-1].rows.append([])
        if tag in ("td", "th"):
            self._open.append(Cell(attributes))
            self.tables[-1].rows[-1].append(self._open[-1])
        if tag in BLOCKS:
            self._open.append(Cell(attributes))
            self._blocks.append((tag, self._open[-1]))
        if tag == "a" and "href" in attributes:
            self.links.append(attributes)
            for cell in self._open:
                cell.links.append(attributes["href"])

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS | {"td", "th"} and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        for cell in self._open:
            cell.text += data
