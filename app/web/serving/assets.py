"""The built front end: scripts by address, styles inlined into the pages."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from markupsafe import Markup

from app.errors import CasemapError
from app.web.serving.bodies import Body


@dataclass(frozen=True)
class Assets:
    """What the build made, by the name that addresses use."""

    names: Mapping[str, str]
    bodies: Mapping[str, Body]

    @cached_property
    def styles(self) -> Mapping[str, Markup]:
        """Return the style sheets that pages inline, by kind of page: this saves the first view a round trip."""
        sheets = {name: built for name, built in self.names.items() if name.endswith(".css")}
        return {name: Markup(self.bodies[built].plain.decode()) for name, built in sheets.items()}  # noqa: S704  our own

    @cached_property
    def style_sources(self) -> str:
        """Return the source expressions that let the style sheets through the content security policy."""
        digests = [hashlib.sha256(str(style).encode()).digest() for style in self.styles.values()]
        return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def read_assets(folder: Path) -> Assets:
    """Read the built front end.

    Raises CasemapError where it was not built.
    """
    built = folder / "dist"
    if not (built / "manifest.json").is_file():
        raise CasemapError("The front end is not built: run `make setup`.")
    names = json.loads((built / "manifest.json").read_bytes())
    files = [built / name for name in names.values()] + [folder / "favicon.svg"]
    return Assets(names, {file.name: _read_body(file) for file in files})


def _read_body(file: Path) -> Body:
    forms = {"br": file.with_name(f"{file.name}.br"), "gzip": file.with_name(f"{file.name}.gz")}
    return Body(file.read_bytes(), {coding: form.read_bytes() for coding, form in forms.items() if form.is_file()})
