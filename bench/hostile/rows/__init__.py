"""The rows, found by their place: every file here has a list ``ROWS``."""
