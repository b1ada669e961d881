"""Pages, layers, open data and embeds, from stored editions and nothing else."""
