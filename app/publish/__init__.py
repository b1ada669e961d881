"""Turn the store into an edition: read, disclose, join, compose, write."""
