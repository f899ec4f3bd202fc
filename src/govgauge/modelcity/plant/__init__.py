"""Plants faults and near-misses, one file per detector id, found by its place.

Each file defines ``plant(site, family, random, bad)``: ``bad`` from 0 (nothing is wrong) to 1.
Where faults are counted rather than there or not, the file says ``COUNTED = True``.  A file may
define ``prepare(site, random, bad)`` for what must be settled before any other file plants.
"""

import importlib
import pkgutil
from functools import cache
from random import Random
from types import ModuleType

from govgauge.modelcity.family import Family
from govgauge.modelcity.site import Site

# Shapes first, then dates, then what is reckoned from both; links last, into what is left.
_FIRST = ("blank_columns", "undated_items", "stale_columns", "stale_home_page")
# Texts of letters and guides stay as planted; labels are settled before they are made to lie; what
# scripts a foot has is settled before anything may be hidden behind them; documents are furnished
# once all days are settled; what nobody else writes is written once, when no page is copied any more.
_LAST = (
    "crowd_words",
    "elder_friendly_entrance",
    "floating_windows",
    "copied_replies",
    "late_replies",
    "unanswered_letters",
    "incomplete_guides",
    "missing_forms",
    "contradictory_guides",
    "cancelled_items",
    "stated_vs_provided_items",
    "forged_dates",
    "incomplete_documents",
    "unlinked_interpretations",
    "copied_interpretation",
    "late_publication",
    "uninterpreted_documents",
    "original_release",
)
_EVEN_COUNT = 0.3


@cache
def find_plants() -> dict[str, ModuleType]:
    """Every plant file by its detector id, in the order of planting."""
    names = sorted(m.name for m in pkgutil.iter_modules(__path__))
    ordered = [*_FIRST, *(n for n in names if n not in (*_FIRST, *_LAST)), *_LAST]
    return {name: importlib.import_module(f"{__name__}.{name}") for name in ordered}


def plant_all(site: Site, family: Family, random: Random, even: bool) -> None:
    """Plant everything that is wrong with a site, and what only looks wrong."""
    bad = {name: _badness(site, module, random, even) for name, module in find_plants().items()}
    for name, module in find_plants().items():
        if hasattr(module, "prepare"):
            module.prepare(site, random, bad[name])
    for name, module in find_plants().items():
        module.plant(site, family, random, bad[name])


def _badness(site: Site, module: ModuleType, random: Random, even: bool) -> float:
    """By the site's health, or in an even city fault or near-miss with equal odds."""
    if not even:
        return 1.0 - site.health
    if random.random() < 0.5:
        return 0.0
    return _EVEN_COUNT if getattr(module, "COUNTED", False) else 1.0
