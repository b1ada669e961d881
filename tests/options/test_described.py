"""Each option is described once, and the documents say what the description does."""

from __future__ import annotations

from pathlib import Path

from app.options.beside import EMBED, LEAST, MAP, MOST, PICTURE, SIZES
from app.options.option import as_markdown
from app.options.view import VIEW

DOCUMENT = Path(__file__).parent.parent.parent / "docs" / "embedding.md"


def test_the_document_has_every_option_of_an_embed() -> None:
    assert as_markdown(EMBED) in DOCUMENT.read_text(encoding="utf-8")


def test_the_document_has_every_size_that_is_offered() -> None:
    rows = [f"| {one.name.lower()} | {one.width:,} × {one.height:,} | {one.use} |" for one in SIZES]

    assert "\n".join(rows) in DOCUMENT.read_text(encoding="utf-8")
    assert all(LEAST <= side <= MOST for one in SIZES for side in (one.width, one.height))


def test_an_option_is_named_once_wherever_it_stands() -> None:
    for options in (EMBED, MAP, PICTURE):
        names = [option.name for option in options]
        assert len(set(names)) == len(names)
    named = {option.name: option for option in (*EMBED, *MAP, *PICTURE)}
    assert all(named[option.name] is option for options in (EMBED, MAP, PICTURE) for option in options)


def test_what_is_read_of_a_view_is_written_too() -> None:
    assert all(option.write for option in VIEW)
    assert all(option.field for option in VIEW if option.read)
