"""Certificates of the tests' own, which nobody else trusts."""

from __future__ import annotations

import subprocess
from pathlib import Path


def make_certificate(folder: Path, name: str) -> Path:
    """Make a key and its certificate for a name, `DNS:casemap.example` or `IP:127.0.0.1`.

    Gives the file that holds both; the certificate alone lies beside it, with the suffix .crt.
    """
    path = folder / "both.pem"
    public = path.with_suffix(".crt")
    names = ["-subj", f"/CN={name.partition(':')[2]}", "-addext", f"subjectAltName={name}"]
    kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    files = ["-keyout", str(path), "-out", str(public)]
    subprocess.run(["openssl", "req", "-x509", *kind, *files, *names], check=True, capture_output=True)
    path.write_bytes(path.read_bytes() + public.read_bytes())
    return path
