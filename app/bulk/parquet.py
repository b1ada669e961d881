"""Write rows as Parquet."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import arro3.io

from app.bulk.arrow import NUMBERED_TEXT, Arrow
from app.bulk.rows import ROWS, Rows
from app.statistics.joined import columns

BATCH = 2048  # rows that the writer takes of a column at a time
PAGE = 8192  # rows of a page: its numbers stay in the processor's nearest memory, a tenth quicker than 20,000
KEY = "casemap"  # of the metadata: a single one, as the writer puts several in any order


def write_parquet(rows: Rows, path: Path, about: Mapping[str, str]) -> None:
    """Write all rows, with what the file is `about` in its metadata."""
    arro3.io.write_parquet(
        Arrow(rows, NUMBERED_TEXT).of_rows(columns(rows.dataset)),
        path,
        compression="snappy",  # as pandas does: every reader knows it, and zstd takes a sixth longer
        max_row_group_size=2 * ROWS,
        write_batch_size=BATCH,
        data_page_row_count_limit=PAGE,
        key_value_metadata={KEY: json.dumps(about, ensure_ascii=False)},
        skip_arrow_metadata=True,
    )
