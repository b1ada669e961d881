"""Periods, completeness and measures: pure functions."""
