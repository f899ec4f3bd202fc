"""A government web made by rule, with planted faults, a truth file and a server.

All places, offices and hosts are invented.  The hosts end in ``.gov.cn`` because rules about
domains must be testable; they are never looked up, only reached through ``--resolve``.
"""
