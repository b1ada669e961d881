"""ONS postcode lookups: NSPL and ONSPD."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import BadFileError
from app.sources import Postcodes
from app.sources.england import postcodes
from tests.sources.england import kind_of, read_contents

Write = Callable[[str, str | bytes], Path]
Rows = list[tuple[str, str, str, bool]]

NSPL = """pcds,dointr,doterm,oa11,lsoa11,msoa11,laua,lat,long
ZE9 1AA,199002,199912,E00000001,E01000001,E02000001,E06000001,54.5,-1.5
ZE9 1AB,198301,,E00000001,E01000001,E02000001,E06000001,54.5,-1.5
ZE10 2CD,201001,,E00000002,E01000002,E02000002,E06000001,54.6,-1.6
"""
ONSPD = """pcd,pcd2,pcds,dointr,doterm,oscty,oslaua,msoa01,lsoa11,msoa11
ZE9 1AA,ZE9  1AA,ZE9 1AA,199002,199912,E99999999,E06000001,E02000009,E01000001,E02000001
ZE9 1AB,ZE9  1AB,ZE9 1AB,198301,,E99999999,E06000001,E02000009,E01000001,E02000001
ZE102CD,ZE10 2CD,ZE10 2CD,201001,,E99999999,E06000001,E02000009,E01000002,E02000002
"""
FOUND: Rows = [
    ("ZE9", "1AA", "E02000001", True),
    ("ZE9", "1AB", "E02000001", False),
    ("ZE10", "2CD", "E02000002", False),
]


def zipped(text: str, **others: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in {"Data/NSPL_NOV_2021_UK.csv": text, **others}.items():
            target.writestr(name, content)
    return packed.getvalue()


def rows_of(path: Path) -> Rows:
    (part,) = read_contents(path).parts
    assert isinstance(part, Postcodes)
    return list(part.rows.itertuples(index=False, name=None))


@pytest.mark.parametrize("text", [NSPL, ONSPD, ONSPD.replace("pcds", "other").replace(",ZE10 2CD,201", ",,201")])
@pytest.mark.parametrize("pack", [str.encode, lambda text: gzip.compress(text.encode()), zipped])
def test_a_lookup_says_the_same_in_either_layout_however_it_is_packed(
    write: Write, text: str, pack: Callable[[str], bytes]
) -> None:
    path = write("lookup.bin", pack(text))

    assert (kind_of(path).layout, kind_of(path).is_geography) == ("postcodes", True)
    assert sorted(rows_of(path)) == sorted(FOUND)


def test_a_lookup_is_read_piece_by_piece(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postcodes, "_PIECE", 100)

    assert sorted(rows_of(write("nspl.csv", NSPL))) == sorted(FOUND)


def test_postcodes_in_no_msoa_are_counted_and_left_out(write: Write) -> None:
    nowhere = "IM1 1AA,199002,,,,M99999999,,,\nZE9 9ZZ,199002,,,,,,,\n"
    contents = read_contents(write("nspl.csv", NSPL + nowhere))

    assert contents.notes == ("Left out 2 postcodes in no MSOA.",)


def test_the_documents_beside_a_lookup_are_named_in_one_breath(write: Write) -> None:
    documents = {f"Documents/{name}.csv": "code,name\n1,2\n" for name in ("a", "b", "c", "d", "e")}
    contents = read_contents(write("nspl.zip", zipped(NSPL, **documents)))

    assert contents.notes == (
        "Left out 5 files whose layout is not known: Documents/a.csv, Documents/b.csv, Documents/c.csv and others.",
    )


@pytest.mark.parametrize("piece", [100, 16_000_000])
@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (NSPL.replace("ZE9 1AB", "Quay"), 'row 3, column pcds: "Quay" is not a postcode.'),
        (NSPL.replace("E02000002", "Quay"), 'row 4, column msoa11: "Quay" is not an area'),
        (NSPL + "ZE9 1AB,198301,,,,E02000002,,,\n", "ZE9 1AB stands twice, and the rows differ"),
        (NSPL + "ZE9 1AC,1983", "row 5: It has 2 of 9 values"),
        (NSPL.splitlines()[0] + "\n", "No postcode in it has an MSOA"),
    ],
)
def test_a_lookup_that_cannot_be_right_is_refused(
    write: Write, monkeypatch: pytest.MonkeyPatch, text: str, problem: str, piece: int
) -> None:
    monkeypatch.setattr(postcodes, "_PIECE", piece)
    with pytest.raises(BadFileError, match=problem):
        read_contents(write("nspl.csv", text))


def test_lines_without_number_are_refused(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postcodes, "_LINES_AT_MOST", 1_000)
    monkeypatch.setattr(postcodes, "_PIECE", 10_000)

    with pytest.raises(BadFileError, match=r"^It has more than 1,000 lines\. Check that it is the right file\.$"):
        read_contents(write("nspl.csv", NSPL + "ZE9 1AB,198301,,,,E02000001,,,\n" * 2_000))
