"""Composes the rooms: plans a campaign, gathers, judges, scores, and hands over to report."""
