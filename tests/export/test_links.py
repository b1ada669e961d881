"""Every link and every file that a page or a script of an export names is there, whatever the site's path."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from tests.exported import PUBLIC_URL

LINKS = {"href", "src", "srcset", "action", "data-root", "data-edition", "data-tools", "data-asked"}
IMPORTED = re.compile(r"""(?:from|import)\s*\(?["'](\./[^"']+)["']""")
IN_STYLES = re.compile(r"url\(([^)]*)\)")
BASE = "https://files.example/any/path/"


class Links(HTMLParser):
    """The links of a page, and of the styles in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._is_style = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_style = tag == "style"
        self.found += [value or "" for name, value in attrs if name in LINKS]

    def handle_data(self, data: str) -> None:
        if self._is_style:
            self.found += IN_STYLES.findall(data)


def pages(tree: Path) -> Iterator[tuple[str, str]]:
    """Return each page's address below the site's root, and its text."""
    for path in sorted(tree.rglob("*.html")):
        name = str(path.relative_to(tree)).removesuffix(".html")
        if name != "404":
            yield "" if name == "index" else name, path.read_text()


def is_there(tree: Path, address: str) -> bool:
    """Return whether a server of files finds an address below the site's root, as docs/export.nginx.conf says."""
    path = unquote(address)
    if path.endswith("/") and path.startswith("editions/"):
        return (tree / path).is_dir()  # of which scripts name the files
    return any((tree / f"{path}{end}").is_file() for end in (".html", "", "index.html"))


def test_every_link_of_every_page_leads_to_a_file(tree: Path) -> None:
    missing = set()
    for name, text in pages(tree):
        # What the script takes into the map's page is read from there.
        here = BASE if "/headlines/" in name else f"{BASE}{name}"
        for link in Links(text).found:
            whole = urljoin(here, link)
            if not whole.startswith(BASE) or link.startswith("#"):
                continue
            parts = urlsplit(whole.removeprefix(BASE))
            if not is_there(tree, parts.path) or (parts.query and parts.path):
                missing.add((name, link))

    assert missing == set()


def test_every_chunk_that_a_script_imports_is_there(tree: Path) -> None:
    scripts = list((tree / "static").glob("*.js"))
    imported = {name for script in scripts for name in IMPORTED.findall(script.read_text())}

    assert imported
    assert all((tree / "static" / name).is_file() for name in imported)


def test_every_layer_that_a_page_names_is_there(tree: Path) -> None:
    (edition,) = (tree / "editions").iterdir()
    named = {name for _, text in pages(tree) for name in re.findall(r'"href": ?"(layers/[^"]+)"', text)}

    assert named
    assert [name for name in named if not (edition / name).is_file()] == []


def test_pages_name_the_public_address_only_where_it_must_be_whole(tree: Path) -> None:
    linked = {link for _, text in pages(tree) for link in Links(text).found if "casemap.example" in link}

    canonical = {text for _, page in pages(tree) for text in re.findall('rel="canonical" href="([^"]*)"', page)}
    assert linked == canonical
    assert all(link.startswith(f"{PUBLIC_URL}/") for link in linked)


def test_pictures_that_cards_name_are_there(tree: Path) -> None:
    named = {
        text.removeprefix(f"{PUBLIC_URL}/")
        for _, page in pages(tree)
        for text in re.findall('property="og:image" content="([^"]*)"', page)
    }

    assert named == {path.name for path in tree.glob("image-*.png")}
    assert all((tree / name).read_bytes().startswith(b"\x89PNG") for name in named)


def test_the_sitemap_and_feeds_name_pages_that_are_there(tree: Path) -> None:
    for file in (tree / "sitemap.xml", tree / "feed.atom", *tree.glob("areas/*/*/feed.atom")):
        named = re.findall(f'{PUBLIC_URL}/([^<?"]*)[<"]', file.read_text())
        assert named
        assert [name for name in named if not is_there(tree, name)] == []


def test_nothing_names_the_root_that_stands_for_the_sites_own(tree: Path) -> None:
    assert [path.name for path in tree.rglob("*") if path.is_file() and b"casemap-root" in path.read_bytes()] == []
