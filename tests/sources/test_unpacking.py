"""What is unpacked has an end, whatever an archive says of itself, and so has what is made of it."""

from __future__ import annotations

import gzip
import io
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from app.errors import BadFileError, FileError, UnrecognisedFileError
from app.sources import csv_tables, registry, text, unpacking
from tests.inputs.files import DASHBOARD, boundaries, dashboard, zipped
from tests.sources.england import kind_of, read_contents
from tests.workbook import workbook

Write = Callable[[str, str | bytes], Path]
DAY = date(2020, 11, 9)
POSTCODES = "pcds,msoa11,doterm\nAB1 0AA,E02000001,\n"
AREAS = [["msoa_code", "msoa_name"], ["E02000001", "Old Quay"]]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKS: list[Callable[[str], bytes]] = [lambda text: gzip.compress(text.encode()), lambda text: zipped({"a.csv": text})]


def saying(packed: bytes, name: str, length: int, content: bytes) -> bytes:
    """Make a zip say that a member is as long as this, with the checksum of so much of it."""
    changed = bytearray(packed)
    entry = changed.rindex(b"PK\x01\x02", 0, changed.rindex(name.encode()))
    changed[entry + 16 : entry + 20] = struct.pack("<I", zlib.crc32(content[:length]))
    changed[entry + 24 : entry + 28] = struct.pack("<I", length)
    return bytes(changed)


def with_members(packed: bytes, members: Mapping[str, bytes]) -> bytes:
    """Put more members into a zip."""
    target = io.BytesIO(packed)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize("pack", PACKS)
def test_a_stream_ends_at_the_limit(
    write: Write, monkeypatch: pytest.MonkeyPatch, pack: Callable[[str], bytes]
) -> None:
    path = write("postcodes.gz", pack(POSTCODES + "AB1 0AA,E02000001,\n" * 100_000))
    monkeypatch.setattr(unpacking, "AT_MOST", 1_000_000)

    with pytest.raises(BadFileError, match="Unpacked it is larger than 4 GB"):
        read_contents(path)


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.parametrize("content", [dashboard() + "\n" * 100_000, boundaries([1]) + " " * 100_000])
def test_what_is_refused_leaves_nothing_on_disk(
    write: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, pack: Callable[[str], bytes], content: str
) -> None:
    path = write("cases.gz", pack(content))
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.setattr(unpacking, "AT_MOST", 50_000)

    with pytest.raises(BadFileError, match="Unpacked it is larger than 4 GB"):
        read_contents(path, DAY)
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_text_is_unpacked_no_further_than_a_text_may_go(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write("cases.csv.gz", gzip.compress((dashboard() + "\n" * 10_000_000).encode()))
    monkeypatch.setattr(registry, "TEXT_AT_MOST", 1_000_000)
    monkeypatch.setattr(text, "TEXT_AT_MOST", 1_000_000)
    monkeypatch.setattr(unpacking, "AT_MOST", 5_000_000)

    with pytest.raises(BadFileError, match="It is a text of more than 512 MB"):
        read_contents(path, DAY)


def test_a_gzip_in_a_gzip_is_an_archive_in_another(write: Write) -> None:
    with pytest.raises(BadFileError, match="It is an archive inside another"):
        kind_of(write("cases.csv.gz", gzip.compress(gzip.compress(dashboard().encode()))))


def test_a_zip_of_too_many_files_is_refused(write: Write) -> None:
    path = write("cases.zip", zipped({f"{number}.txt": "" for number in range(2_001)}))

    with pytest.raises(BadFileError, match=r"^The zip lists more than 2,000 files\. Unzip it and load those"):
        kind_of(path)


@pytest.mark.parametrize("large", [False, True])
def test_a_list_that_says_it_is_long_is_not_read(write: Write, monkeypatch: pytest.MonkeyPatch, large: bool) -> None:
    monkeypatch.setattr(zipfile, "ZipFile", None)
    length = 60_000_000
    ends = struct.pack("<4sQ2H2I4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, length, 0)
    ends += struct.pack("<4sIQI", b"PK\x06\x07", 0, 0, 1)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, 0xFFFFFFFF if large else length, 0, 3) + b"end"

    with pytest.raises(BadFileError, match="The zip lists more than 2,000 files"):
        kind_of(write("cases.zip", b"PK\x03\x04" + (ends if large else b"") + end))


def test_a_member_ends_where_the_zip_says_that_it_does(write: Write) -> None:
    whole = f"{dashboard()}{'msoa,E02000002,Second,2020-11-03,21' * 100}".encode()
    packed = saying(zipped({"a.csv": whole}), "a.csv", len(dashboard()), whole)

    assert len(read_contents(write("cases.zip", packed), DAY).parts[0].rows) == 1


def test_a_workbook_is_unpacked_by_what_it_says_of_itself(write: Write) -> None:
    shared = f'<sst xmlns="{MAIN}">{"<si><t>a long text</t></si>" * 100_000}</sst>'.encode()
    whole = with_members(workbook({"A": AREAS}), {"xl/sharedStrings.xml": shared})

    assert len(read_contents(write("names.xlsx", whole)).parts[0].rows) == 1
    with pytest.raises(UnrecognisedFileError, match="It is an Office document"):
        read_contents(write("names.xlsx", saying(whole, "xl/sharedStrings.xml", 100, shared)))


@pytest.mark.parametrize("cells", ["<c " * 400_000, f'<c r="A1"><f/>{" " * 400_000}x', f'<c r="A1">{" " * 400_000}'])
def test_a_sheet_that_never_closes_a_cell_is_refused(write: Write, cells: str) -> None:
    with pytest.raises(FileError):
        read_contents(write("cases.xlsx", workbook({"A": AREAS}, cells=cells)), DAY)


def test_the_cells_of_all_sheets_are_counted(write: Write) -> None:
    far = b'<worksheet><row r="1000000"><c r="T1000000"><v>1</v></c></row></worksheet>'
    book = with_members(workbook({"A": AREAS}), {f"xl/worksheets/sheet{number}.xml": far for number in (2, 3)})

    with pytest.raises(BadFileError, match=r"xl/worksheets/sheet3\.xml reaches to row 1,000,000 and column T"):
        read_contents(write("cases.xlsx", book), DAY)


@pytest.mark.parametrize("letter", ["x", ",", '"', " ", "1"])
def test_a_line_of_more_than_a_million_characters_is_refused(write: Write, letter: str) -> None:
    path = write("cases.csv", dashboard() + letter * 1_100_000)

    with pytest.raises(BadFileError, match=r"^row 3: The line is longer than 1,000,000 characters"):
        read_contents(path, DAY)


def test_lines_of_a_large_file_may_be_many(write: Write) -> None:
    path = write("cases.csv", dashboard() + "\n" * 1_100_000)  # more than a line's characters

    assert len(read_contents(path, DAY).parts[0].rows) == 1


def test_columns_without_number_are_refused(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write("cases.csv", f"{DASHBOARD}{',' * 200_000}\nmsoa,E02000001,Old Quay,2020-11-03,4{',' * 200_000}\n")

    with pytest.raises(BadFileError, match=r"^row 1: It has more than 16,384 columns\. Take out"):
        read_contents(path, DAY)
    assert csv_tables._COLUMNS_AT_MOST == 16_384


RECORD = '{"areaType": "msoa", "areaCode": "E02000001", "date": "2020-11-03", "newCasesBySpecimenDateRollingSum": 4}'


def test_json_of_lists_without_number_is_refused(write: Write) -> None:
    path = write("cases.json", f'{{"body": [{RECORD}], "more": [{"[]," * 10_000_000}[]]}}')

    with pytest.raises(
        BadFileError, match=r"^The JSON holds more than 10,000,000 lists and objects\. Load it in parts"
    ):
        read_contents(path, DAY)


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ("[" * 200_000 + "]" * 200_000, "The JSON is nested too deeply"),
        ("1" * 5_000, "a number of thousands of digits"),
    ],
)
def test_json_that_is_deep_or_has_endless_numbers_is_refused(write: Write, more: str, problem: str) -> None:
    with pytest.raises(BadFileError, match=problem):
        read_contents(write("cases.json", f'{{"body": [{RECORD}], "more": {more}}}'), DAY)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cases.csv", f"{DASHBOARD}\nmsoa,E02000001,Old Quay,2020-11-03,{'1' * 50_000}\n"),
        ("population.csv", f"msoa_code,population\nE02000001,{'1' * 50_000}\n"),
        ("points.csv", f"area_code,longitude,latitude\nE02000001,{'1' * 50_000},51\n"),
        ("days.csv", f"{DASHBOARD}\nmsoa,E02000001,Old Quay,{'2' * 50_000}-11-03,4\n"),
    ],
)
def test_a_number_of_thousands_of_digits_is_told_in_short(write: Write, name: str, content: str) -> None:
    with pytest.raises(BadFileError, match=r'^row 2, column .*"[12]{40}" (is|cannot)') as refused:
        read_contents(write(name, content), None if name[0] == "p" else DAY)
    assert len(str(refused.value)) < 300


