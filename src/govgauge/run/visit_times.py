"""When a watch visits: a grid over the Beijing day, shifted for each unit by seed.

The grid depends on nothing but the seed, the unit and the visits a day, so a watch that was
killed goes on with the very moments it would have had.
"""

import hashlib

from attrs import frozen

from govgauge.model.quiet import BEIJING_OFFSET_S, DAY_S, beijing_midnight


@frozen
class VisitTimes:
    """So many visits a day, evenly spaced, each unit at its own phase."""

    visits_a_day: int
    seed: int = 0

    @property
    def gap_s(self) -> float:
        """Seconds between two visits of one unit."""
        return DAY_S / self.visits_a_day

    def phase_of(self, unit_id: str) -> float:
        """Where in the gap a unit's moments lie, in [0, 1)."""
        digest = hashlib.sha256(f"{self.seed} visits {unit_id}".encode()).digest()
        return int.from_bytes(digest[:6], "big") / (1 << 48)

    def first_from(self, phase: float, moment: float) -> float:
        """The first of a unit's moments at or after a moment, both seconds since the epoch."""
        number = -(-((moment + BEIJING_OFFSET_S) / self.gap_s - phase) // 1)
        return (number + phase) * self.gap_s - BEIJING_OFFSET_S

    def between(self, phase: float, begin: float, end: float) -> int:
        """How many moments of a unit lie from ``begin`` on and before ``end``."""
        first, limit = self.first_from(phase, begin), self.first_from(phase, end)
        return max(round((limit - first) / self.gap_s), 0)


def period_end(begin: float, days: int) -> float:
    """The midnight in Beijing by which so many whole days have passed since ``begin``.

    The rule counts whole days: what is left of the first day comes on top.
    """
    midnight = beijing_midnight(begin)
    first = midnight if midnight == begin else midnight + DAY_S
    return first + days * DAY_S
