"""Editions: immutable, stored by the hashes of their files, and the pointer to the current one."""

from app.editions.folder import EditionsFolder, Standing
from app.editions.places import EDITION_ID
from app.editions.shown import overdue_of, shown_edition
from app.editions.storage import Storage
from app.editions.stored import StoredEdition
from app.editions.withdrawals import Withdrawal

__all__ = [
    "EDITION_ID",
    "EditionsFolder",
    "Standing",
    "Storage",
    "StoredEdition",
    "Withdrawal",
    "overdue_of",
    "shown_edition",
]
