"""What is taken for an option of ours that is misspelt, and what is another site's."""

from __future__ import annotations

import pytest

from app.web.serving import nearly
from app.web.serving.nearly import FALSE_FRIENDS, nearest
from app.web.serving.options import ALL


@pytest.mark.parametrize("name", ALL)
def test_an_option_is_nearest_to_itself(name: str) -> None:
    assert nearest(name, ALL) == name


@pytest.mark.parametrize(
    ("name", "option"),
    [
        ("Week", "week"),
        ("WITHIN", "within"),
        ("Q", "q"),
        ("with_in", "within"),
        ("max-width", "maxwidth"),
        ("maxWidth", "maxwidth"),
        (" week", "week"),
        ("within[]", "within"),
        ("area[0", "area"),
        ("amp;week", "week"),
        ("\uff37eek", "week"),
        ("week\u200b", "week"),
        ("weeks", "week"),
        ("wweek", "week"),
        ("wek", "week"),
        ("eek", "week"),
        ("weak", "week"),
        ("widht", "width"),
        ("wihtin", "within"),
        ("iwthin", "within"),
        ("mesure", "measure"),
        ("leval", "level"),
        ("Scheme_", "scheme"),
        ("Amp;Weeks", None),
        ("amp;weeks", "week"),
    ],
)
def test_a_name_is_nearly_ours_but_for_case_separators_or_one_letter(name: str, option: str | None) -> None:
    assert nearest(name, ALL) == option


@pytest.mark.parametrize(
    "name",
    [
        *(
            "utm_source",
            "utm_medium",
            "utm_campaign",
            "utm_term",
            "utm_content",
            "utm_id",
            "fbclid",
            "gclid",
            "gad_source",
        ),
        *(
            "dnt",
            "ref",
            "share",
            "amp",
            "amp_js_v",
            "usqp",
            "_ga",
            "_gl",
            "mc_cid",
            "mc_eid",
            "msclkid",
            "igshid",
            "twclid",
        ),
        *(
            "s",
            "v",
            "id",
            "p",
            "w",
            "m",
            "t",
            "lang",
            "hl",
            "source",
            "from",
            "via",
            "ver",
            "cb",
            "_",
            "cid",
            "cmp",
            "sid",
        ),
        *(
            "page_id",
            "post_type",
            "paged",
            "cpage",
            "replytocom",
            "preview",
            "embed",
            "embedded",
            "theme",
            "mode",
            "print",
        ),
        *(
            "at_medium",
            "ns_campaign",
            "mkt_tok",
            "_hsenc",
            "smid",
            "spm",
            "si",
            "feature",
            "doing_wp_cron",
            "__twitter_impression",
        ),
        *("week2020", "wk", "weekly", "inwith", "withinwithin", "h", "", "[]", "\U0001f9a0", "x" * 9000),
        *("url2", "rl", "r", "qq"),
    ],
)
def test_what_other_sites_put_into_addresses_is_none_of_ours(name: str) -> None:
    assert nearest(name, ALL) is None


@pytest.mark.parametrize("friend", sorted(FALSE_FRIENDS))
def test_a_false_friend_would_be_taken_for_ours_if_it_were_not_known(
    friend: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert nearest(friend, ALL) is None
    monkeypatch.setattr(nearly, "FALSE_FRIENDS", frozenset())
    assert nearest(friend, ALL) in ALL


def test_the_first_option_is_meant_where_two_are_as_near() -> None:
    assert nearest("leastt", ("least", "beast")) == "least"
    assert nearest("beasts", ("least", "beast")) == "beast"
    assert nearest("feast", ("least", "beast")) == "least"
