"""Convert a picture to pixels in a separate process: it takes seconds, and memory that pages need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from app.errors import PictureError
from app.pictures.text import font_file

PROCESS = Path(__file__).with_name("pixels.py")
SECONDS = 30  # after which it is given up


def rasterise(svg: bytes, form: str, seconds: float = SECONDS) -> bytes:
    """Return an SVG as a "png" or "webp" file.

    Raises PictureError where that fails or takes too long.
    """
    command = [sys.executable, "-I", str(PROCESS), form, str(font_file())]
    try:
        done = subprocess.run(command, input=svg, capture_output=True, timeout=seconds, check=True)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise PictureError(f"The picture took longer than {seconds:g} seconds; ask for a smaller one.") from None
    except subprocess.CalledProcessError as error:
        raise PictureError(f"The picture could not be drawn: {error.stderr.decode(errors='replace')[-500:]}") from None
    return done.stdout
