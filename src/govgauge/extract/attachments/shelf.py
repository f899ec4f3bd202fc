"""The formats, found by their place: every file in ``formats/`` that has a ``FORMAT``."""

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache

from attrs import frozen

from govgauge.extract.attachments import formats
from govgauge.extract.attachments.draft import Draft
from govgauge.extract.attachments.sample import Sample


@frozen
class Format:
    """One format: how its bytes are known, and how their text is read.

    ``recognise`` gives the kind, empty for other files.  ``rank`` orders the asking: 0 what a
    structure proves, 1 any file of a container, 2 text without signs.  Without ``read`` the
    format is only typed; with ``has_text`` false it is looked at for its limits alone.
    """

    recognise: Callable[[Sample], str]
    read: Callable[[Sample, Draft], None] | None = None
    rank: int = 0
    has_text: bool = True


@cache
def all_formats() -> tuple[Format, ...]:
    """Every format in the order of asking."""
    found = []
    for module in pkgutil.iter_modules(formats.__path__):
        loaded = importlib.import_module(f"{formats.__name__}.{module.name}")
        found.append((loaded.FORMAT.rank, module.name, loaded.FORMAT))
    return tuple(entry[2] for entry in sorted(found, key=lambda entry: entry[:2]))
