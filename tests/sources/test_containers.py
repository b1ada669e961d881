"""Files plain and packed, and what is refused before any reader sees it."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from app.errors import BadFileError, UnrecognisedFileError
from app.sources import Counts
from tests.sources.england import kind_of, read_contents

Write = Callable[[str, str | bytes], Path]
DAY = date(2024, 5, 1)
HEADINGS = "area_type,area_name,area_code,date,metric,metric_name,value"


def archive(code: str, value: int, metric: str = "newCasesBySpecimenDateRollingSum", level: str = "msoa") -> str:
    return f"{HEADINGS}\n{level},A,{code},06/10/2020,{metric},Cases,{value}\n"


def zipped(files: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return packed.getvalue()


def counts_in(path: Path) -> list[tuple[str, bool, dict[str, int]]]:
    parts = [part for part in read_contents(path, DAY).parts if isinstance(part, Counts)]
    return [(part.level, part.daily, dict(part.rows[["area_code", "cases"]].to_numpy().tolist())) for part in parts]


@pytest.mark.parametrize(
    "pack", [str.encode, lambda text: gzip.compress(text.encode()), lambda text: zipped({"x": text})]
)
def test_a_file_says_the_same_however_it_is_packed_and_named(write: Write, pack: Callable[[str], bytes]) -> None:
    path = write("anything.bin", pack(archive("E02000010", 3)))
    assert kind_of(path).layout == "UKHSA archive"
    assert counts_in(path) == [("msoa", False, {"E02000010": 3})]


def test_the_members_of_a_zip_are_one_release(write: Write) -> None:
    path = write("cases.zip", zipped({"Cases/D.csv": archive("E02000010", 3), "Cases/H.csv": archive("E02000024", 12)}))
    assert counts_in(path) == [("msoa", False, {"E02000010": 3, "E02000024": 12})]


def test_daily_counts_give_way_to_seven_day_counts_of_the_same_areas(write: Write) -> None:
    daily = (
        archive("E07000223", 1, "newCasesBySpecimenDate", "ltla")
        + "ltla,B,E07000224,06/10/2020,newCasesBySpecimenDate,C,2\n"
    )
    path = write("cases.zip", zipped({"a.csv": daily, "b.csv": archive("E07000223", 9, level="ltla")}))
    assert counts_in(path) == [("ltla", True, {"E07000224": 2}), ("ltla", False, {"E07000223": 9})]


def test_members_that_are_not_recognised_are_noted(write: Write) -> None:
    path = write(
        "cases.zip", zipped({"a.csv": archive("E02000010", 3), "readme.html": "<html>", "__MACOSX/._a.csv": "x"})
    )
    assert read_contents(path, DAY).notes == ("Left out readme.html: its layout is not known.",)


def test_a_zip_in_which_nothing_is_recognised_is_not_recognised(write: Write) -> None:
    with pytest.raises(UnrecognisedFileError, match="No reader knows this layout"):
        kind_of(write("cases.zip", zipped({"readme.txt": "hello", "other.txt": "hello"})))


def test_a_zip_with_two_files_of_one_name_is_refused(write: Write) -> None:
    content = zipped({"a.csv": archive("E02000010", 3), "b.csv": archive("E02000010", 4)}).replace(b"b.csv", b"a.csv")
    with pytest.raises(BadFileError, match="two files of one name"):
        kind_of(write("cases.zip", content))


def test_binary_content_below_a_good_heading_is_refused(write: Write) -> None:
    content = archive("E02000010", 3).encode() + b"\n" * 600_000 + b"\x00\x01\x02"
    with pytest.raises(BadFileError, match="not text"):
        read_contents(write("cases.csv", content), DAY)


def test_a_quotation_mark_that_is_never_closed_is_refused(write: Write) -> None:
    with pytest.raises(BadFileError, match="never closed"):
        read_contents(write("cases.csv", archive("E02000010", 3) + 'msoa,"A,E02000011,06/10/2020,m,M,3\n'), DAY)
