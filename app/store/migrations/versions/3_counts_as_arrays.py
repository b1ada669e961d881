"""Keep the counts of a level, week and release together, as a number for each area."""

import json
import zlib
from itertools import groupby
from typing import Any

import numpy as np
import sqlalchemy as sa
from alembic import op

revision = "3"
down_revision = "2"

BLANK, UNSAID = -1, -2
rows = sa.table(
    "counts",
    sa.column("level", sa.String),
    sa.column("week_end", sa.Date),
    sa.column("area_code", sa.String),
    sa.column("release_id", sa.Integer),
    sa.column("cases", sa.Integer),
)


def upgrade() -> None:
    """Carry over every count, a week at a time."""
    bind = op.get_bind()
    orders = op.create_table(
        "area_orders",
        sa.Column("level", sa.String, primary_key=True),
        sa.Column("codes", sa.Text, nullable=False),
    )
    arrays = op.create_table(
        "count_arrays",
        sa.Column("level", sa.String, primary_key=True),
        sa.Column("week_end", sa.Date, primary_key=True),
        sa.Column("release_id", sa.Integer, sa.ForeignKey("releases.id"), primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    for level in bind.scalars(sa.select(rows.c.level).distinct()).all():
        of_level = rows.c.level == level
        codes = sorted(bind.scalars(sa.select(rows.c.area_code).where(of_level).distinct()))
        bind.execute(orders.insert().values(level=level, codes=json.dumps(codes)))
        for week_end in bind.scalars(sa.select(rows.c.week_end).where(of_level).distinct()).all():
            _carry(bind, arrays, level, week_end, {code: place for place, code in enumerate(codes)})
    op.drop_table("counts")
    op.rename_table("count_arrays", "counts")


def _carry(bind: sa.Connection, arrays: sa.Table, level: str, week_end: Any, places: dict[str, int]) -> None:
    said = bind.execute(
        sa.select(rows.c.release_id, rows.c.area_code, rows.c.cases)
        .where(rows.c.level == level, rows.c.week_end == week_end)
        .order_by(rows.c.release_id)
    ).all()
    for release_id, its in groupby(said, key=lambda row: row.release_id):
        values = np.full(len(places), UNSAID, dtype="<i4")
        for row in its:
            values[places[row.area_code]] = BLANK if row.cases is None else row.cases
        key = {"level": level, "week_end": week_end, "release_id": release_id}
        bind.execute(arrays.insert().values(**key, content=zlib.compress(values.tobytes())))
