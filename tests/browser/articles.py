"""Articles at an origin of their own, with the map in a frame."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup
from playwright.sync_api import Frame, Page

FRAME = Markup('<iframe {marks} title="Cases" src="{address}" width="100%" height="{height}" frameborder="0"></iframe>')
SCRIPT = '<script async src="{site}/embed.js"></script>'
HEAD = "<!doctype html><title>Article</title><meta name=viewport content=width=device-width>"
POLICY = "default-src 'none'; script-src {site} 'nonce-article'; frame-src {site}; style-src {styles}"
# What wp_filter_oembed_result leaves of a frame that a site which WordPress does not know gave it.
LEFT_BY_WORDPRESS = ("src", "width", "height", "frameborder", "marginwidth", "marginheight", "scrolling", "title")
BY_WORDPRESS = Markup(
    '<iframe class="wp-embedded-content" sandbox="allow-scripts" security="restricted" {left} data-secret="{secret}">'
    "</iframe>"
)
SECRET = "a1B2c3D4e5"
Serve = Callable[..., str]


@contextmanager
def articles(site: str) -> Iterator[Serve]:
    """Serve an article of a body, headers and a style sheet under a strict policy, and give its address."""
    served: dict[str, str] = {}
    headers: dict[str, str] = {}

    class Article(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path in served else 204)
            kind = "css" if self.path.endswith(".css") else "html"
            for name, value in {"Content-Type": f"text/{kind}; charset=utf-8", **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(served.get(self.path, "").encode())

        def log_message(self, *_: Any) -> None:
            """Keep the tests' output clean."""

    def put(body: str, sheet: str = "", more: Mapping[str, str] | None = None) -> str:
        """Styles are the article's own where there is a sheet: none may stand in its body."""
        scheme, host, *_ = urlsplit(site)
        policy = POLICY.format(site=f"{scheme}://{host}", styles="'self'" if sheet else "'unsafe-inline'")
        headers.update({"Content-Security-Policy": policy, **(more or {})})
        link = '<link rel="stylesheet" href="sheet.css">' if sheet else ""
        served.update({"/": f"{HEAD}{link}{body}", "/sheet.css": sheet})
        return f"http://localhost:{server.server_port}/"

    with ThreadingHTTPServer(("127.0.0.1", 0), Article) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield put
        server.shutdown()


def frame(site: str, query: str = "within=E12000001", height: int = 300, marks: str = "data-casemap") -> str:
    """Write a frame of the map."""
    return str(FRAME.format(marks=Markup(marks), address=f"{site}/embed?{query}", height=height))


def filtered_by_wordpress(html: str) -> str:
    """Return what WordPress makes of a frame, and leaves of all that stands beside it."""
    found: list[dict[str, str]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag == "iframe":
                found.append({name: value or "" for name, value in attrs})

    Reader().feed(html)
    given = {name: value for name, value in found[0].items() if name in LEFT_BY_WORDPRESS}
    given["src"] += f"#?secret={SECRET}"
    left = Markup(" ").join(Markup('{}="{}"').format(name, value) for name, value in given.items())
    return str(BY_WORDPRESS.format(left=left, secret=SECRET))


def frames_of(page: Page, site: str) -> list[Frame]:
    """Return the frames that show pages of a site, in the order in which they stand."""
    return [one for one in page.frames if one.url.startswith(site)]


def wait_until_drawn(page: Page, site: str, number: int = 1) -> list[Frame]:
    """Bring each frame of the map into sight, and wait until it is drawn and has told its height."""
    frames = frames_of(page, site)
    assert len(frames) == number
    for place, one in enumerate(frames):
        page.locator("iframe").nth(place).scroll_into_view_if_needed()
        one.wait_for_selector("html[data-ready=true]")
    page.wait_for_timeout(300)
    return frames
