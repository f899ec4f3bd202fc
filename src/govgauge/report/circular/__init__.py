"""The circular (通报): what was judged, results, problems, open items, and who fails and why."""
