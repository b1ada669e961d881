"""Find places as people name them: by names, codes, postcodes and the like."""
