"""Service guides: what of each was seen, and which fillings say nothing. No detector."""
