"""The store's tables.

Counts are written only where a release changes what was known: what the latest release says is the value. What it
blanks is a value that it withdrew or hid. Coverage says what each release speaks for, so that an area without a value
is hidden inside it, unless it was left out, and missing outside it.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    false,
)

metadata = MetaData()


def _release_key() -> Column[int]:
    return Column("release_id", ForeignKey("releases.id"), primary_key=True)


def _area_key() -> tuple[Column[str], Column[str]]:
    return Column("level", String, primary_key=True), Column("area_code", String, primary_key=True)


def _stands_in() -> Column[bool]:
    return Column("stands_in", Boolean, nullable=False, server_default=false())


releases = Table(
    "releases",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("layout", String, nullable=False),
    Column(
        "kind", String, nullable=False
    ),  # what it can be compared with: the layout whatever its levels, and the part
    Column("file_name", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("published_on", Date),  # null for geography, which has no publication date
    Column("loaded_at", DateTime(timezone=True), nullable=False),
    Column("withdrawn_at", DateTime(timezone=True)),  # it stays on record, without counts or coverage
    Column("withdrawn_because", Text),
    Index("releases_by_sha256", "sha256"),
)

coverage = Table(
    "coverage",
    metadata,
    _release_key(),
    Column("level", String, primary_key=True),
    Column("week_end", Date, primary_key=True),
    Column("whole", Boolean, nullable=False),  # all areas of the level, else those in covered_areas
)

covered_areas = Table(
    "covered_areas",
    metadata,
    _release_key(),
    Column("level", String, primary_key=True),
    Column("area_code", String, primary_key=True),
)

area_orders = Table(  # the order of a level's areas in `counts`: what has a place in it keeps it, and others come after
    "area_orders",
    metadata,
    Column("level", String, primary_key=True),
    Column("codes", Text, nullable=False),  # as JSON
)

counts = Table(  # what a release changes in a week: a number for each area of the level, as app.store.grid packs them
    "counts",
    metadata,
    Column("level", String, primary_key=True),
    Column("week_end", Date, primary_key=True),
    _release_key(),
    Column("content", LargeBinary, nullable=False),
)

left_out = Table(  # areas of which a release that speaks of the whole level says nothing, as it did not publish them
    "left_out",
    metadata,
    _release_key(),
    Column("level", String, primary_key=True),
    Column("week_end", Date, primary_key=True),
    Column("area_code", String, primary_key=True),
)

# Of the four kinds of facts about areas below, those that stand in came with counts, and serve at a level for which no
# file of areas gave any.

hierarchy = Table(  # the finest areas, and coarser ones that have areas which are not known
    "hierarchy",
    metadata,
    *_area_key(),
    Column("within", Text, nullable=False),  # the codes of the areas that it lies in, by level, as JSON
    _stands_in(),
)

parents = Table(  # what areas lie in that are not of the finest level, where a file says it by itself
    "parents", metadata, *_area_key(), Column("within", Text, nullable=False)
)

names = Table(
    "names",
    metadata,
    *_area_key(),
    Column("name", Text, nullable=False),
    Column("other_name", Text, nullable=False, server_default=""),  # in the place's other language
    _stands_in(),
)

populations = Table(  # without a level, that of whichever area has the code
    "populations", metadata, *_area_key(), Column("population", Integer, nullable=False), _stands_in()
)

points = Table(
    "points",
    metadata,
    *_area_key(),
    Column("longitude", Float, nullable=False),
    Column("latitude", Float, nullable=False),
    _stands_in(),
)

boundaries = Table(
    "boundaries",
    metadata,
    *_area_key(),
    Column("wkb", LargeBinary, nullable=False),  # EPSG:4326
    _stands_in(),
)

postcodes = Table(
    "postcodes",
    metadata,
    Column("outward", String, primary_key=True),
    Column("content", LargeBinary, nullable=False),  # its postcodes by area
)

found_by = Table(  # what finest areas are found by beside their names
    "found_by",
    metadata,
    Column("text", String, primary_key=True),
    Column("area_code", String, primary_key=True),
)

topologies = Table(
    "topologies",
    metadata,
    Column("geography", String(64), primary_key=True),  # the hash of what it was worked out from
    Column("content", LargeBinary, nullable=False),
)

publications = Table(
    "publications",
    metadata,
    Column("edition", String, primary_key=True),
    # The hash of all that the edition was made from, and of what its files that last were: 32 digits each.
    Column("inputs", String(64), nullable=False),
)

dataset = Table("dataset", metadata, Column("slug", String, primary_key=True))  # the one that the store is of
