"""Keep what lies in what by level, as there may be any levels, and areas by level and code."""

import json
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"

NATIONS = {
    "E": ("E92000001", "England"),
    "W": ("W92000004", "Wales"),
    "S": ("S92000003", "Scotland"),
    "N": ("N92000002", "Northern Ireland"),
}


def _stands_in() -> sa.Column[bool]:
    return sa.Column("stands_in", sa.Boolean, nullable=False, server_default=sa.false())


def upgrade() -> None:
    """Carry over all that is known of areas."""
    op.add_column("names", sa.Column("other_name", sa.Text, nullable=False, server_default=""))
    op.add_column("names", _stands_in())
    op.create_table(
        "left_out",
        sa.Column("release_id", sa.Integer, sa.ForeignKey("releases.id"), primary_key=True),
        sa.Column("level", sa.String, primary_key=True),
        sa.Column("week_end", sa.Date, primary_key=True),
        sa.Column("area_code", sa.String, primary_key=True),
    )
    op.create_table(
        "found_by",
        sa.Column("text", sa.String, primary_key=True),
        sa.Column("area_code", sa.String, primary_key=True),
    )
    op.create_table(
        "parents",
        sa.Column("level", sa.String, primary_key=True),
        sa.Column("area_code", sa.String, primary_key=True),
        sa.Column("within", sa.Text, nullable=False),
    )
    op.create_table("dataset", sa.Column("slug", sa.String, primary_key=True))
    _carry_hierarchy()
    _key_by_level("populations", [sa.Column("population", sa.Integer, nullable=False)], "")
    degrees = [sa.Column(name, sa.Float, nullable=False) for name in ("longitude", "latitude")]
    _key_by_level("points", degrees, "msoa")
    _key_by_level("boundaries", [sa.Column("wkb", sa.LargeBinary, nullable=False)], "msoa")
    _carry_stand_in_boundaries()
    if op.get_bind().execute(sa.text("SELECT count(*) FROM releases")).scalar():
        op.execute("INSERT INTO dataset (slug) VALUES ('england')")


def _carry_hierarchy() -> None:
    bind = op.get_bind()
    rows = bind.execute(sa.text("SELECT msoa_code, ltla_code, utla_code, region_code FROM hierarchy")).all()
    op.drop_table("hierarchy")
    hierarchy = op.create_table(
        "hierarchy",
        sa.Column("level", sa.String, primary_key=True),
        sa.Column("area_code", sa.String, primary_key=True),
        sa.Column("within", sa.Text, nullable=False),
        _stands_in(),
    )
    nations: dict[str, str] = {}
    for row in rows:
        nation_code, nation_name = NATIONS.get(row.utla_code[:1], ("", ""))
        nations[nation_code] = nation_name
        codes = {"nation": nation_code, "region": row.region_code, "utla": row.utla_code, "ltla": row.ltla_code}
        within = {level: code for level, code in codes.items() if code}
        level, code = ("msoa", row.msoa_code) if row.msoa_code else within.popitem()
        bind.execute(hierarchy.insert().values(level=level, area_code=code, within=json.dumps(within)))
    names = sa.table("names", *map(sa.column, ("level", "area_code", "name", "other_name")))
    for code, name in nations.items():
        if code:
            bind.execute(names.insert().values(level="nation", area_code=code, name=name, other_name=""))


def _key_by_level(name: str, columns: Sequence[sa.Column[Any]], level: str) -> None:
    old = f"{name}_by_code"
    op.rename_table(name, old)
    key = (sa.Column("level", sa.String), sa.Column("area_code", sa.String))
    unique = sa.PrimaryKeyConstraint("level", "area_code", name=f"{name}_key")
    made = op.create_table(name, *key, *columns, _stands_in(), unique)
    given = ["area_code", *(column.name for column in columns)]
    of_before = sa.table(old, *map(sa.column, given))
    carried = sa.select(sa.literal(level), *of_before.columns)
    op.get_bind().execute(made.insert().from_select(["level", *given], carried))
    op.drop_table(old)


def _carry_stand_in_boundaries() -> None:
    bind, columns = op.get_bind(), ("area_code", "wkb")
    made = sa.table("boundaries", *map(sa.column, ("level", *columns, "stands_in")))
    if not bind.execute(sa.select(sa.func.count()).select_from(made)).scalar():
        of_before = sa.table("stand_in_boundaries", *map(sa.column, columns))
        carried = sa.select(sa.literal("msoa"), *of_before.columns, sa.true())
        bind.execute(made.insert().from_select(["level", *columns, "stands_in"], carried))
    op.drop_table("stand_in_boundaries")
