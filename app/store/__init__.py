"""The store: what published files said, and when. The home of SQLAlchemy."""

from app.store.engine import Store, open_store

__all__ = ["Store", "open_store"]
