"""Score tables as evaluators keep them: merged headings, percent signs, notes and sums."""
