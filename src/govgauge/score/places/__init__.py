"""Places: ranks, ties, bounds, tiers, grades, listing orders and percentages that add up."""
