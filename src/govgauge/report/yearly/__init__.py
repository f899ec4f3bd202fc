"""The yearly report (年度报告): every sentence from results, the editor's own text beside them."""
