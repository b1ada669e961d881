"""The whole public site as files, for a server of files or a bucket: what readers get without Casemap running."""

from app.export.export import Exported, export_site

__all__ = ["Exported", "export_site"]
