"""Load a published file into the store: find, recognise, read, check and write it in one transaction."""

from app.load.boundaries import prepared_geography, topology_key
from app.load.candidates import Candidate, find_files, telling_of
from app.load.files import load_file, sha256_of
from app.load.loaded import Loaded

__all__ = [
    "Candidate",
    "Loaded",
    "find_files",
    "load_file",
    "prepared_geography",
    "sha256_of",
    "telling_of",
    "topology_key",
]
