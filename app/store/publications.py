"""Keep what the current edition was made from."""

from __future__ import annotations

from sqlalchemy import Connection, select

from app.store.tables import publications, releases


def loaded_files(connection: Connection) -> tuple[int, ...]:
    """List the ids of all files that stand, which tell one state of the store from another."""
    standing = select(releases.c.id).where(releases.c.withdrawn_at.is_(None))
    return tuple(connection.scalars(standing.order_by(releases.c.id)))


def record_publication(connection: Connection, edition: str, inputs: str, lasting: str) -> None:
    """Remember what an edition was made from, in the place of any other, and its files that last."""
    connection.execute(publications.delete())
    connection.execute(publications.insert().values(edition=edition, inputs=inputs + lasting))


def was_published(connection: Connection, edition: str, inputs: str) -> bool:
    """Return whether an edition was made from these inputs."""
    return _made_from(connection, edition).startswith(inputs)


def lasts(connection: Connection, edition: str, lasting: str) -> bool:
    """Return whether an edition's files that last were made from these inputs."""
    return _made_from(connection, edition).endswith(lasting)


def _made_from(connection: Connection, edition: str) -> str:
    query = select(publications.c.inputs).where(publications.c.edition == edition)
    return str(connection.execute(query).scalar() or "")
