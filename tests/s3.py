"""An S3 server of the tests' own: SeaweedFS, which speaks S3 and keeps objects in a folder.

`with running_server() as server` starts one; `server.bucket()` makes a new bucket and gives its address, such as
`s3://tests-1`, and `server.environment` is what s3fs, boto3 and `casemap` need to reach it. It can be stopped,
as if the bucket were away, and started again with all that it holds. The fixture `s3` in tests/conftest.py gives one
for all tests of a process: s3fs keeps what it has opened by its options, among which the environment's endpoint is not.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.serving import free_port

KEY, SECRET = "tests", "tests-secret"
SECONDS = 30
WITH_GRPC = ("master", "volume", "filer", "s3")  # each of its parts has a port for HTTP and one for the others
OFF = (
    "-master.electionTimeout=1s",
    "-s3.iam=false",
    "-s3.port.iceberg=0",
    "-s3.port.lance=0",
    "-volume.max=100",
    "-master.volumeSizeLimitMB=16",
)
IDENTITY = {
    "name": KEY,
    "credentials": [{"accessKey": KEY, "secretKey": SECRET}],
    "actions": ["Admin", "Read", "Write", "List", "Tagging"],
}


class Server:
    """A server in a folder, at the same port each time that it is started."""

    def __init__(self, program: str, folder: Path) -> None:
        self._program = program
        self._folder = folder
        self._ports = {part: (free_port(), free_port()) for part in WITH_GRPC}
        self._numbers = count(1)
        self._process: subprocess.Popen[bytes] | None = None
        (folder / "data").mkdir()
        (folder / "identities.json").write_text(json.dumps({"identities": [IDENTITY]}))

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self._ports['s3'][0]}"

    @property
    def environment(self) -> dict[str, str]:
        """Return what a client's environment must hold."""
        keys = {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET}
        return {**keys, "AWS_ENDPOINT_URL": self.endpoint, "AWS_DEFAULT_REGION": "us-east-1"}

    @property
    def files(self) -> Any:
        """Return the file system of fsspec that reaches it."""
        import s3fs

        return s3fs.S3FileSystem(
            key=KEY, secret=SECRET, endpoint_url=self.endpoint, use_listings_cache=False, skip_instance_cache=True
        )

    def bucket(self) -> str:
        """Make a bucket and give its address."""
        name = f"tests-{next(self._numbers)}"
        self.files.mkdir(name)
        return f"s3://{name}"

    def start(self) -> None:
        if self._process is not None:
            return
        ports = [
            f"-{part}.port{kind}={port}"
            for part, both in self._ports.items()
            for kind, port in zip(("", ".grpc"), both, strict=True)
        ]
        places = [f"-dir={self._folder / 'data'}", f"-s3.config={self._folder / 'identities.json'}"]
        here = ["-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-filer", "-s3", "-volume.preStopSeconds=0"]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._program, "server", *here, *places, *ports, *OFF],
                stdout=log,
                stderr=log,
                cwd=self._folder,
                env={**os.environ, "HOME": str(self._folder)},
            )
        self._wait()

    def _wait(self) -> None:
        assert self._process is not None
        for _ in range(10 * SECONDS):
            if self._process.poll() is not None:
                break
            if self._answers() and self._keeps():
                return
            time.sleep(0.1)
        raise RuntimeError((self._folder / "log").read_text()[-2000:])

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.endpoint}/healthz", timeout=5):
                return True
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False

    def _keeps(self) -> bool:
        """Return whether an object can be written and read: for a while it answers, but has none of its volumes yet."""
        files = self.files
        try:
            files.makedirs("started", exist_ok=True)
            files.pipe("started/object", b"kept")
            return bool(files.cat("started/object") == b"kept")
        except OSError:
            return False

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()  # told to end, it takes a quarter of a minute
            self._process.wait(SECONDS)
            self._process = None


@contextmanager
def running_server() -> Iterator[Server]:
    """Start a server for a while."""
    program = shutil.which("weed", path=str(Path(sys.executable).parent)) or shutil.which("weed")
    if program is None:
        pytest.skip("SeaweedFS is not installed: it is in requirements-dev.lock")
    folder = Path(tempfile.mkdtemp(prefix="casemap-s3-"))
    server = Server(program, folder)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)
