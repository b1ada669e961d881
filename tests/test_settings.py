from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import SettingError
from app.settings import MOVED, Bucket, Settings, as_markdown, from_environment
from tests.england import ENGLAND, FILE

DOCUMENT = Path(__file__).parent.parent / "docs" / "settings.md"


def test_every_setting_is_documented_as_it_is() -> None:
    assert as_markdown() in DOCUMENT.read_text()


def test_unset_and_empty_variables_leave_the_defaults() -> None:
    assert from_environment({"CASEMAP_HOME": ""}) == from_environment({}) == Settings()


def test_variables_are_read_in_their_types() -> None:
    settings = from_environment({"CASEMAP_HOME": "/srv/cases", "CASEMAP_TRUSTED_PROXIES": "2"})

    assert settings.editions_folder == Path("/srv/cases/editions")
    assert settings.store_url == "sqlite:////srv/cases/casemap.db"
    assert settings.trusted_proxies == 2


def test_editions_may_lie_at_an_address() -> None:
    settings = from_environment({"CASEMAP_HOME": "/srv/cases", "CASEMAP_EDITIONS": "s3://bucket/cases/"})

    assert settings.editions_folder == Bucket("s3://bucket/cases", Path("/srv/cases/copies"))


def test_without_a_definition_england_is_served_from_the_home_itself() -> None:
    assert (Settings().dataset, Settings().home) == (ENGLAND, Path("var"))


def test_another_dataset_lies_in_a_folder_of_its_own_unless_a_home_is_named(tmp_path: Path) -> None:
    (tmp_path / "casemap.toml").write_text(FILE.read_text().replace('readers = "england"', 'slug = "elsewhere"'))
    variables = {"CASEMAP_DATASET": str(tmp_path)}

    assert from_environment(variables).home == Path("var/elsewhere")
    assert from_environment({**variables, "CASEMAP_HOME": "/srv/cases"}).home == Path("/srv/cases")


@pytest.mark.parametrize("variable", MOVED)
def test_what_moved_into_the_definition_is_told(variable: str) -> None:
    with pytest.raises(SettingError, match=rf"{variable} is no setting any more: .*docs/datasets.md.*CASEMAP_DATASET"):
        from_environment({variable: "3"})


def test_marks_for_hidden_counts_are_parted_by_commas() -> None:
    assert from_environment({"CASEMAP_HIDDEN_MARKS": "*, <5,[c],,-99"}).hidden_marks == ("*", "<5", "[c]", "-99")


