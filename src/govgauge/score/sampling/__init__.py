"""Sampling: what a share of a sample says of all, how large a sample is, and seeded draws."""
