from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app.errors import NoEditionError
from app.settings import Settings
from app.web.serving.assets import Assets
from app.web.serving.site import Site


def test_what_was_good_goes_on_being_served_when_the_pointer_is_damaged(small_site: FlaskClient, home: Path) -> None:
    now = [0.0]
    site = Site(Settings(home=home), Assets({}, {}), clock=lambda: now[0])
    edition = site.current()
    pointer = home / "editions" / "current"
    for content in (b"rubbish", b'{"edition": "2020-10-27-000000000000", "before": []}'):
        pointer.write_bytes(content)
        now[0] += 2
        assert site.current() == edition
    pointer.unlink()
    now[0] += 2
    assert site.current() == edition


def test_where_the_pointer_is_damaged_readers_have_seen_what_they_see(small_site: FlaskClient, home: Path) -> None:
    site = Site(Settings(home=home), Assets({}, {}))
    edition = site.current()
    (home / "editions" / "current").write_bytes(b"rubbish")

    assert site.seen() == (edition.id,)


def test_a_site_without_an_edition_says_so_until_there_is_one(home: Path) -> None:
    site = Site(Settings(home=home), Assets({}, {}))

    for _ in range(2):
        with pytest.raises(NoEditionError):
            site.current()
