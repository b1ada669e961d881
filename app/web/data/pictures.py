"""Serve any view of the map as a picture."""

from __future__ import annotations

import re
import unicodedata

from flask import Blueprint, Response, request

from app.errors import NotServedError
from app.options.beside import read_listed, read_size
from app.options.view import read_view, view_options
from app.pictures import draw_picture, rasterise
from app.pictures.text import font_file
from app.view import MapView
from app.web.pages.snippet import title_of
from app.web.serving.bodies import Body
from app.web.serving.site import edition_asked_for, site
from app.wording import Wording

blueprint = Blueprint("pictures", __name__)

LONGEST_NAME = 80  # characters of a title in the name of a file
MIMETYPES = {"png": "image/png", "svg": "image/svg+xml", "webp": "image/webp"}


@blueprint.get("/image.<form>")
def image(form: str) -> Response:
    """Show the view that the options ask for, so many pixels wide and high."""
    if form not in MIMETYPES:
        raise NotServedError(f"There is no picture as {form[:40]}.", choices=list(MIMETYPES))
    width, height = read_size(request.args)
    listed = read_listed(request.args)
    view = read_view(request.args, edition_asked_for)
    if not view.shape:
        raise NotServedError("It is not known where areas are, so there is no picture of the map.")
    body = _body(view, form, width, height, listed)
    response = body.response(MIMETYPES[form], immutable=view.is_pinned, is_compressed=form != "svg")
    response.headers["Content-Disposition"] = f'inline; filename="{_name(view, width, height)}.{form}"'
    return response


def _name(view: MapView, width: int, height: int) -> str:
    """Return what the picture's file is called where it is kept: by its title, week and size."""
    plain = unicodedata.normalize("NFKD", title_of(view)).encode("ascii", "ignore").decode().lower()
    title = re.sub("[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_NAME].strip("-") or "map"
    return f"{title}-{view.week}-{width}x{height}"


def _body(view: MapView, form: str, width: int, height: int, listed: int) -> Body:
    key = (view.edition.id, *view_options(view).items(), form, width, height, listed)
    return site().picture(key, lambda: Body(_draw(view, form, width, height, listed)))


def _draw(view: MapView, form: str, width: int, height: int, listed: int) -> bytes:
    svg = draw_picture(view, title_of(view), Wording(view.dataset).sources(view.shape), width, height, listed)
    if form == "svg":
        return svg
    if not site().is_static:
        return rasterise(svg, form)
    # A process apart keeps a picture from readers' pages: where files are written nobody waits for these.
    from app.pictures.pixels import pixels

    return pixels(svg.decode(), form, str(font_file()))
