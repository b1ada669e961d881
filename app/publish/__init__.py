"""From the store to an edition: read, disclose, join, compose, write."""
