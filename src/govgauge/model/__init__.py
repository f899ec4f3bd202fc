"""Frozen value types, typed failures, state machines and protocols shared by every room.

Standard library and attrs only.  Import from the modules below, never from the package root.
"""
