"""The documents say what definitions may say, and their examples are right."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli.named_columns import column_problems, look
from app.dataset import read_dataset
from app.dataset.reference import as_markdown

DOCUMENTS = Path(__file__).parent.parent.parent / "docs"
BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LACKS = "there is no column"
EXAMPLES = ("datasets.md", "new-place.md")


def sections() -> Iterator[tuple[str, str]]:
    for name in EXAMPLES:
        for section in re.split("^## ", (DOCUMENTS / name).read_text(), flags=re.MULTILINE):
            yield f"{name}: {section.splitlines()[0]}", section


def test_every_key_is_documented_as_it_is() -> None:
    """After a change, put what app.dataset.reference.as_markdown() gives into docs/datasets.md."""
    assert as_markdown() in (DOCUMENTS / "datasets.md").read_text()


@pytest.mark.parametrize("section", [text for _, text in sections()], ids=[name for name, _ in sections()])
def test_examples_are_right_and_name_the_columns_of_their_files(section: str, tmp_path: Path) -> None:
    whole = []
    for language, about, text in BLOCK.findall(section):
        if language == "csv":
            (tmp_path / about.strip()).write_text(text)
        elif language == "toml":
            tomllib.loads(text)
            if about.strip() != "part":
                whole.append(text)
    for text in whole:
        (tmp_path / "casemap.toml").write_text(text)
        dataset = read_dataset(tmp_path)
        lacking = [problem for problem in column_problems(dataset, look(tmp_path, dataset)) if LACKS in problem]
        assert lacking == []


def test_links_lead_to_documents_that_are_there() -> None:
    for name in (*EXAMPLES, "glossary.md"):
        for link in re.findall(r"\]\(([a-z./-]+\.md)", (DOCUMENTS / name).read_text()):
            assert (DOCUMENTS / link).exists(), link
