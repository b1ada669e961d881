"""The text to paste is a newspaper's list, true in every line."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests import article


@pytest.fixture
def reference(real_data: Path) -> Path:
    return real_data.parent / "reference"


def blocks(text: str) -> list[list[str]]:
    return [block.split("\n") for block in text.strip().split("\n\n")]


def test_the_samples_text_is_the_articles_line_by_line(sample_site: FlaskClient, reference: Path) -> None:
    lines = Counter(article.lines_of(sample_site.get("/hotspots.txt").text))
    expected = article.mended(reference)

    assert lines - expected == article.left_out(reference)
    assert expected - lines == Counter()
    assert (len(expected), len(article.left_out(reference)), len(lines)) == (161, 10, 171)


def test_each_line_of_the_print_that_is_not_in_the_text_is_accounted_for(
    sample_site: FlaskClient, reference: Path
) -> None:
    lines = Counter(article.lines_of(sample_site.get("/hotspots.txt").text))
    differing = Counter(article.printed(reference)) - lines

    assert set(differing) == set(article.MENDED)
    assert all(number == 1 for number in differing.values())
    assert {instead: lines[instead] for instead, _ in article.MENDED.values() if instead and lines[instead] != 1} == {}


def test_the_articles_text_has_title_sentences_source_and_threshold(sample_site: FlaskClient) -> None:
    first, second, highest, steepest, *_, last = blocks(sample_site.get("/hotspots.txt").text)

    assert first == ["COVID-19 cases in the North East: seven days to 27 October 2020 (21 to 27 October)"]
    assert second[0].startswith(
        "In the seven days to 27 October 2020, figures are shown for 171 of the 173 small areas; two had three or fewer"
        " cases. Cases rose in "
    )
    assert highest[:2] == [
        "The ten small areas with the most cases",
        "Durham City, County Durham - 135 cases (932.8 per 100,000 people)",
    ]
    assert steepest[0] == "Steepest rises, of small areas that had 20 cases or more the week before"
    assert last[0] == "Small areas with three or fewer cases are not listed."
    assert last[1].startswith("Published 1 November 2020. Cases: Public Health England")


def test_the_whole_text(small_site: FlaskClient) -> None:
    assert small_site.get("/hotspots.txt").text == (
        "COVID-19 cases in England by area: seven days to 27 October 2020 (21 to 27 October)\n\n"
        "In the seven days to 27 October 2020, figures are shown for 4 of the 6 small areas in England; two had three "
        "or fewer cases. Cases rose in 1 of the 3 small areas that can be compared with the week before, fell in 1 and "
        "stayed the same in 1. In England as a whole, cases rose by 19.7%; 1 small area rose faster.\n\n"
        "The four small areas with the most cases\n"
        "Old Quay, Northtown - 1,204 cases (15,050.0 per 100,000 people)\n"
        "{{7*7}}<script>alert(1)</script>, Northtown - 12 cases (160.0 per 100,000 people)\n"
        "Old Quay, Westham - 5 cases (100.0 per 100,000 people)\n"
        'Church End, "The Green", Eastham & District - 4 cases (57.1 per 100,000 people)\n\n'
        "Steepest rises, of small areas that had 20 cases or more the week before\n"
        "Old Quay, Northtown - up 20.4%, from 1,000 to 1,204 cases\n\n"
        "Eastham & District, Southshire\n"
        'Church End, "The Green" - 4 cases\n\n'
        "Northtown\n"
        "Old Quay - 1,204 cases\n"
        "{{7*7}}<script>alert(1)</script> - 12 cases\n\n"
        "Westham, Southshire\n"
        "Old Quay - 5 cases\n\n"
        "Small areas with three or fewer cases are not listed.\n"
        "Published 2 November 2020. Cases: Public Health England / UK Health Security Agency. Boundaries: Office for "
        "National Statistics. Names: House of Commons Library. Contains OS data © Crown copyright and database right.\n"
    )


def test_a_part_is_titled_and_told_of_as_such(small_site: FlaskClient) -> None:
    title, sentences, *_ = blocks(small_site.get("/hotspots.txt?within=E12000001").text)

    assert title == ["COVID-19 cases in North: seven days to 27 October 2020 (21 to 27 October)"]
    assert sentences[0].startswith(
        "In the seven days to 27 October 2020, figures are shown for 2 of the 3 small areas in North; one had three or "
        "fewer cases. Cases rose in the one small area that can be compared with the week before. In England as a whole"
    )


@pytest.mark.parametrize(
    ("order", "headings", "first"),
    [
        ("", ["Eastham & District, Southshire", "Northtown", "Westham, Southshire"], "Old Quay - 1,204 cases"),
        ("count", ["Eastham & District, Southshire", "Northtown", "Westham, Southshire"], "Old Quay - 1,204 cases"),
        ("name", ["Eastham & District, Southshire", "Northtown", "Westham, Southshire"], "Old Quay - 1,204 cases"),
        ("code", ["Northtown", "Eastham & District, Southshire", "Westham, Southshire"], "Old Quay - 1,204 cases"),
    ],
)
def test_the_order_is_asked_for(small_site: FlaskClient, order: str, headings: list[str], first: str) -> None:
    lines = article.lines_of(small_site.get(f"/hotspots.txt?order={order}").text)

    assert list(dict.fromkeys(heading for heading, _ in lines)) == headings
    assert next(line for heading, line in lines if heading == "Northtown") == first


@pytest.mark.parametrize(
    ("order", "first"),
    [("count", "Durham City"), ("name", "Aykley Heads, Neville's Cross & Langley Moor"), ("code", "Ouston & Beamish")],
)
def test_areas_stand_in_the_order_asked_for(sample_site: FlaskClient, order: str, first: str) -> None:
    lines = article.lines_of(sample_site.get(f"/hotspots.txt?order={order}&within=E06000047").text)

    assert lines[0][1].rpartition(" - ")[0] == first


def test_hidden_areas_are_in_no_line(small_site: FlaskClient) -> None:
    for query in ("", "?within=E12000002", "?order=code", "?week=2020-10-20"):
        assert "Hill Top" not in small_site.get(f"/hotspots.txt{query}").text
