"""The casemap command: each module adds its commands to `main`."""

from app.cli import check, editions, export, fetch, image, load, new, publish, releases, serve
from app.cli.main import main

__all__ = ["check", "editions", "export", "fetch", "image", "load", "main", "new", "publish", "releases", "serve"]
