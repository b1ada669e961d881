"""Serve any view of the map as a picture."""

from __future__ import annotations

from flask import Blueprint, Response, request

from app.errors import NotServedError
from app.pictures import draw_picture, rasterise
from app.view import MapView
from app.web import parameters
from app.web.bodies import Body
from app.web.card import LEAST, MOST, SIZE
from app.web.site import site
from app.web.snippet import title_of
from app.web.view import read_view

blueprint = Blueprint("pictures", __name__)

MIMETYPES = {"png": "image/png", "svg": "image/svg+xml", "webp": "image/webp"}


@blueprint.get("/image.<form>")
def image(form: str) -> Response:
    """Show the view that the options ask for, so many pixels wide and high."""
    if form not in MIMETYPES:
        raise NotServedError(f"There is no picture as {form[:40]}.", choices=list(MIMETYPES))
    width, height = (
        parameters.whole_number(request.args, name, default, MOST, least=LEAST)
        for name, default in zip(("width", "height"), SIZE, strict=True)
    )
    view = read_view(request.args)
    if not view.shape:
        raise NotServedError("It is not known where areas are, so there is no picture of the map.")
    body = _body(view, form, width, height)
    return body.response(MIMETYPES[form], immutable=view.is_pinned, is_compressed=form != "svg")


def _body(view: MapView, form: str, width: int, height: int) -> Body:
    key = (view.edition.id, *view.options.items(), form, width, height)
    return site().picture(key, lambda: Body(_draw(view, form, width, height)))


def _draw(view: MapView, form: str, width: int, height: int) -> bytes:
    svg = draw_picture(view, title_of(view), site().settings.source, width, height)
    return svg if form == "svg" else rasterise(svg, form)
