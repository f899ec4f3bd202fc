"""``rank``: an evaluator's spreadsheet in, places, statistics and a report out."""
