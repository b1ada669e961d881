"""Show the progress of a command: a bar at a terminal, the label alone elsewhere, nothing if it is to be quiet."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click


def is_quiet() -> bool:
    """Return whether the command that runs was asked to be quiet."""
    return bool(click.get_current_context().find_root().params.get("quiet"))


@contextmanager
def bar(
    label: str, say: Callable[[int, int | None], str], *, hidden: bool = False
) -> Iterator[Callable[[int, int | None], None]]:
    """Return what shows how much of something has come."""

    def show(done: int, total: int | None) -> None:
        drawn.length = total
        drawn.pos = min(drawn.pos, done)  # a download that starts anew goes back
        drawn.update(done - drawn.pos, say(done, total))

    with click.progressbar(
        length=1,
        label=label,
        item_show_func=_as_it_is,
        show_percent=False,
        file=sys.stderr,
        hidden=hidden or is_quiet(),
    ) as drawn:
        yield show


@contextmanager
def stages(label: str, number: int) -> Iterator[Callable[[str], None]]:
    """Return what shows the stage that begins, of so many."""
    with click.progressbar(
        length=number, label=label, item_show_func=_as_it_is, file=sys.stderr, hidden=is_quiet()
    ) as drawn:

        def begin(stage: str) -> None:
            if drawn.current_item is not None:
                drawn.make_step(1)  # the one before has ended
            drawn.current_item = stage
            drawn.render_progress()

        yield begin
        drawn.update(1)


def _as_it_is(text: Any) -> str:
    return text or ""
