"""Convert SVG on standard input to PNG or WebP on standard output, as a process of its own.

It gives way to those that answer readers. Nothing of the application is imported, so that it starts at once.
"""

from __future__ import annotations

import io
import os
import sys

import resvg_py
from PIL import Image

NICE = 10


def pixels(svg: str, form: str, font: str) -> bytes:
    """Return an SVG as a PNG or WebP file, its letters in this font."""
    png = resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=[font])
    if form == "png":
        return png
    written = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").save(written, form, lossless=True, method=2)
    return written.getvalue()


if __name__ == "__main__":
    os.nice(NICE)
    sys.stdout.buffer.write(pixels(sys.stdin.buffer.read().decode(), *sys.argv[1:]))
