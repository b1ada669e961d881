"""Read a definition from its file."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

from app.dataset.codec import dataset_of
from app.dataset.definition import Dataset

DEFINITION = "casemap.toml"  # in the folder of its data
SHIPPED = Path(__file__).parent.parent.parent / "geodata"
ENGLAND = SHIPPED / "england.toml"  # what holds where no other is named


def read_dataset(path: Path) -> Dataset:
    """Read a definition from its file, or from the folder that has one."""
    if path.is_dir():
        path = path / DEFINITION
    dataset = dataset_of(tomllib.loads(path.read_text(encoding="utf-8")))
    return dataset if dataset.slug else replace(dataset, slug=path.stem)
