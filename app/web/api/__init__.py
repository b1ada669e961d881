"""The API: editions, weeks, areas and lists of them, described by OpenAPI."""
