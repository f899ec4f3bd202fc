"""The quarterly inspection report (季度抽查通报) from results."""
