"""What a yearly report says beyond the statistics of one judging."""
