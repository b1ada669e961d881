"""Bring readers the publisher's latest: fetch, load, check and publish, or leave all as it was and say why."""
