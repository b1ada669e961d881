"""The casemap command: each module adds its commands to `main`."""

from app.cli import fetch, load, publish, serve
from app.cli.main import main

__all__ = ["fetch", "load", "main", "publish", "serve"]
