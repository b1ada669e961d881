"""The casemap command: each module adds its commands to `main`."""

from app.cli import (
    audit,
    backup,
    check,
    doctor,
    editions,
    explain,
    export,
    fetch,
    image,
    load,
    new,
    publish,
    releases,
    serve,
    update,
)
from app.cli.main import main

__all__ = [
    "audit",
    "backup",
    "check",
    "doctor",
    "editions",
    "explain",
    "export",
    "fetch",
    "image",
    "load",
    "main",
    "new",
    "publish",
    "releases",
    "serve",
    "update",
]
