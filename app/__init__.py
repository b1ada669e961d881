"""Casemap publishes small-area case counts as a map that anyone can read, click and embed."""
