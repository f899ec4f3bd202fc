"""One file for each format; found by their place."""
