"""Results → pages and tables.  Computes nothing: every figure printed was handed over."""
