"""Bring the publisher's latest to readers: fetch, load, check and publish, or change nothing and say why."""
