"""Typing into the search box: how long until what a keystroke offers is drawn, beside a plain list of areas' names."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from statistics import quantiles

from playwright.sync_api import Browser

from tests.bench import plain
from tests.bench.phone import Phone, chromium, phone, script
from tests.bench.report import Row, at_most

TYPED = ("newcastle", "barrow & furness", "st albans", "durham city", "kingston upon hull")
# Writes a text into the field, and tells how long it took until the frame that follows is done.
WRITE = """
(() => {
  const field = document.getElementById('search');
  const {port1, port2} = new MessageChannel();
  const since = performance.now();
  port1.onmessage = () => tellBench(JSON.stringify({name: 'offered', at: performance.now() - since}));
  field.value = TEXT;
  field.dispatchEvent(new Event('input'));
  requestAnimationFrame(() => port2.postMessage(null));
})()
"""
OFFERED = "[...document.querySelectorAll('[data-choices] [role=option]')].map(({textContent}) => textContent)"


def measure(home: str) -> Iterator[Row]:
    """Type names letter by letter, at the machine's own speed, and the same into a plain list."""
    with chromium() as browser:
        ours, theirs = _typing(browser, home, "/", _check), _typing(browser, home, f"{plain.PATH}?level=msoa")
    slow, plain_slow = (quantiles(taken, n=10)[-1] for taken in (ours, theirs))
    remark = f" ({slow:.0f} ms; {plain_slow:.0f} ms; the slowest {max(ours):.0f} ms; {max(theirs):.0f} ms)"
    yield at_most("A keystroke of the search: 9 of 10 within", slow / plain_slow, 2, " x a plain list's", remark)


def _typing(
    browser: Browser, home: str, path: str, check: Callable[[Phone, str], None] = lambda *_: None
) -> list[float]:
    with phone(browser, home) as opened:
        opened.open(path, script("watch.js", areas=None))
        opened.page.wait_for_selector("html[data-tools=true]", state="attached")
        opened.page.focus("#search")
        opened.wait_until_quiet()
        taken = []
        for word in TYPED:
            taken += [_type(opened, word[:length]) for length in range(1, len(word) + 1)]
            check(opened, word)
    logging.info("keystrokes at %s: %s", path, ", ".join(f"{one:.0f} ms" for one in taken))
    return taken


def _type(opened: Phone, text: str) -> float:
    opened.told.pop("offered", None)
    opened.ask(WRITE.replace("TEXT", json.dumps(text)))
    opened.wait_until(lambda: "offered" in opened.told, "what is offered")
    return float(opened.told["offered"])


def _check(opened: Phone, word: str) -> None:
    offered = opened.ask(OFFERED)
    if not any(word.split()[0] in one.lower() for one in offered):
        raise RuntimeError(f"{word} was not offered, but {offered}")