def test_the_public_address_gives_the_path() -> None:
    settings = from_environment({"CASEMAP_PUBLIC_URL": "https://news.example/covid/"})

    assert (settings.public_url, settings.path_prefix) == ("https://news.example/covid", "/covid")


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("CASEMAP_DATASET", "nowhere.toml"),
        ("CASEMAP_HIDDEN_MARKS", "*,0"),
        ("CASEMAP_HIDDEN_MARKS", "2.0"),
        ("CASEMAP_PUBLIC_URL", "https://news.example//covid"),
        ("CASEMAP_TRUSTED_PROXIES", "yes"),
        ("CASEMAP_PUBLIC_URL", "news.example/covid"),
        ("CASEMAP_EDITIONS", "s3://key:secret@bucket/editions"),
        ("CASEMAP_EDITIONS", "file:///srv/editions"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(variable: str, value: str) -> None:
    with pytest.raises(SettingError, match=variable):
        from_environment({variable: value})


@pytest.mark.parametrize("text", ["*", "'none'", "'self' https://*.example.org:8443", "https: news.example"])
def test_sites_that_may_frame_embeds_are_named_as_in_a_policy(text: str) -> None:
    assert from_environment({"CASEMAP_FRAME_ANCESTORS": text}).frame_ancestors == text


@pytest.mark.parametrize("text", ["*; script-src *", "'unsafe-inline'", "https://a/b", "'none' https://a.example"])
def test_what_is_no_site_is_refused(text: str) -> None:
    with pytest.raises(SettingError, match=r"^CASEMAP_FRAME_ANCESTORS is .*: give \*, 'none', or sites"):
        from_environment({"CASEMAP_FRAME_ANCESTORS": text})


@pytest.mark.parametrize("text", ["*", "", "https://news.example", "http://127.0.0.1:8000"])
def test_scripts_of_all_sites_of_one_or_of_none_may_read_data(text: str) -> None:
    assert from_environment({"CASEMAP_ALLOW_ORIGIN": text}).allow_origin == text


@pytest.mark.parametrize(
    "text", ["null", "news.example", "https://news.example/", "https://a.example https://b.example"]
)
def test_what_is_no_origin_is_refused(text: str) -> None:
    with pytest.raises(
        SettingError, match=r"CASEMAP_ALLOW_ORIGIN is .*: give \* for all sites, nothing for none, or one"
    ):
        from_environment({"CASEMAP_ALLOW_ORIGIN": text})


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("CASEMAP_CASES_ADDRESS", "u:p4ss@example.org/cases.zip"),
        ("CASEMAP_CASES_ADDRESS", "p4ss"),
        ("CASEMAP_CASES_ADDRESS", "https://u:p4ss@example.org:port/cases.zip"),
        ("CASEMAP_CASES_ADDRESS", "https://u:p4@ss@example.org/cases.zip"),
        ("CASEMAP_CASES_ADDRESS", "https://u:p4/ss@example.org/cases.zip"),
        ("CASEMAP_CASES_ADDRESS", "https://u:1?p4ss@example.org/cases.zip"),
        ("CASEMAP_CASES_ADDRESS", "https://u:p4ss@[example.org/cases.zip"),
        ("CASEMAP_CASES_ADDRESS", "https://u:p4\u2100ss@example.org/cases.zip"),
        ("CASEMAP_CASES_ADDRESS", "https://example.org/cases.zip#p4ss"),
        ("CASEMAP_CASES_ADDRESS", "ftp://example.org/cases.zip?token=p4ss"),
        ("CASEMAP_BOUNDARIES_ADDRESSES", "https://example.org/query?token=p4ss ftp://u:p4ss@example.org/query"),
        ("CASEMAP_PUBLIC_URL", "https://u:p4ss@example.org/cases"),
        ("CASEMAP_PUBLIC_URL", "https://example.org/cases?key=p4ss"),
        ("CASEMAP_CONTACT", "https://u:p4ss@example.org/"),
        ("CASEMAP_EDITIONS", "s3://key:p4 p4ss@bucket/editions"),
        ("CASEMAP_FRAME_ANCESTORS", "'none' https://u:p4ss@example.org"),
        ("CASEMAP_ALLOW_ORIGIN", "https://u:p4ss@example.org"),
        ("CASEMAP_TRUSTED_PROXIES", "u:p4ss@example.org"),
    ],
)
def test_a_value_that_may_hold_a_secret_is_named_without_it(variable: str, value: str) -> None:
    with pytest.raises(SettingError) as raised:
        from_environment({variable: value})

    assert str(raised.value).startswith(f"{variable} is '")
    assert "p4" not in str(raised.value)


NOISE = st.text(st.sampled_from("aZ09 @:/?#[]%&=;+,.-\u2100\n"), max_size=6)


@given(
    st.sampled_from(["CASEMAP_CASES_ADDRESS", "CASEMAP_BOUNDARIES_ADDRESSES", "CASEMAP_PUBLIC_URL", "CASEMAP_HOME"]),
    st.sampled_from(["{}@example.org/a", "u:{}@example.org/a", "u:p@example.org/a?b={}", "example.org/a#{}"]),
    st.builds("{}Hunter2{}".format, NOISE, NOISE),
    st.booleans(),
)
def test_no_secret_of_an_address_is_told(variable: str, form: str, secret: str, is_escaped: bool) -> None:
    address = f"https://{form.format(quote(secret, safe='') if is_escaped else secret)}"

    assert "Hunter2" not in told({variable: address})


def told(environment: dict[str, str]) -> str:
    """Return what is said of settings that cannot be used, nothing where they can be."""
    try:
        from_environment(environment)
    except SettingError as error:
        return str(error)
    return ""


def test_settings_that_are_printed_hold_no_address_that_may_be_secret() -> None:
    environment = {
        "DATABASE_URL": "postgresql://u:p4ss@db/cases",
        "CASEMAP_CASES_ADDRESS": "https://u:p4ss@example.org/cases.zip",
        "CASEMAP_BOUNDARIES_ADDRESSES": "https://example.org/query?token=p4ss",
    }

    assert "p4ss" not in repr(from_environment(environment))
