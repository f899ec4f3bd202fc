"""A composite index over many units at once: from a table of values to an index and its ranks.

Needs numpy and scipy; import the modules below where they are used, never at start.
"""
