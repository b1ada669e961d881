"""Headers that keep a page to itself: what it may load, and who may frame it."""

from __future__ import annotations

from flask import Flask, Response, request

from app.web.serving.site import site

ALWAYS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "strict-origin-when-cross-origin"}
PARTS = ", ETag, Accept-Ranges, Content-Range"  # what scripts of other sites need to read a file in parts
SEALED = {  # of an answer that loads nothing and that nobody frames
    **ALWAYS,
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
}

IMAGE = {  # of a picture that is looked at alone: browsers lay it out by styles of their own
    **SEALED,
    "Content-Security-Policy": "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'",
}
IMAGES = ("image/png", "image/webp")


def is_frameable() -> bool:
    """Return whether the pages that the settings name may frame the answer to this request, whatever it is."""
    return request.endpoint == "embed.embed"


def content_security_policy(style_sources: str, frame_ancestors: str) -> str:
    """Allow our own scripts, data and the inlined style sheets, and nothing else."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            f"style-src {style_sources}",
            "img-src 'self' data:",
            "connect-src 'self'",
            "frame-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            f"frame-ancestors {frame_ancestors}",
        )
    )


def _with_self(ancestors: str) -> str:
    """Let the builder show its preview too, whoever else may."""
    return ancestors if ancestors in ("*", "'none'") or "'self'" in ancestors else f"'self' {ancestors}"


def add_headers(application: Flask) -> None:
    """Add the headers to every answer."""

    @application.after_request
    def _headers(response: Response) -> Response:
        here, frameable = site(), is_frameable()
        ancestors = _with_self(here.settings.frame_ancestors) if frameable else "'none'"
        policy = content_security_policy(here.assets.style_sources, ancestors)
        # A script is no document: half a kilobyte of policy with each of the first view's would say nothing.
        is_script = response.mimetype == "text/javascript"
        sealed = SEALED if is_script else IMAGE if response.mimetype in IMAGES else {}
        response.headers["Content-Security-Policy"] = sealed.get("Content-Security-Policy", policy)
        response.headers.update(ALWAYS)
        is_page = response.mimetype == "text/html"
        if not frameable:
            response.headers["X-Frame-Options"] = "DENY"
        elif is_page:  # A page that isolates itself frames no other page than one that does too.
            response.headers["Cross-Origin-Embedder-Policy"] = "require-corp"
        if not is_page and here.settings.allow_origin:
            response.headers["Access-Control-Allow-Origin"] = here.settings.allow_origin
            if "Link" in response.headers:  # of the API's lists: where the next page is
                response.headers["Access-Control-Expose-Headers"] = f"Link{PARTS if response.accept_ranges else ''}"
        if frameable or not is_page:
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response
