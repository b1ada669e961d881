"""Casemap publishes small-area case counts as a map that anyone can read, click and embed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication
    from flask import Flask

    from app.settings import Settings


def create_app(settings: Settings | None = None) -> Flask:
    """Make the web application that serves the current edition."""
    from app.settings import from_environment
    from app.web.application import make_application

    return make_application(settings or from_environment())


def create_worker() -> WSGIApplication:
    """Make the web application of one of a server's processes, by the settings of the environment."""
    from app.settings import from_environment
    from app.web.application import make_worker

    return make_worker(from_environment())
