"""What programs read: open data, files of editions, pictures and embeds for other sites."""
