"""A phone as Lighthouse emulates it, in Chromium."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

SIZE = (412, 823)
SLOWDOWN = 4
NETWORK = {"latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}  # ms, bytes a second
PATIENCE = 120  # seconds
QUIET = 0.6  # seconds without a request under way, after which a page has what it wants

# Chromium is started by root in containers, where it has no sandbox; it is to look nothing up of its own accord.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


class Traffic:
    """Count what comes over the wire, headers included."""

    def __init__(self, session: CDPSession, home: str) -> None:
        self.bytes = 0
        self.requests = 0
        self.strangers: list[str] = []
        self._home = home
        self._open: set[str] = set()
        session.on("Network.requestWillBeSent", self._sent)
        session.on("Network.loadingFinished", self._finished)
        session.on("Network.loadingFailed", lambda event: self._open.discard(event["requestId"]))
        session.send("Network.enable")

    @property
    def is_quiet(self) -> bool:
        """Return whether no request is under way."""
        return not self._open

    def _sent(self, event: dict[str, Any]) -> None:
        address = event["request"]["url"]
        if address.startswith(("data:", "blob:")):
            return
        if not address.startswith(self._home):
            self.strangers.append(address)
        self.requests += 1
        self._open.add(event["requestId"])

    def _finished(self, event: dict[str, Any]) -> None:
        self._open.discard(event["requestId"])
        self.bytes += int(event["encodedDataLength"])


class Phone:
    """A page in a context of its own, with a cold cache."""

    def __init__(self, page: Page, home: str) -> None:
        self.page = page
        self.session = page.context.new_cdp_session(page)
        self.traffic = Traffic(self.session, home)
        self.told: dict[str, Any] = {}
        self._home = home
        self.session.on("Runtime.bindingCalled", self._hear)
        self.session.send("Page.enable")
        self.session.send("Runtime.enable")
        self.session.send("Runtime.addBinding", {"name": "tellBench"})

    def slow_down(self) -> None:
        """Take the speed and the network of a phone."""
        self.session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
        self.session.send("Network.emulateNetworkConditions", {"offline": False, **NETWORK})

    def speed_up(self) -> None:
        """Take the machine's own speed."""
        self.session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
        unlimited = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
        self.session.send("Network.emulateNetworkConditions", {"offline": False, **unlimited})

    def open(self, path: str, script: str) -> None:
        """Open a page of the local server, with a script that runs before the page's own."""
        self.session.send("Page.addScriptToEvaluateOnNewDocument", {"source": script})
        self.page.goto(self._home + path, wait_until="commit")

    def ask(self, expression: str) -> Any:
        """Evaluate an expression in the page, whatever its content security policy."""
        answer = self.session.send("Runtime.evaluate", {"expression": expression, "returnByValue": True})
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{expression}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def wait_until(self, holds: Callable[[], bool], what: str) -> None:
        """Wait for something that events of the page bring about."""
        end = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > end:
                raise TimeoutError(f"{self.page.url}: {what} did not come in {PATIENCE} s")
            self.page.wait_for_timeout(20)

    def wait_until_quiet(self) -> None:
        """Wait until the page has asked for nothing for a while."""
        since = time.monotonic()
        while time.monotonic() - since < QUIET:
            if not self.traffic.is_quiet:
                since = time.monotonic()
            self.page.wait_for_timeout(50)

    def _hear(self, event: dict[str, Any]) -> None:
        said = json.loads(event["payload"])
        self.told[said["name"]] = said["at"]


def script(name: str, **values: Any) -> str:
    """Return a script that lies beside this module, each `$NAME` in it replaced by its value."""
    text = Path(__file__).with_name(name).read_text()
    for key, value in values.items():
        text = text.replace(f"${key.upper()}", json.dumps(value))
    return text


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the machine's own Chromium."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield opened
        opened.close()


@contextmanager
def phone(browser: Browser, home: str) -> Iterator[Phone]:
    """Return a phone with nothing in its cache."""
    width, height = SIZE
    context = browser.new_context(
        viewport={"width": width, "height": height}, device_scale_factor=1.75, is_mobile=True, has_touch=True
    )
    given = Phone(context.new_page(), home)
    yield given
    context.close()
    if given.traffic.strangers:
        raise RuntimeError(f"requests to third parties: {given.traffic.strangers}")
