"""No address of a withdrawn edition is answered, whatever was kept of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app import create_app
from app.editions import EditionsFolder
from app.settings import Settings
from app.web.serving.site import LOOK_EVERY
from tests.conftest import Casemap

HEADER = "areaType,areaCode,areaName,date,newCasesBySpecimenDateRollingSum\n"


class Served:
    """A site of two editions, the later of which readers see, and its clock."""

    def __init__(self, home: Path) -> None:
        self.editions = EditionsFolder(home / "editions")
        self.old, self.new = self.editions.ids()
        self.application = create_app(Settings(home=home))
        self.client = self.application.test_client()
        self._now = 0.0
        self.application.extensions["casemap"]._clock = lambda: self._now

    def withdraw(self, edition_id: str) -> None:
        """Withdraw an edition, and let the time pass within which a server notices."""
        with self.editions.changing():
            self.editions.withdraw([edition_id], "counts to be hidden", date(2020, 11, 9))
        self._now += 2 * LOOK_EVERY

    def statuses(self, edition_id: str) -> dict[str, int]:
        """Ask for every kind of address of an edition."""
        addresses = (
            f"/embed?edition={edition_id}",
            f"/image.svg?edition={edition_id}&width=400&height=300",
            f"/editions/{edition_id}/layers/msoa-00.json",
            f"/editions/{edition_id}/weeks/2020-10-27.json",
            f"/editions/{edition_id}/timeline.json",
            f"/editions/{edition_id}/search.json",
            f"/editions/{edition_id}/shapes/map.json",
            f"/editions/{edition_id}/areas/msoa/E02000001.json",
            f"/editions/{edition_id}/ogc",
            f"/editions/{edition_id}/ogc/collections/msoa/items",
            f"/editions/{edition_id}/ogc/collections/msoa/items/E02000001",
            f"/embed/builder?edition={edition_id}",
            f"/oembed?url=http%3A%2F%2Flocalhost%2Fembed%3Fedition%3D{edition_id}",
        )
        return {address: self.client.get(address).status_code for address in addresses}


@pytest.fixture
def served(casemap: Casemap, small_home: Path, tmp_path: Path) -> Served:
    release = tmp_path / "msoa_2020-11-09.csv"
    release.write_text(HEADER + "".join(f"msoa,E0200000{n},,2020-11-03,{n + 10}\n" for n in range(1, 7)))
    assert casemap("load", release).exit_code == 0
    assert casemap("publish").exit_code == 0
    return Served(small_home)


def test_every_address_answers_410_though_all_of_it_was_kept(served: Served) -> None:
    before = served.statuses(served.old), served.statuses(served.old)
    served.withdraw(served.old)

    assert set(before[0].values()) == set(before[1].values()) == {200}
    assert set(served.statuses(served.old).values()) == {410}
    assert served.client.get("/").status_code == 200


def test_the_page_says_why(served: Served) -> None:
    served.withdraw(served.old)
    page = served.client.get(f"/embed?edition={served.old}").text

    assert "was withdrawn on 2020-11-09: counts to be hidden" in page


def test_readers_get_the_edition_before(served: Served) -> None:
    served.client.get("/")
    served.withdraw(served.new)

    assert served.client.get("/healthz").get_json()["edition"] == served.old
    assert "27 October 2020" in served.client.get("/").text
    assert set(served.statuses(served.new).values()) == {410}


def test_where_none_is_left_nothing_is_served(served: Served) -> None:
    served.client.get("/")
    served.withdraw(served.old)
    served.withdraw(served.new)

    assert served.client.get("/").status_code == 503
    assert served.client.get("/healthz").status_code == 503


def test_a_server_that_starts_later_knows_too(served: Served, small_home: Path) -> None:
    served.withdraw(served.old)
    later = create_app(Settings(home=small_home)).test_client()

    assert later.get(f"/embed?edition={served.old}").status_code == 410
