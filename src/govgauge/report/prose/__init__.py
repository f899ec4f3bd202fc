"""Official sentences from results: rank lists, tiers, shares and comparisons."""
