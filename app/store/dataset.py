"""Keep which dataset a store belongs to: it takes no other."""

from __future__ import annotations

from sqlalchemy import Connection, select

from app.errors import DatasetError
from app.store.tables import dataset


def refuse_other_dataset(connection: Connection, slug: str) -> None:
    """Raise DatasetError where the store is of another dataset."""
    known = connection.scalar(select(dataset.c.slug))
    if known not in (None, slug):
        raise DatasetError(
            f"What is loaded here is of the dataset {known}, and the definition is of {slug}. Nothing was changed: say "
            "another folder with CASEMAP_HOME, or the other definition with CASEMAP_DATASET."
        )


def keep_dataset(connection: Connection, slug: str) -> None:
    """Remember which dataset the store is of; raises DatasetError where it is of another."""
    refuse_other_dataset(connection, slug)
    if connection.scalar(select(dataset.c.slug)) is None:
        connection.execute(dataset.insert().values(slug=slug))
