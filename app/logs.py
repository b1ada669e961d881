"""Write the log: plain lines for a person at a terminal, one JSON object a line for whatever else collects it."""

from __future__ import annotations

import logging
import sys
from typing import TextIO

from pythonjsonlogger.json import JsonFormatter

LOGGER = "casemap"


def write_log(stream: TextIO | None = None, level: int = logging.INFO) -> None:
    """Send the log of this process to a stream, by default to standard error."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_formatter_for(handler.stream))
    logger = logging.getLogger(LOGGER)
    logger.handlers[:] = [handler]
    logger.setLevel(level)
    logger.propagate = False


def _formatter_for(stream: TextIO) -> logging.Formatter:
    if stream.isatty():
        return logging.Formatter("{asctime} {levelname} {message}", "%H:%M:%S", style="{")
    names = {"asctime": "time", "levelname": "level", "name": "logger"}
    return JsonFormatter("{asctime}{levelname}{name}{message}", style="{", rename_fields=names, json_ensure_ascii=False)
