"""Template families, found by their place: every other file here defines ``FAMILY``."""

import importlib
import pkgutil
from functools import cache

from govgauge.modelcity.family import Family


@cache
def find_families() -> dict[str, Family]:
    """Every family by its file name, in order."""
    names = sorted(m.name for m in pkgutil.iter_modules(__path__))
    return {name: importlib.import_module(f"{__name__}.{name}").FAMILY for name in names}
