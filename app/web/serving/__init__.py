"""What happens between a request and its page: hosts, options, caches, headers and errors."""
