"""Spread: statistics of groups and regions, and how unequal they are."""
