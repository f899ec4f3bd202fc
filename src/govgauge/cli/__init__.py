"""Doors for people and scripts: the ``govgauge`` command.  Writes only by calling ``run``."""

from govgauge.cli.main import main

__all__ = ["main"]
