"""Artifacts → facts: pure, and without a rule for any particular site."""
