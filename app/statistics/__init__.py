"""Weeks, completeness and measures: pure functions."""
