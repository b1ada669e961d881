"""Trace a figure that readers see back to the rows of the file that it was published in: for the operator alone."""

from app.trace.trace import Origin, Trace, trace

__all__ = ["Origin", "Trace", "trace"]
