"""Write the whole public site as files, for a file server or a bucket: readers then need no running Casemap."""

from app.export.export import Exported, export_site

__all__ = ["Exported", "export_site"]
