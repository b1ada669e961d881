"""Join headings that take several rows into one row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

Row = Sequence[str]


def joined_headings(rows: Sequence[Row], number: int) -> Iterator[tuple[Row, int]]:
    """Join each so many rows that follow one another, and give the place of the last of them.

    A heading may span several columns, and then stands in the first of them alone: such rows are joined once with it in
    all those columns, and once as they are.
    """
    for last in range(number - 1, len(rows)):
        *above, names = rows[last - number + 1 : last + 1]
        if above:
            yield _joined((*map(_spread, above), names)), last
        yield _joined((*above, names)), last


def _joined(rows: Sequence[Row]) -> Row:
    width = max(map(len, rows))
    padded = [(*row, *[""] * (width - len(row))) for row in rows]
    return tuple(" ".join(filter(None, cells)) for cells in zip(*padded, strict=True))


def _spread(row: Row) -> Row:
    spread: list[str] = []
    for cell in row:
        spread.append(cell or (spread[-1] if spread else ""))
    return spread
