"""Noteworthy features (特点) of a campaign: figures and the rows behind them, for reports to word."""
