"""nginx in front, as docs/nginx.conf has it: what it keeps from Casemap, and what it keeps going without."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Thread

import pytest

from tests.certificates import make_certificate
from tests.faults.flood import ALL_ANSWERED, HALF_BODY, HOST, ask, connecting, flood, read_together, rest_of
from tests.faults.nginx import Nginx, program, proxied, written
from tests.fetch.server import Request, Server, body, status
from tests.serving import free_port, started

FLOODING = "127.0.0.2"  # the address that a flood comes from
SHORT = {"Cache_Control": "public, max-age=1"}


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("certificate"), f"DNS:{HOST}")


@pytest.fixture
def casemap_behind(published_home: Path, tmp_path: Path, certificate: Path) -> Iterator[Nginx]:
    """Return nginx in front of `casemap serve`."""
    settings = {"CASEMAP_TRUSTED_PROXIES": "1", "CASEMAP_HOME": str(published_home)}
    port = free_port()
    with started(settings, port, workers=2), proxied(tmp_path / "nginx", port, certificate) as nginx:
        yield nginx


@pytest.fixture
def server() -> Iterator[Server]:
    """Return a server that answers as it is told."""
    with Server() as running:
        thread = Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.done.set()
        running.shutdown()
        thread.join()


@pytest.fixture
def nginx(server: Server, tmp_path: Path, certificate: Path) -> Iterator[Nginx]:
    """Return nginx in front of that server."""
    with proxied(tmp_path / "nginx", server.server_port, certificate) as running:
        yield running


def test_nginx_finds_no_fault_with_the_example(tmp_path: Path, certificate: Path) -> None:
    path = written(tmp_path / "nginx", free_port(), certificate, free_port(), free_port())
    command = [program(), "-t", "-c", str(path), "-e", str(path.with_name("error.log"))]
    checked = subprocess.run(command, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
    assert "[warn]" not in checked.stderr


def test_readers_are_answered_beside_a_flood(casemap_behind: Nginx) -> None:
    with flood(casemap_behind.connect(FLOODING)):
        assert read_together(casemap_behind.connect()) == ALL_ANSWERED


def test_addresses_in_pages_are_the_site_s_own_whatever_a_reader_says(casemap_behind: Nginx) -> None:
    lies = {"X_Forwarded_Host": "evil.example", "X_Forwarded_Proto": "http", "Host": "evil.example"}
    with casemap_behind.connect()() as connection:
        page = ask(connection, "/", **lies).body.decode()
    assert f"https://{HOST}/" in page
    assert "evil.example" not in page


def test_what_a_reader_says_of_itself_is_overwritten(server: Server, nginx: Nginx) -> None:
    server.will("/", body(b"whole"))
    with nginx.connect()() as connection:
        ask(connection, "/", X_Forwarded_For="8.8.8.8", X_Forwarded_Host="evil.example", X_Forwarded_Proto="http")
    passed_on = {name: server.asked[0].headers.get_all(name) for name in server.asked[0].headers}
    assert passed_on["X-Forwarded-For"] == ["127.0.0.1"]
    assert passed_on["X-Forwarded-Host"] == passed_on["Host"] == [HOST]
    assert passed_on["X-Forwarded-Proto"] == ["https"]


def test_a_body_that_stays_away_is_given_up_and_never_passed_on(server: Server, nginx: Nginx) -> None:
    with nginx.connect()() as connection:
        connection.sendall(HALF_BODY)
        assert rest_of(connection) == b""
    assert server.asked == []


def test_a_body_too_large_is_refused(server: Server, nginx: Nginx) -> None:
    with nginx.connect()() as connection:
        connection.sendall(HALF_BODY.replace(b"1000", b"2000"))
        assert connection.recv(65_536).startswith(b"HTTP/1.1 413 ")
    assert server.asked == []


def test_a_head_too_large_is_refused(server: Server, nginx: Nginx) -> None:
    with nginx.connect()() as connection:
        assert ask(connection, "/", X_Large="x" * 10_000).status == 400
    with nginx.connect()() as connection:
        assert ask(connection, f"/?{'x' * 10_000}").status == 414
    assert server.asked == []


def read(nginx: Nginx, path: str) -> tuple[str, bytes]:
    """Ask once, and give what nginx says of its cache, and the answer."""
    with nginx.connect()() as connection:
        answer = ask(connection, path)
    assert answer.status == 200
    return answer.headers["x-cache"], answer.body


def test_an_answer_is_kept_and_given_while_casemap_is_down(
    published_home: Path, tmp_path: Path, certificate: Path
) -> None:
    port = free_port()
    with proxied(tmp_path / "nginx", port, certificate) as nginx:
        with started({"CASEMAP_HOME": str(published_home)}, port):
            kept, page = read(nginx, "/")
        assert (kept, read(nginx, "/")) == ("MISS", ("HIT", page))


def test_an_old_answer_is_better_than_none(server: Server, nginx: Nginx) -> None:
    server.will("/", body(b"old", **SHORT))
    assert read(nginx, "/") == ("MISS", b"old")
    server.shutdown()
    server.server_close()
    time.sleep(2)
    assert read(nginx, "/") == ("STALE", b"old")
    assert read(nginx, "/")[1] == b"old"


def test_an_old_answer_is_better_than_a_failure(server: Server, nginx: Nginx) -> None:
    server.will("/", body(b"old", **SHORT), status(500))
    assert read(nginx, "/") == ("MISS", b"old")
    time.sleep(2)
    assert read(nginx, "/") == ("STALE", b"old")
    assert read(nginx, "/")[1] == b"old"


def test_nobody_waits_while_a_new_answer_is_fetched(server: Server, nginx: Nginx) -> None:
    def waiting(request: Request) -> None:
        server.done.wait()
        request.send(b"new")

    server.will("/", body(b"old", **SHORT), waiting)
    assert read(nginx, "/") == ("MISS", b"old")
    time.sleep(2)
    assert [read(nginx, "/") for _ in range(2)] == [("STALE", b"old"), ("UPDATING", b"old")]


def test_what_is_kept_can_be_thrown_away(server: Server, nginx: Nginx) -> None:
    lasting = {"Cache_Control": "public, max-age=31536000, immutable"}
    server.will("/", body(b"withdrawn", **lasting), body(b"new", **lasting))
    assert [read(nginx, "/") for _ in range(2)] == [("MISS", b"withdrawn"), ("HIT", b"withdrawn")]
    for kept in (nginx.folder / "cache-casemap").rglob("*"):
        if kept.is_file():
            kept.unlink()
    assert read(nginx, "/") == ("MISS", b"new")


def test_what_may_not_be_kept_is_asked_for_again(casemap_behind: Nginx) -> None:
    for path in ("/healthz", "/search?q=north"):
        with casemap_behind.connect()() as connection:
            kept = [ask(connection, path).headers.get("x-cache") for _ in range(2)]
        assert not {"HIT", "STALE", "UPDATING"}.intersection(kept)


def test_what_a_reader_typed_is_in_no_log(tmp_path: Path, certificate: Path) -> None:
    nothing_there = free_port()  # what fails is logged too
    with proxied(tmp_path / "nginx", nothing_there, certificate) as nginx:
        for path in ("/search?q=typed", "/s%65arch?q=typed", "/cases/search?q=typed", "/?week=2020-10-27"):
            with nginx.connect()() as connection:
                assert ask(connection, path, Referer=f"https://{HOST}/search?q=typed").status == 502
        with connecting(nginx.plain_port)() as connection:
            assert ask(connection, "/search?q=typed").headers["location"] == f"https://{HOST}/search?q=typed"
    logged = nginx.logged
    assert logged.count('GET /search"') == 3
    assert "GET /?week=2020-10-27" in logged
    assert "typed" not in logged


def test_questions_after_health_are_not_logged(server: Server, tmp_path: Path, certificate: Path) -> None:
    server.will("/healthz", status(200))
    with proxied(tmp_path / "nginx", server.server_port, certificate) as nginx, nginx.connect()() as connection:
        assert ask(connection, "/healthz").status == 200
    assert nginx.logged == ""


def test_an_address_has_so_many_requests_under_way_and_leaves_others_theirs(server: Server, nginx: Nginx) -> None:
    server.will("/", body(b"whole"))
    with ExitStack() as stack:
        for _ in range(100):
            stack.enter_context(nginx.connect(FLOODING)()).sendall(HALF_BODY)
        with nginx.connect(FLOODING)() as refused, nginx.connect()() as answered:
            assert any(ask(refused, "/").status == 429 for _ in range(1000))
            assert ask(answered, "/").status == 200


def test_an_address_is_drawn_so_many_pictures_at_once(server: Server, nginx: Nginx) -> None:
    server.will("/image.png", body(b"whole", Cache_Control="public, max-age=60"))
    with nginx.connect()() as connection:
        answers = [ask(connection, "/image.png").status for _ in range(30)]
        assert 429 in answers
        assert answers[:20] == [200] * 20
