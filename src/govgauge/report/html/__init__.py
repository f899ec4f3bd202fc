"""A document as one HTML page that needs no other file."""
