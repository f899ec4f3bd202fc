"""Files as the truth: evidence archives, facts, results, manifests, in one workspace."""
