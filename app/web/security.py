"""Headers that keep a page to itself: what it may load, and who may frame it."""

from __future__ import annotations

from flask import Flask, Response, g

from app.web.site import site


def allow_framing() -> None:
    """Let any page frame the answer to this request."""
    g.frameable = True


def content_security_policy(style_sources: str, frameable: bool) -> str:
    """Allow our own scripts, data and the inlined style sheets, and nothing else."""
    ancestors = "*" if frameable else "'none'"
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            f"style-src {style_sources}",
            "img-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            f"frame-ancestors {ancestors}",
        )
    )


def add_headers(application: Flask) -> None:
    """Add the headers to every answer."""

    @application.after_request
    def _headers(response: Response) -> Response:
        frameable = g.get("frameable", False)
        response.headers["Content-Security-Policy"] = content_security_policy(site().assets.style_sources, frameable)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
        if not frameable:
            response.headers["X-Frame-Options"] = "DENY"
        if response.mimetype != "text/html":  # data and files are for everyone, sandboxed frames included
            response.headers["Access-Control-Allow-Origin"] = "*"
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response
