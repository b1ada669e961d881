"""Find places as people name them: by names, codes, and what else a dataset's places are found by."""