@pytest.mark.parametrize("depth", [600, 100_000, 2_000_000])
def test_shapes_that_are_nested_too_deeply_are_refused(write: Write, depth: int) -> None:
    deep = {"type": "Polygon", "coordinates": "DEEP"}
    layer = boundaries([1], {1: deep}).replace('"DEEP"', "[" * depth + "]" * depth)

    with pytest.raises(BadFileError):
        read_contents(write("b.json", layer))


@pytest.mark.parametrize(
    "name", ["a\nb.csv", "\x1b[31ma.csv", "a\u202eb.csv", "\u2028", "x" * 251, "Cases/" + "\u00e9" * 126, "."]
)
def test_a_member_of_an_odd_name_is_refused(write: Write, name: str) -> None:
    path = write("cases.zip", zipped({"good.csv": dashboard(), name: dashboard()}))

    with pytest.raises(
        BadFileError, match=r"^It holds a file or sheet without a name, or of a name \(.*Rename it\.$"
    ) as said:
        kind_of(path)
    assert str(said.value).isprintable()
    assert len(str(said.value)) < 300


def test_names_in_other_scripts_are_read(write: Write) -> None:
    path = write("cases.zip", zipped({"C\u00e1ch ly \u0394 \u65e5\u672c.csv": dashboard()}))

    assert len(read_contents(path, DAY).parts[0].rows) == 1


@pytest.mark.parametrize("name", ["x" * 251, "a\nb", "a\u202eb", ""])
def test_a_sheet_of_an_odd_name_is_refused(write: Write, name: str) -> None:
    with pytest.raises(BadFileError, match="It holds a file or sheet without a name"):
        kind_of(write("cases.xlsx", workbook({name: AREAS})))


@pytest.mark.parametrize("name", ["..", ".", "a/b", "../../a"])
def test_a_sheets_name_is_no_path(write: Write, name: str) -> None:
    assert len(read_contents(write("names.xlsx", workbook({name: AREAS}))).parts[0].rows) == 1


def test_a_gzip_without_a_name_is_read(write: Write) -> None:
    assert len(read_contents(write(".gz", gzip.compress(dashboard().encode())), DAY).parts[0].rows) == 1
