"""Who may see evidence, and how long it is kept."""

from datetime import date
from enum import StrEnum

from attrs import field, frozen


class AccessClass(StrEnum):
    """``internal`` unless told otherwise; of ``restricted`` evidence no public copy is made."""

    PUBLIC = "public"
    INTERNAL = "internal"
    RESTRICTED = "restricted"


@frozen
class Custody:
    """The access class of each unit's evidence, and the last day it is kept (``None``: no end)."""

    default: AccessClass = AccessClass.INTERNAL
    units: dict[str, AccessClass] = field(factory=dict)
    retain_until: date | None = None

    def access_of(self, unit_id: str) -> AccessClass:
        """The access class of one unit's evidence."""
        return self.units.get(unit_id, self.default)

    def is_over(self, day: date) -> bool:
        """True when the evidence should have been deleted by this day."""
        return self.retain_until is not None and day > self.retain_until
