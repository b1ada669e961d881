"""The first views as a picture."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

from matplotlib.figure import Figure

from tests.bench.views import View, Visit

OWN, OTHER = "#7c195d", "#8a949a"


def draw(visits: Mapping[View, Visit], path: Path) -> None:
    """Draw a bar for each page, to when it is ready, with its first paint marked where it had one."""
    names = [view.name for view in visits]
    ready = [visit.ready / 1000 for visit in visits.values()]
    painted = [math.nan if visit.first_paint is None else visit.first_paint / 1000 for visit in visits.values()]
    figure = Figure(figsize=(9, 1.2 + 0.4 * len(names)), layout="constrained")
    axes = figure.subplots()
    axes.barh(names, ready, height=0.6, color=[OWN if view.most else OTHER for view in visits])
    axes.plot(painted, names, "|", color="black", markersize=14, label="first contentful paint")
    for name, seconds in zip(names, ready, strict=True):
        axes.annotate(f" {seconds:.2f} s", (seconds, name), va="center")
    axes.invert_yaxis()
    axes.margins(x=0.12)
    axes.set_xlabel("seconds until areas are drawn and clickable, on a phone as Lighthouse emulates it")
    axes.legend(loc="lower right", frameon=False)
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=150)
