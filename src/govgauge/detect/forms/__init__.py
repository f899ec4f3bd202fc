"""What yearly forms say, and whether their figures fit each other; no detector."""
