"""What holds on secure connections; the certificate is made here and trusted by one test alone."""

from __future__ import annotations

import ssl
from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import FetchError
from app.fetch import Line, fetch_cases
from app.settings import Settings
from tests.certificates import make_certificate
from tests.fetch.published import archive_of
from tests.fetch.server import Server, ranged, status

ARCHIVE = archive_of(9)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("certificate"), "IP:127.0.0.1")


@pytest.fixture
def secure(server: Server, certificate: Path) -> Server:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.scheme = "https"
    return server


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate.with_suffix(".crt")))


@pytest.mark.usefixtures("trusted")
def test_a_redirect_from_https_to_https_is_followed(secure: Server, settings: Settings, line: Line) -> None:
    secure.will("/moved.zip", ranged(ARCHIVE))
    address = secure.will("/cases.zip", status(301, Location="/moved.zip"))

    assert fetch_cases(replace(settings, cases_address=address), line).changed


@pytest.mark.usefixtures("trusted")
def test_a_redirect_from_https_to_http_is_refused(secure: Server, settings: Settings, line: Line) -> None:
    moved = secure.will("/moved.zip", ranged(ARCHIVE)).replace("https:", "HTTP:")
    address = secure.will("/cases.zip", status(301, Location=moved))

    with pytest.raises(FetchError, match="redirects from https to http"):
        fetch_cases(replace(settings, cases_address=address), line)

    assert len(secure.asked) == 1


def test_a_certificate_that_nobody_vouches_for_is_refused_at_once(
    secure: Server, settings: Settings, line: Line, slept: list[float]
) -> None:
    address = secure.will("/cases.zip", ranged(ARCHIVE))

    with pytest.raises(FetchError, match="certificate cannot be trusted"):
        fetch_cases(replace(settings, cases_address=address), line)

    assert (secure.asked, slept) == ([], [])
