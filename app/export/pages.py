"""Make a page work wherever its file is put: with relative links, and its content security policy inside."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from app.export.names import ROOT, Address, Names, link_to, root_from

LINK = re.compile(r'(?<=[\s"])(href|src|action|content)="([^"]*)"')
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)
CHARSET = '<meta charset="utf-8">\n'
OF_PAGE = "frame-ancestors"  # the one directive that counts in a header alone


@dataclass(frozen=True)
class Page:
    """A page's text, the answers that it leads to by name, and the addresses that it names and that need a server."""

    text: str
    leads_to: dict[str, Address] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)


def localised(text: str, path: str, depth: int, names: Names, public_root: str) -> Page:
    """Write the links of the page at a path relative to where it lies, so many folders deep.

    `public_root` is the site's whole address, at which pictures stay: networks take no relative ones.
    """
    page = Page(text)

    def written(match: re.Match[str]) -> str:
        name, value = match[1], html.unescape(match[2])
        address = _own(value, path, public_root, is_link=name != "content")
        if address is None:
            return match[0]
        link = _link(address, depth if name != "content" else None, names, page)
        root = public_root if name == "content" else ""
        return f'{name}="{html.escape(root + link)}"' if link is not None else match[0]

    local = LINK.sub(written, text).replace(f"{ROOT}/", root_from(depth))
    return Page(local, page.leads_to, page.lost)


def _own(value: str, path: str, public_root: str, *, is_link: bool) -> str | None:
    """Return an address of the site's own below its root, None for all else: a canonical one stays whole."""
    if value.startswith(f"{public_root}image."):
        return value.removeprefix(public_root)
    if is_link and value.startswith(f"{ROOT}/"):
        return value.removeprefix(f"{ROOT}/")
    return None if not is_link or ELSEWHERE.match(value) else urljoin(f"/{path}", value).removeprefix("/")


def _link(address: str, depth: int | None, names: Names, page: Page) -> str | None:
    """Write the way to an address, from the site's root where no depth is given; None where it needs a server."""
    parts = urlsplit(address)
    name = names.of(parts.path, parts.query)
    if name is None:
        page.lost.append(address)
        return None
    keeps_query = names.keeps_query(name)
    page.leads_to[name] = (parts.path, "" if keeps_query else parts.query)
    link = link_to(name, 0).removeprefix("./") if depth is None else link_to(name, depth)
    query = f"?{parts.query}" if keeps_query and parts.query else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return f"{link}{query}{fragment}"


def with_policy(text: str, policy: str) -> tuple[str, str]:
    """Put a content security policy into a page, and give that and what of it is left to be a header.

    So it holds on every server of files, whatever headers this can send; a part of a page, without a head, needs none.
    """
    directives = policy.split("; ")
    own = "; ".join(directive for directive in directives if not directive.startswith(OF_PAGE))
    left = "; ".join(directive for directive in directives if directive.startswith(OF_PAGE))
    meta = f'{CHARSET}<meta http-equiv="Content-Security-Policy" content="{own}">\n'
    return (text.replace(CHARSET, meta, 1) if "<head>" in text else text), left
