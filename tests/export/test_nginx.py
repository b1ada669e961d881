"""The nginx.conf that is shipped is one, and serves an export as its own list of headers says."""

from __future__ import annotations

import json
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from typing import Any

import pytest

from app.export.headers import pattern_of
from tests.certificates import make_certificate
from tests.exported import configured, nginx, served_by_nginx
from tests.serving import free_port

ASKED = 3  # files of each pattern


@pytest.fixture(scope="module")
def site(exported: Path) -> Iterator[str]:
    with served_by_nginx(exported) as address:
        yield address


def get(address: str, **headers: str) -> tuple[int, Message, bytes]:
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers)) as response:
            return response.status, response.headers, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def addresses(tree: Path) -> list[str]:
    names = json.loads((tree / ".casemap" / "manifest.json").read_text())["files"]
    return ["" if name == "index" else name for name in names if name != "404"]


def test_the_shipped_configuration_is_one(exported: Path, tmp_path: Path) -> None:
    path = configured(tmp_path, free_port(), make_certificate(tmp_path, "DNS:casemap.example"))
    command = [nginx(), "-t", "-c", str(path), "-e", str(tmp_path / "error.log")]
    said = subprocess.run(command, capture_output=True, text=True)

    assert said.returncode == 0, said.stderr


def test_every_file_comes_with_the_headers_that_the_export_names(site: str, tree: Path) -> None:
    rules: list[dict[str, Any]] = json.loads((tree / ".casemap" / "headers.json").read_text())
    of = {pattern: rule["headers"] for rule in rules for pattern in rule["addresses"]}
    asked: dict[str, int] = {}
    for address in addresses(tree):
        pattern = pattern_of(address or "index")
        asked[pattern] = asked.get(pattern, 0) + 1
        if asked[pattern] > ASKED:
            continue
        status, headers, _ = get(f"{site}/{address}")
        wanted = of[pattern]
        assert status == 200, address
        assert {name: headers[name] for name in wanted} == wanted, address
        others = {"X-Frame-Options", "Cross-Origin-Embedder-Policy", "Access-Control-Allow-Origin"} - set(wanted)
        assert not others & set(headers), address

    assert asked.keys() | {"404"} == of.keys()


def test_compressed_forms_are_sent_as_they_lie(site: str, tree: Path) -> None:
    _, headers, content = get(f"{site}/areas/msoa/E02000001", **{"Accept-Encoding": "gzip"})

    assert headers["Content-Encoding"] == "gzip"
    assert headers["Vary"] == "Accept-Encoding"
    assert content == (tree / "areas/msoa/E02000001.html.gz").read_bytes()


def test_an_embed_of_a_place_is_a_page_of_its_own_and_any_other_the_scripts(site: str, tree: Path) -> None:
    whole, place = (tree / name for name in ("embed.html", "embed-within-E12000001.html"))

    assert get(f"{site}/embed?within=E12000001")[2] == place.read_bytes()
    assert get(f"{site}/hotspots?within=E12000001")[2] == (tree / "hotspots-within-E12000001.html").read_bytes()
    for query in ("", "?within=E12000001&measure=rate", "?within=E12000001,E12000002", "?within=../../E12000001"):
        assert get(f"{site}/embed{query}")[2] == whole.read_bytes(), query


def test_what_is_not_there_gets_the_page_that_says_so(site: str, tree: Path) -> None:
    for path in ("areas/msoa/E09999999", "embed/builder", "search?q=old", ".casemap/manifest.json", "image.png"):
        status, headers, content = get(f"{site}/{path}")
        assert (status, content) == (404, (tree / "404.html").read_bytes()), path
        assert "Cache-Control" not in headers


def test_the_sites_own_path_leads_to_its_root(site: str) -> None:
    assert get(site)[1]["Content-Type"] == "text/html; charset=utf-8"
