from __future__ import annotations

from pathlib import Path

import pytest

from app.editions import EditionsFolder, contract
from app.editions.contents import Facts
from app.editions.contract import CODINGS, DATA, FORMAT, FileKind


def is_declared(name: str) -> bool:
    kinds = [*DATA.values(), *(each for each in vars(contract).values() if isinstance(each, FileKind))]
    for suffix in CODINGS.values():
        name = name.removesuffix(suffix)
    return any(kind.is_name(name) for kind in kinds)


def test_every_file_of_an_edition_is_of_a_kind_that_is_declared(small_home: Path) -> None:
    edition = EditionsFolder(small_home / "editions").current()

    assert {name for name in edition.facts["files"] if not is_declared(name)} == set()


def test_every_fact_of_an_edition_is_declared(small_home: Path) -> None:
    facts = EditionsFolder(small_home / "editions").current().facts

    assert facts.keys() == Facts.__annotations__.keys()
    assert facts["format"] == FORMAT


@pytest.mark.parametrize("name", ["areas.txt", "areas/msoa/x.json", "layers/msoa.png", "other/msoa.json", ""])
def test_other_files_are_not_of_the_contract(name: str) -> None:
    assert not is_declared(name)
