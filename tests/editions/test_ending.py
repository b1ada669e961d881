"""A Brotli stream may end otherwise than it did, and its beginning is compressed once."""

from __future__ import annotations

from random import Random

import brotli
from hypothesis import example, given
from hypothesis import strategies as st

from app.editions.contract import LAYER, to_json
from app.editions.ending import begun, ended
from app.editions.forms import to_store

RANDOM = Random(7)
LONG = b'"hidden",' + b",".join(str(RANDOM.randrange(300)).encode() for _ in range(150_000))
skewed = st.lists(st.sampled_from(b"0123456789,hiden"), min_size=2, max_size=3000).map(bytes)


@given(st.binary(max_size=300), (skewed | st.binary(min_size=2, max_size=3000)).filter(lambda end: len(set(end)) > 1))
@example(b"", b"ab")
@example(b"begun", LONG[:22_594])
@example(b"begun", LONG)
@example(b"begun", b"0" * 2**16 + b",")
@example(b"begun", b"".join(bytes([letter]) * 2**place for place, letter in enumerate(b"abcdefghijklmnopqr")))
def test_any_end_goes_with_any_beginning(beginning: bytes, end: bytes) -> None:
    assert brotli.decompress(begun(beginning, quality=5) + ended(end)) == beginning + end


def test_an_end_is_about_as_small_as_brotli_makes_it() -> None:
    assert len(ended(LONG[:9000])) < 1.2 * len(brotli.compress(LONG[:9000], quality=11))


def layer(name: str, *cases: int) -> bytes:
    return to_json(
        {"level": "msoa", "columns": {"name": [name], "cases": cases, "before": None}, "week_end": "2020-10-27"}
    )


def test_a_layer_is_stored_alike_whether_or_not_one_of_other_figures_was_before() -> None:
    name = LAYER.name("msoa-00")
    (before,) = to_store({name: layer("Old Quay", 12, 7)}, {})
    for now in (layer("Old Quay", 12, 8), layer('Old ,"cases":', 12, 8)):
        (anew,), (again,) = (to_store({name: now}, known) for known in ({}, {name: before}))

        assert again == anew
        assert again.before == now
