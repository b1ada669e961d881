"""Every mistake in a definition is told in a sentence that says what to do, with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.dataset import read_dataset
from app.dataset.codec import as_table, dataset_of
from app.errors import CasemapError, DefinitionError

RIGHT = """\
title = "Cases in Sunshire"
source = "Cases: Sunshire County Council."

[count]
one = "case"
many = "cases"

[period]
days = 7

[finder]
name = "ZIP code"

[[levels]]
slug = "county"
name = "county"
only = { code = "S1", name = "Sunshire" }

[[levels]]
slug = "district"
name = "district"
from_zoom = 5
opens_with = "rate"

[[levels]]
slug = "ward"
name = "ward"
code = "W[0-9]{3}"
hidden = { most = 4 }
from_zoom = 8
breaks = { count = [10, 20], rate = [50, 100] }

[[tables]]
name = "weekly wards"
level = "ward"
files = "wards*.csv"
marks = ["<5"]
[tables.columns]
code = "Ward code"
parents = { district = "District code" }
count = "Cases"
end = "Week ending"

[[boundaries]]
level = "ward"
code = "WARD"

[published]
"wards.csv" = 2021-07-12
"""

# What is put in the place of what, the line that is told, and the sentence.
MISTAKES: list[tuple[str, str, int, str]] = [
    # TOML itself
    ("days = 7", "days 7", 9, "A key, the sign = and a value must stand here, or a [table] (column 6)."),
    ('name = "ZIP code"', "name = ZIP", 12, "This value is none: texts stand in quotes"),
    ('one = "case"', 'one = "case', 5, "A text is not closed"),
    ("days = 7", "days = 7\ndays = 8", 10, "This key was there before: say it once"),
    ("[finder]", "[count]", 11, "This table was there before: say all of it under one heading"),
    ('"<5"]', '"<5"', 38, "A list is not closed: end it with ]"),
    ('"W[0-9]{3}"', r'"W\d{3}"', 28, "A backslash in a text: put the text in single quotes, or write two"),
    # keys
    ("hidden =", "hiden =", 29, "hiden: there is no such key in [[levels]]; did you mean hidden?"),
    ('count = "Cases"', 'Count = "Cases"', 41, "Count: there is no such key in [tables.columns]; did you"),
    ("days = 7", "days = 7\nmarks = []", 10, "marks: there is no such key in [period]: it belongs to [[tables]]."),
    ("days = 7", "days = 7\nrate_per = 10", 10, "rate_per: there is no such key in [period]: it stands above the"),
    ("days = 7", 'days = 7\ntitle = "x"', 10, "title: there is no such key in [period]: it stands above the first"),
    ("days = 7", "days = 7\nxyz = 10", 10, "xyz: there is no such key in [period]; there are days, months, every,"),
    # types
    ("days = 7", 'days = "seven"', 9, 'days must be a whole number, not "seven".'),
    ("days = 7", 'days = "7"', 9, 'days must be a whole number, not "7": leave the quotes out.'),
    ("days = 7", "days = 7.0", 9, "days must be a whole number, not 7.0."),
    ("days = 7", "days = true", 9, "days must be a whole number, not true."),
    ('"<5"', '"<5",\n5', 38, "each of marks must be a text in quotes, not 5."),
    ('["<5"]', '"<5"', 37, 'marks must be a list, such as ["<5"], not "<5".'),
    ("{ most = 4 }", "4", 29, "hidden must be a table, such as { most = ... }, not 4."),
    ('{ district = "District code" }', '"D"', 40, 'parents must be a table of texts in quotes, not "D".'),
    ("[[boundaries]]", "[boundaries]", 44, "boundaries must be tables, each under [[boundaries]], not a table."),
    ("2021-07-12", '"12/07/2021"', 49, 'wards.csv must be a day, such as 2021-07-12, not "12/07/2021".'),
    ("2021-07-12", "2021-07-12T10:00:00", 49, "wards.csv must be a day, such as 2021-07-12, not 2021-07-12T10:00:00"),
    ('"wards.csv" =', "wards.csv =", 49, "wards: put a name that has dots in quotes."),
    # what must be there, and in which form
    ('title = "Cases in Sunshire"\n', "", 1, "title is missing in the file. The title of the map and its embeds."),
    ('"Cases in Sunshire"', '""', 1, "title must not be empty."),
    ('slug = "ward"\n', "", 25, "slug is missing in [[levels]]. Its name in addresses and columns"),
    ("hidden = { most = 4 }", "hidden = { least = 1 }", 29, "most is missing in [levels.hidden]."),
    ('slug = "ward"', 'slug = "Ward 2"', 26, 'slug cannot be "Ward 2": it must be 20 small letters, digits and'),
    ("days = 7", "days = 0", 9, "days must be 1 or more, not 0."),
    ("days = 7", "days = 7\nevery = 0", 10, "every must be 1 or more, not 0."),
    ("{ most = 4 }", "{ most = -1 }", 29, "most must be 0 or more, not -1."),
    ("[10, 20]", "[0, 20]", 31, "count must be 1 or more, not 0."),
    ('opens_with = "rate"', 'opens_with = "rates"', 23, 'opens_with cannot be "rates"; did you mean rate?'),
    (
        "[count]",
        'language = "English"\n[count]',
        4,
        'language cannot be "English": it must be a language tag',
    ),
    ("[count]", 'other_language = "en"\n[count]', 4, "other_language is en as language is: leave it out"),
    # count, period, finder
    ('many = "cases"', 'many = "décès"', 6, 'many: "décès" cannot stand in addresses. Say slug in [count] too'),
    ('one = "case"', 'one = "death"', 6, 'many is missing in [count]: say it too where one is "death".'),
    ('many = "cases"', 'many = "cases"\nslug = "rate"', 7, "slug: rate is the name of something else in addresses."),
    ("days = 7", "days = 7\nmonths = 1", 10, "A period is of days or of calendar months: leave days or months out."),
    ("days = 7", "complete_after_days = 2", 8, "[period] does not say how long it is: say days = 7, or months = 1."),
    ("days = 7", "months = 1\nevery = 7", 10, "every: periods of months end with each month. Leave it out."),
    (
        "days = 7",
        'days = 14\none = "fortnight"',
        8,
        "many is missing in [period]: say it too where one is",
    ),
    ("[count]", 'time_zone = "London"\n[count]', 4, 'time_zone: there is no time zone "London"; give a name such as'),
    ("[count]", 'time_zone = "../x"\n[count]', 4, 'time_zone: there is no time zone "../x"'),
    ("[finder]", '[due]\nby = "4pm"\n[finder]', 12, 'by cannot be "4pm": it must be hours and minutes, such as 16:45.'),
    ("[finder]", "[due]\ndays = []\n[finder]", 12, "days: say at least one, or leave [due] out"),
    ("[finder]", '[due]\ndays = ["Mon"]\n[finder]', 12, 'days: "Mon" is no day of the week; did you mean Monday?'),
    ('name = "ZIP code"', 'name = "ZIP"\npattern = "[0-9"', 13, "pattern is no regular expression: unterminated"),
    ('name = "ZIP code"', 'name = "ZIP"\npattern = "(?i)x"', 13, "pattern: browsers read it too"),
    ('name = "ZIP code"', 'name = "ZIP"\npattern = "[0-9]*"', 13, "pattern: it must not match a text that is empty."),
    (
        'name = "ZIP code"',
        'name = "ZIP"\nletters = ["NE", "Sr"]',
        13,
        'letters: "Sr" must be one or two capital letters',
    ),
    # common names
    ("days = 7", 'days = 7\n[common_names]\nNorth = "W001"', 11, 'North must be a list, such as ["W001"], not "W001".'),
    ("days = 7", 'days = 7\n[common_names]\nNorth = ["W001", 2]', 11, "each of North must be a text in quotes, not 2."),
    ("days = 7", "days = 7\n[common_names]\nNorth = []", 11, "common_names: North means no area."),
    ("[count]", 'common_names = "North"\n[count]', 4, "common_names must be a table of lists of texts in quotes"),
    # levels
    ('slug = "district"', 'slug = "county"', 20, "slug: county is a level already. Give each level its own."),
    ('slug = "district"', 'slug = "cases"', 20, "slug: cases has a meaning of its own in addresses."),
    ('slug = "district"', 'slug = "area"', 20, "slug: area has a meaning of its own in addresses."),
    (
        'name = "ward"',
        'name = "ward"\nparent = "distric"',
        28,
        'parent: there is no level "distric"; did you mean',
    ),
    ('name = "ward"', 'name = "ward"\nparent = "ward"', 28, "parent: ward cannot lie in itself."),
    ('name = "district"', 'name = "district"\nparent = "ward"', 22, "parent: ward stands below district."),
    ("{ most = 4 }", "{ most = 4, least = 5 }", 29, "ward: hidden: the least that is hidden, 5, is above the most, 4."),
    ("[10, 20]", "[20, 10]", 31, "ward: breaks: count must rise from number to number, each once."),
    ("[50, 100]", "[50, 50]", 31, "ward: breaks: rate must rise from number to number, each once."),
    ("[10, 20]", "[4, 20]", 31, "ward: breaks: counts up to 4 are hidden, so that no class can begin among them"),
    ("from_zoom = 8", "from_zoom = 5", 30, "ward: from_zoom must be more than that of district, 5."),
    ("[count]", "rate_per = 0\n[count]", 24, "district: opens_with: there are no rates, as rate_per is 0."),
    ("[count]", "rate_per = 0\n[count]", 32, "ward: breaks: there are no rates, as rate_per is 0."),
    ('"W[0-9]{3}"', '"W[0-9"', 28, "ward: code is no regular expression: unterminated character set at character 2"),
    (
        'name = "ward"',
        'name = "ward"\nonly = { code = "W001", name = "W" }',
        28,
        "ward: the finest level has",
    ),
    ("only = ", 'code = "C"\nonly = ', 18, 'county: only: "S1" is no code by the pattern C.'),
    ("[count]", 'reporting = "distict"\n[count]', 4, 'reporting: there is no level "distict"; did you mean district?'),
    ("[count]", 'reporting = "ward"\n[count]', 4, "reporting: ward must be a coarser level than ward"),
    ("[count]", 'grouped_by = "ward"\n[count]', 4, "grouped_by: ward must be a coarser level than district"),
    # tables and boundaries
    (
        'level = "ward"\nfiles',
        'level = "wards"\nfiles',
        35,
        'weekly wards: level: there is no level "wards"; did',
    ),
    ('level = "ward"\ncode', 'level = "wards"\ncode', 45, 'level: there is no level "wards"; did you mean ward?'),
    ("{ district =", "{ distrikt =", 40, 'weekly wards: parents: there is no level "distrikt"; did you mean district?'),
    ("{ district =", "{ ward =", 40, "weekly wards: parents: ward is not coarser than ward."),
    ('code = "Ward code"\n', "", 38, "weekly wards: columns lack code and name: say which column tells the area."),
    ('end = "Week ending"', "", 41, "weekly wards: count needs end beside it"),
    ('"Week ending"', '"Cases"', 42, 'weekly wards: columns: "Cases" cannot be both count and end.'),
    ('"Week ending"', '"W"\nlongitude = "x"', 43, "weekly wards: longitude needs latitude beside it."),
    (
        '"Week ending"',
        '"W"\n[tables.wide]\nperiods = "w"',
        41,
        "weekly wards: counts are in one column or",
    ),
    ('"Week ending"', '"W"\n[tables.wide]\nperiods = "w"', 42, "weekly wards: the headings of wide.periods name the"),
    ('"Week ending"', '"W"\n[tables.wide]\nareas = { X = "W1" }', 44, 'weekly wards: wide: "W1" is no code of ward'),
    ('files = "wards*.csv"', "daily = true", 37, "weekly wards: days cannot be summed where one is hidden."),
    ("hidden = { most = 4 }\n", "", 36, "weekly wards: marks stand for hidden counts, and ward hides none"),
    ('"<5"', '"5"', 37, 'weekly wards: marks: "5" is a count, and no mark for a hidden one.'),
    ('marks = ["<5"]', 'encoding = "macroman2"', 37, 'weekly wards: there is no encoding "macroman2"'),
    ('"wards.csv" =', '"a/wards.csv" =', 49, "published: give the file's name alone, without folders: a/wards.csv."),
]


@pytest.mark.parametrize(("right", "wrong", "line", "sentence"), MISTAKES, ids=[each[1][:30] for each in MISTAKES])
def test_a_mistake_is_told_with_its_line(tmp_path: Path, right: str, wrong: str, line: int, sentence: str) -> None:
    assert RIGHT.count(right) >= 1

    problems = problems_of(tmp_path, RIGHT.replace(right, wrong, 1))

    assert any(problem.startswith(f"line {line}: {sentence}") for problem in problems), problems


def problems_of(folder: Path, text: str | bytes) -> tuple[str, ...]:
    file = folder / "casemap.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(DefinitionError) as raised:
        read_dataset(file)
    return raised.value.problems


def test_nothing_is_told_that_only_follows_from_another_mistake(tmp_path: Path) -> None:
    assert problems_of(tmp_path, RIGHT.replace("days = 7", 'days = "seven"')) == (
        'line 9: days must be a whole number, not "seven".',
    )


def test_all_mistakes_are_told_in_the_order_of_their_lines(tmp_path: Path) -> None:
    text = RIGHT.replace("days = 7", 'days = "x"').replace("breaks", "brakes").replace('"Week ending"', '"Cases"')

    lines = [int(problem.split()[1].rstrip(":")) for problem in problems_of(tmp_path, text)]

    assert lines == [9, 31, 42]


def test_the_definition_that_mistakes_are_made_in_is_right(tmp_path: Path) -> None:
    folder = tmp_path / "Sun Shire"
    folder.mkdir()
    (folder / "casemap.toml").write_text(RIGHT)

    dataset = read_dataset(folder)

    assert dataset == read_dataset(folder / "casemap.toml")
    assert dataset.slug == "sun-shire"
    assert dataset_of(as_table(dataset)) == dataset


def test_a_mark_at_the_beginning_and_other_line_ends_are_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "sunshire.toml").write_bytes(b"\xef\xbb\xbf" + RIGHT.replace("\n", "\r\n").encode())

    assert read_dataset(tmp_path / "sunshire.toml").slug == "sunshire"


def test_a_file_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    assert problems_of(tmp_path, RIGHT.replace("ZIP", "é").encode("cp1252")) == (
        "line 12: This is not UTF-8. Save the file as UTF-8.",
    )


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CasemapError, match=r"casemap.toml cannot be used:\n  There is no such file"):
        read_dataset(tmp_path)


def test_an_empty_file_lacks_what_each_must_have(tmp_path: Path) -> None:
    told = "\n".join(problems_of(tmp_path, ""))

    assert "title is missing" in told
    assert "source is missing" in told
    assert "[[levels]] is missing" in told
    assert problems_of(tmp_path, 'title = "a"\nsource = "b"\nlevels = []') == (
        "line 3: There is no level: say at least one, under [[levels]], with slug and name.",
    )


def test_a_code_that_is_of_no_level_has_no_common_name(tmp_path: Path) -> None:
    text = RIGHT.replace('name = "county"', 'name = "county"\ncode = "S[0-9]"')
    text = text.replace('name = "district"', 'name = "district"\ncode = "D[0-9]+"')
    named = '\n[common_names]\n"The North" = ["D1", "X1"]\nAll = ["S1", "W001"]\n'

    assert [problem.partition(": ")[2] for problem in problems_of(tmp_path, text + named)] == [
        'common_names: The North has "X1", which is no code of any level, by their patterns.',
    ]


@pytest.mark.parametrize("value", ["1", "true", '"x"', "1.5", "[]", "[1]", "{}", "{ a = 1 }", "2021-01-01"])
def test_no_value_of_any_key_is_more_than_a_problem(tmp_path: Path, value: str) -> None:
    for line in RIGHT.splitlines():
        key, sign, _ = line.partition(" = ")
        if sign:
            (tmp_path / "casemap.toml").write_text(RIGHT.replace(line, f"{key} = {value}"))
            try:
                read_dataset(tmp_path)
            except DefinitionError:
                continue
