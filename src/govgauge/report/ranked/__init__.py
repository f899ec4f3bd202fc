"""What ``rank`` writes: a page in both languages, a workbook, and files for other programs."""
