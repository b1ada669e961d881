"""Make the first schema."""

import sqlalchemy as sa
from alembic import op

revision = "1"
down_revision = None


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "releases",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("layout", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("published_on", sa.Date),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True)),
        sa.Column("withdrawn_because", sa.Text),
    )
    op.create_index("releases_by_sha256", "releases", ["sha256"])
    op.create_table(
        "coverage",
        sa.Column("release_id", sa.Integer, sa.ForeignKey("releases.id"), primary_key=True),
        sa.Column("level", sa.String, primary_key=True),
        sa.Column("week_end", sa.Date, primary_key=True),
        sa.Column("whole", sa.Boolean, nullable=False),
    )
    op.create_table(
        "covered_areas",
        sa.Column("release_id", sa.Integer, sa.ForeignKey("releases.id"), primary_key=True),
        sa.Column("level", sa.String, primary_key=True),
        sa.Column("area_code", sa.String, primary_key=True),
    )
    op.create_table(
        "counts",
        sa.Column("level", sa.String, primary_key=True),
        sa.Column("week_end", sa.Date, primary_key=True),
        sa.Column("area_code", sa.String, primary_key=True),
        sa.Column("release_id", sa.Integer, sa.ForeignKey("releases.id"), primary_key=True),
        sa.Column("cases", sa.Integer),
        sqlite_with_rowid=False,
    )
    _make_tables_of_areas()
    op.create_table(
        "topologies",
        sa.Column("geography", sa.String(64), primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "publications",
        sa.Column("edition", sa.String, primary_key=True),
        sa.Column("inputs", sa.String(64), nullable=False),
    )


def _make_tables_of_areas() -> None:
    op.create_table(
        "hierarchy",
        sa.Column("msoa_code", sa.String, primary_key=True),
        sa.Column("ltla_code", sa.String, primary_key=True),
        sa.Column("utla_code", sa.String, primary_key=True),
        sa.Column("region_code", sa.String, nullable=False),
    )
    op.create_table(
        "names",
        sa.Column("level", sa.String, primary_key=True),
        sa.Column("area_code", sa.String, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
    )
    op.create_table(
        "populations",
        sa.Column("area_code", sa.String, primary_key=True),
        sa.Column("population", sa.Integer, nullable=False),
    )
    op.create_table(
        "points",
        sa.Column("area_code", sa.String, primary_key=True),
        sa.Column("longitude", sa.Float, nullable=False),
        sa.Column("latitude", sa.Float, nullable=False),
    )
    op.create_table(
        "boundaries",
        sa.Column("area_code", sa.String, primary_key=True),
        sa.Column("wkb", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "stand_in_boundaries",
        sa.Column("area_code", sa.String, primary_key=True),
        sa.Column("wkb", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "postcodes",
        sa.Column("outward", sa.String, primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
