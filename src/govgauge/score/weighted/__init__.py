"""Weighted trees: values become rates, rates become scores, every open value stays an interval."""
