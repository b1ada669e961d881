"""Typing into the search box: how long until what a keystroke offers is drawn."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from statistics import median

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
    """Type names letter by letter, at the machine's own speed."""
    with chromium() as browser, phone(browser, home) as opened:
        opened.open("/", script("watch.js", areas=None))
        opened.page.wait_for_selector("html[data-tools=true]", state="attached")
        opened.page.focus("#search")
        opened.wait_until_quiet()
        taken = [one for word in TYPED for one in _type(opened, word)]
    logging.info("keystrokes: %s", ", ".join(f"{one:.0f} ms" for one in taken))
    remark = f" (of {len(taken)}; the middle one {median(taken):.0f} ms)"
    yield at_most("A keystroke of the search, not slowed: the slowest", max(taken), 50, " ms", remark)


def _type(opened: Phone, word: str) -> Iterator[float]:
    for length in range(1, len(word) + 1):
        opened.told.pop("offered", None)
        opened.ask(WRITE.replace("TEXT", json.dumps(word[:length])))
        opened.wait_until(lambda: "offered" in opened.told, "what is offered")
        yield opened.told["offered"]
    offered = opened.ask(OFFERED)
    if not any(word.split()[0] in one.lower() for one in offered):
        raise RuntimeError(f"{word} was not offered, but {offered}")
