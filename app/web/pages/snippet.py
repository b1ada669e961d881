"""The HTML that shows a map in an article."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from app.view import MapView, whole_area
from app.web.pages.rendering import absolute_root
from app.web.serving.options import write_query
from app.wording import Wording

HEIGHT = 600  # pixels, where the script does not give the height that is needed
# Attributes alone: styles are taken out by some (WordPress), and forbidden by the policy of others. A width of 100 % is
# that of the column in a paragraph, a flex row and a grid alike.
FRAME = Markup(
    '<iframe{marks} title="{title}" src="{address}" width="100%" height="{height}" frameborder="0" '
    'loading="lazy"></iframe>'
)
SCRIPT = Markup('<script async src="{root}embed.js"></script>')


def title_of(view: MapView) -> str:
    """Return a view's title: its own, or the dataset's, or where it is of a part that part's."""
    is_part = view.places or (view.selected and view.selected != whole_area(view.edition))
    return view.title or (Wording(view.dataset).title(view.place_name) if is_part else view.dataset.title)


def embed_address(options: Mapping[str, str]) -> str:
    """Return the whole address of an embed."""
    return f"{absolute_root()}embed{write_query(options)}"


def snippet(view: MapView, address: str, *, height: int = HEIGHT, with_script: bool) -> Markup:
    """Write the frame, and with it the script that gives it its height: without one it has the height given."""
    marks = Markup(" data-casemap") if with_script else Markup()
    frame = FRAME.format(marks=marks, title=title_of(view), address=address, height=height)
    return frame + Markup("\n") + SCRIPT.format(root=absolute_root()) if with_script else frame
