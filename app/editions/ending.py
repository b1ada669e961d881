"""End a Brotli stream (RFC 7932) with text of its own, so that what comes before it need not be compressed again.

Brotli's encoder stops at a whole byte when it is flushed, and any meta-block may follow. One is written here that
copies nothing: how it is read depends on nothing before it, so the same beginning can go on with other figures.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import brotli

# Insert codes: the least number of literals of each, and the extra bits that say how many more there are (section 5).
_INSERTS = (
    *((number, 0) for number in range(6)),
    *((6, 1), (8, 1), (10, 2), (14, 2), (18, 3), (26, 3), (34, 4), (50, 4), (66, 5), (98, 5)),
    *((130, 6), (194, 7), (322, 8), (578, 9), (1090, 10), (2114, 12), (6210, 14), (22594, 24)),
)
_COMMANDS = (128, 256, 448)  # where commands of insert codes 0 to 7, 8 to 15 and 16 to 23 begin
_COMMAND_BITS, _DISTANCE_BITS = 10, 6  # of a symbol: there are 704 and 64
_ZEROS, _FEWEST, _MOST = 17, 3, 10  # the code for a run of zeros, and the least and the most that it stands for
_ORDER = (1, 2, 3, 4, 0, 5, 17, 6, 16, 7, 8, 9, 10, 11, 12, 13, 14, 15)  # order of the code-length code's lengths (3.5)
_LENGTHS = ("00", "1110", "110", "01", "10", "1111")  # how each of these is written
_RARE = 1024  # what is rarer is taken to be as frequent as this, so that no code is longer than 15 bits


def begun(text: bytes, quality: int) -> bytes:
    """Return the beginning of a stream, to be completed by `ended`."""
    compressor = brotli.Compressor(quality=quality)
    return bytes(compressor.process(text) + compressor.flush())


def ended(text: bytes) -> bytes:
    """Return the end of a stream that was begun: a meta-block of these literals, of two kinds of bytes at least."""
    lengths = _code_lengths(Counter(text))
    codes = _codes(lengths)
    insert = max(code for code, (least, _) in enumerate(_INSERTS) if least <= len(text))
    least, more = _INSERTS[insert]
    nibbles = max(4, -(-(len(text) - 1).bit_length() // 4))
    bits = (
        "10",  # the last meta-block, not an empty one
        _bits(nibbles - 4, 2) + _bits(len(text) - 1, 4 * nibbles),
        "0" * (3 + 6 + 2 + 2),  # one type of block of each kind, plain distances, one context, one tree of each
        *_prefix_code(lengths),
        _only(_COMMANDS[insert // 8] + 8 * (insert % 8), _COMMAND_BITS),
        _only(0, _DISTANCE_BITS),
        _bits(len(text) - least, more),
        *map(codes.__getitem__, text),
    )
    stream = "".join(bits)
    return int(stream[::-1], 2).to_bytes(-(-len(stream) // 8), "little")


def _bits(number: int, width: int) -> str:
    """Write a number, its lowest bit first."""
    return f"{number:0{width}b}"[::-1] if width else ""


def _only(symbol: int, width: int) -> str:
    """Write a prefix code of one symbol, which then takes no bits (section 3.4)."""
    return "10" + "00" + _bits(symbol, width)


def _prefix_code(lengths: Mapping[int, int]) -> Iterator[str]:
    """Write a prefix code of bytes (section 3.5)."""
    written = [*_with_runs([lengths.get(byte, 0) for byte in range(max(lengths) + 1)])]
    symbols = sorted({symbol for symbol, _ in written})
    width = (len(symbols) - 1).bit_length()
    short = 2**width - len(symbols)  # so many take a bit less
    own = {symbol: width - (place < short) for place, symbol in enumerate(symbols)}
    codes = _codes(own)
    yield "00"
    last = max(map(_ORDER.index, symbols))
    yield from (_LENGTHS[own.get(symbol, 0)] for symbol in _ORDER[: last + 1])
    for symbol, repeated in written:
        yield codes[symbol] + (_bits(repeated, 3) if symbol == _ZEROS else "")


def _with_runs(lengths: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Return each length, and for some zeros how many more than three they are: two such runs never meet."""
    place = 0
    while place < len(lengths):
        zeros = next((more for more, its in enumerate(lengths[place : place + _MOST]) if its), _MOST)
        if zeros >= _FEWEST:
            yield _ZEROS, zeros - _FEWEST
            place += zeros
        yield lengths[place], 0
        place += 1


def _code_lengths(counts: Mapping[int, int]) -> dict[int, int]:
    """Return the length of each symbol's Huffman code."""
    least = sum(counts.values()) // _RARE
    heap: list[tuple[int, int, tuple[int, ...]]]
    heap = [(max(count, least), symbol, (symbol,)) for symbol, count in counts.items()]
    heapq.heapify(heap)
    lengths = dict.fromkeys(counts, 0)
    while len(heap) > 1:
        (count, _, symbols), (other, order, others) = heapq.heappop(heap), heapq.heappop(heap)
        for symbol in (*symbols, *others):
            lengths[symbol] += 1
        heapq.heappush(heap, (count + other, order, (*symbols, *others)))
    return lengths


def _codes(lengths: Mapping[int, int]) -> dict[int, str]:
    """Return the canonical code of each symbol, its first bit first (section 3.2)."""
    codes: dict[int, str] = {}
    code = width = 0
    for symbol in sorted(lengths, key=lambda symbol: (lengths[symbol], symbol)):
        code <<= lengths[symbol] - width
        width = lengths[symbol]
        codes[symbol] = f"{code:0{width}b}"
        code += 1
    return codes
