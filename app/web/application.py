"""Assemble the web application."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app import wording
from app.logs import write_log
from app.settings import Settings
from app.web.api import areas as api_areas
from app.web.api import description, editions, lists
from app.web.data import bulk, feed, files, history, oembed, package, pictures, sitemap, surroundings, weeks
from app.web.ogc import features
from app.web.pages import (
    about,
    api,
    areas,
    builder,
    downloads,
    embed,
    embed_options,
    headline,
    hotspots,
    map_page,
    releases,
    rises,
    search,
    table,
    trend,
)
from app.web.pages.phrases import Phrases
from app.web.serving import asked, counted, errors, health, security
from app.web.serving.asked import AskedQuery
from app.web.serving.assets import read_assets
from app.web.serving.builds import share_build
from app.web.serving.counted import Counted
from app.web.serving.hosts import KnownHosts
from app.web.serving.kept import KeptAnswers
from app.web.serving.memory import BoundedMemory
from app.web.serving.prefix import PathPrefix
from app.web.serving.site import Site

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

ROOT = Path(__file__).parent.parent.parent


def make_application(settings: Settings, make_site: Callable[..., Site] = Site, static_root: str = "") -> Flask:
    """Make the application that serves the editions of these settings.

    With `static_root`, a path that stands for the site's root in every address, its answers are to be kept as files.
    """
    application = Flask("casemap", static_folder=None, template_folder=str(ROOT / "templates"))
    application.url_map.merge_slashes = False
    _serve_editions(application, make_site(settings, read_assets(ROOT / "static"), is_static=bool(static_root)))
    _prepare_templates(application)
    _register_pages(application)
    security.add_headers(application)
    counted.register(application)
    errors.register(application)
    asked.register(application)
    _take_what_is_asked(application)
    _fit_behind_proxies(application, settings, static_root or settings.path_prefix)
    return application


def make_worker(settings: Settings) -> WSGIApplication:
    """Make the application as a process of `casemap serve` has it: its memory bounded, and what it does counted."""
    write_log()
    return Counted(BoundedMemory(make_application(settings)), is_logged=settings.access_log)


def _serve_editions(application: Flask, site: Site) -> None:
    if not site.is_static:
        share_build(site.storage, site.assets)
    application.extensions["casemap"] = site


def _take_what_is_asked(application: Flask) -> None:
    kept = KeptAnswers(application.wsgi_app, application.extensions["casemap"])
    application.wsgi_app = AskedQuery(kept)  # type: ignore[method-assign]


def _prepare_templates(application: Flask) -> None:
    application.jinja_env.trim_blocks = application.jinja_env.lstrip_blocks = True
    application.jinja_env.filters.update(
        all_of=wording.all_of,
        an=Phrases.an,
        capitalize_first=wording.capitalize_first,
        counted=wording.counted,
        day=wording.day,
        written=wording.written,
        iso_day=lambda text: wording.day(date.fromisoformat(text)),
    )


def _register_pages(application: Flask) -> None:
    for module in (
        map_page,
        headline,
        hotspots,
        rises,
        table,
        releases,
        about,
        downloads,
        api,
        package,
        embed,
        embed_options,
        builder,
        oembed,
        feed,
        sitemap,
        pictures,
        areas,
        trend,
        history,
        search,
        weeks,
        features,
        bulk,
        api_areas,
        lists,
        editions,
        description,
        files,
        surroundings,
        health,
    ):
        application.register_blueprint(module.blueprint)


def _fit_behind_proxies(application: Flask, settings: Settings, prefix: str) -> None:
    served: WSGIApplication = KnownHosts(application.wsgi_app, settings.hosts)
    if prefix:
        served = PathPrefix(served, prefix)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        served = ProxyFix(served, x_for=hops, x_proto=hops, x_host=hops)
    application.wsgi_app = served  # type: ignore[method-assign, assignment]
