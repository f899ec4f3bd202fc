"""Conditions on units: whether an indicator, or scoring at all, is asked of one."""

from collections.abc import Mapping
from itertools import product

from govgauge.model.system import IndicatorSystem
from govgauge.model.unit import Unit, UnitKind

CONDITIONS = ("all", "has_services", "no_services", "portals", *(kind.value for kind in UnitKind))
"""Every condition a system may name."""

Conditions = Mapping[str, bool]


def conditions_of(unit: Unit) -> dict[str, bool | None]:
    """What the list says of every condition; ``None`` where it says nothing."""
    portal = None
    if unit.groups:
        portal = any("门户" in group or "portal" in group.lower() for group in unit.groups)
    services = unit.has_services
    return {
        "all": True,
        "has_services": services,
        "no_services": None if services is None else not services,
        "portals": portal,
        **{kind.value: unit.kind is kind for kind in UnitKind},
    }


def completions(unit: Unit, system: IndicatorSystem) -> list[Conditions]:
    """Every way in which what the list leaves open can turn out, as far as the system asks."""
    said = conditions_of(unit)
    asked = {i.applies_to for i in system.indicators} | {system.scored}
    names = sorted(asked)
    choices = [(True, False) if said[n] is None else (bool(said[n]),) for n in names]
    found = [dict(zip(names, choice, strict=True)) for choice in product(*choices)]
    # The two are one question: a unit has services or has none.
    both = {"has_services", "no_services"} <= set(names)
    return [c for c in found if not both or c["has_services"] is not c["no_services"]]
