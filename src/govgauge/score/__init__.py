"""Indicator systems as data, and the arithmetic: veto, deduct, bonus, gates, ranks, intervals."""
