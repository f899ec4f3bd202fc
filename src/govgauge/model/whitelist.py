"""Whitelists: phrases that an office has found to be right, for whom, from when to when, and why."""

import hashlib
from collections.abc import Iterable
from datetime import date

from attrs import frozen

from govgauge.model.unit import Unit

EVERYBODY = "*"


@frozen
class AllowedPhrase:
    """One phrase a detector of wording leaves alone.

    ``scope`` is a unit's id, a group, or ``*`` for every unit.  It holds for campaigns whose
    monitoring time point lies on ``since``, ``until`` or a day between; without ``until``, for good.
    """

    phrase: str
    scope: str
    since: date
    until: date | None
    reason: str
    who: str

    def is_for(self, names: Iterable[str], day: date) -> bool:
        """True on ``day`` for a text of one of these unit ids or groups."""
        ended = self.until is not None and day > self.until
        return day >= self.since and not ended and self.scope in {EVERYBODY, *names}


@frozen
class AllowedHit:
    """What a detector would have told, and the phrase for which it did not."""

    target: str
    written: str
    excerpt: str
    phrase: AllowedPhrase


@frozen
class Whitelist:
    """All phrases of a user's table, in its order."""

    phrases: tuple[AllowedPhrase, ...] = ()

    def of(self, unit: Unit, day: date) -> tuple[AllowedPhrase, ...]:
        """The phrases that hold for a unit on a day."""
        return self.of_names((unit.unit_id, *unit.groups), day)

    def of_names(self, names: Iterable[str], day: date) -> tuple[AllowedPhrase, ...]:
        """The phrases that hold for one of these unit ids or groups on a day."""
        known = tuple(names)
        return tuple(phrase for phrase in self.phrases if phrase.is_for(known, day))

    @property
    def digest(self) -> str:
        """Equal for tables that say the same; empty for one that allows nothing."""
        if not self.phrases:
            return ""
        return hashlib.sha256(repr(self.phrases).encode()).hexdigest()[:32]


NOTHING_ALLOWED = Whitelist()
