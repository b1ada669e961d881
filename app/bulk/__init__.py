"""Write whole weeks and whole histories of a level as files, in a separate process."""
