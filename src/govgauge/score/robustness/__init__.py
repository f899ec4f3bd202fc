"""How far an index and its ranks depend on choices that could have been made otherwise.

Needs numpy and scipy; import the modules below where they are used, never at start.
"""
